import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { type Line, rangeInLine } from './lines.ts'
import { type MarkdownBlocks, markdownBlocks } from './markdown/blocks.ts'
import type { MarkdownFence } from './markdown/fence.ts'
import { linksIn, type MarkdownLink } from './markdown/link.ts'
import { type MarkdownTable, tablesIn } from './markdown/table.ts'
import { perFile } from './per-file.ts'

export type { MarkdownFence, MarkdownLink, MarkdownTable }

/** What a Markdown file is made of, as far as controls ask; read line by line with CommonMark's rules for blocks. */
export interface Markdown extends MarkdownBlocks {
  readonly headings: readonly MarkdownHeading[]
  /** Outside of code and comments. */
  readonly links: readonly MarkdownLink[]
  readonly tables: readonly MarkdownTable[]
}

export interface MarkdownHeading {
  /** 1 to 6. */
  readonly level: number
  /** Without markers; inline markup stays. */
  readonly text: string
  /** The text. */
  readonly range: Range
  readonly line: number
}

export const markdown: (file: SourceFile) => Markdown = perFile((file) => {
  const { prose, fences } = markdownBlocks(file)
  return {
    headings: prose.flatMap((line, at) => atxHeading(line) ?? setextHeading(line, prose[at + 1]) ?? []),
    fences,
    links: prose.flatMap(linksIn),
    tables: tablesIn(prose),
    prose,
  }
})

/** A space after the signs, at most three before; closing signs do not count. */
function atxHeading(line: Line): MarkdownHeading | undefined {
  const [head = '', signs] = /^ {0,3}(#{1,6})(?=[ \t]|$)/.exec(line.text) ?? []
  if (!signs) return
  const rest = line.text.slice(head.length)
  const text = rest.replace(/(?:^|[ \t])#+[ \t]*$/, '').trim()
  const start = head.length + rest.length - rest.trimStart().length
  return { level: signs.length, text, range: rangeInLine(line, start, start + text.length), line: line.number }
}

/** A line of text with a line of `=` or `-` right below it. */
function setextHeading(line: Line, below: Line | undefined): MarkdownHeading | undefined {
  const underline = below?.number === line.number + 1 ? /^ {0,3}(=+|-+)[ \t]*$/.exec(below.text) : null
  const text = line.text.trim()
  if (!underline || !text || NO_PARAGRAPH.test(line.text)) return
  const start = line.text.indexOf(text)
  return { level: underline[1]!.startsWith('=') ? 1 : 2, text, range: rangeInLine(line, start, start + text.length), line: line.number }
}

/** Headings, quotes, lists, tables, rules and indented code cannot be underlined. */
const NO_PARAGRAPH = /^(?: {4}|\t| {0,3}(?:#{1,6}(?:[ \t]|$)|>|[-*+][ \t]|\d{1,9}[.)][ \t]|\||(?:[-=*_][ \t]*){3,}$|[-=]+[ \t]*$))/
