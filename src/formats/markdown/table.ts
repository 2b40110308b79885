import type { Range } from '#model/location'
import { type Line, rangeInLine } from '../lines.ts'

/** A table of GitHub's Markdown. */
export interface MarkdownTable {
  readonly header: readonly MarkdownCell[]
  readonly rows: readonly (readonly MarkdownCell[])[]
  /** Of the header. */
  readonly line: number
}

export interface MarkdownCell {
  /** Trimmed; inline markup stays. */
  readonly text: string
  readonly range: Range
}

/** A header, below it a row of as many cells made of dashes, and the rows that follow. */
export function tablesIn(prose: readonly Line[]): readonly MarkdownTable[] {
  const tables: MarkdownTable[] = []
  for (let at = 0; at + 1 < prose.length; at++) {
    const header = prose[at]!
    if (!isRow(header) || !isBelow(prose[at + 1]!, header) || !isDelimiter(prose[at + 1]!)) continue
    const cells = cellsOf(header)
    if (cells.length !== cellsOf(prose[at + 1]!).length) continue
    const rows: (readonly MarkdownCell[])[] = []
    for (at += 2; at < prose.length && isRow(prose[at]!) && isBelow(prose[at]!, prose[at - 1]!); at++) rows.push(cellsOf(prose[at]!))
    tables.push({ header: cells, rows, line: header.number })
    at--
  }
  return tables
}

function isDelimiter(line: Line): boolean {
  return /^[ \t|:-]+$/.test(line.text) && cellsOf(line).every(({ text }) => /^:?-+:?$/.test(text))
}

function isRow({ text }: Line): boolean {
  return text.includes('|')
}

function isBelow(line: Line, above: Line): boolean {
  return line.number === above.number + 1
}

/** `\|` and `|` in code belong to a cell's text. */
function cellsOf(line: Line): readonly MarkdownCell[] {
  const bars = [-1]
  for (const match of line.text.matchAll(/\\.|`[^`]*`|\|/g)) if (match[0] === '|') bars.push(match.index)
  bars.push(line.text.length)
  const parts = bars.slice(1).map((end, index) => ({ start: bars[index]! + 1, end }))
  const filled = parts.filter(
    ({ start, end }, index) => (index > 0 && index < parts.length - 1) || line.text.slice(start, end).trim() !== '',
  )
  return filled.map(({ start, end }) => cell(line, start, end))
}

function cell(line: Line, start: number, end: number): MarkdownCell {
  const raw = line.text.slice(start, end)
  const text = raw.trim()
  const from = start + (raw.length - raw.trimStart().length)
  return { text, range: rangeInLine(line, from, from + text.length) }
}
