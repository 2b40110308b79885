import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { type Line, lines, rangeInLine } from './lines.ts'
import { fenceOpening, type MarkdownFence } from './markdown-fence.ts'
import { linksIn, type MarkdownLink } from './markdown-link.ts'
import { type MarkdownTable, tablesIn } from './markdown-table.ts'
import { perFile } from './per-file.ts'

export type { MarkdownFence, MarkdownLink, MarkdownTable }

/** What a Markdown file is made of, as far as controls ask; read line by line with CommonMark's rules for blocks. */
export interface Markdown {
  readonly headings: readonly MarkdownHeading[]
  readonly fences: readonly MarkdownFence[]
  /** Outside of code and comments. */
  readonly links: readonly MarkdownLink[]
  readonly tables: readonly MarkdownTable[]
  /** The lines that people read as text: neither code nor comment, heading lines included. */
  readonly prose: readonly Line[]
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
  const { prose, fences } = blocks(file)
  return {
    headings: prose.flatMap((line, at) => atxHeading(line) ?? setextHeading(line, prose[at + 1]) ?? []),
    fences,
    links: prose.flatMap(linksIn),
    tables: tablesIn(prose),
    prose,
  }
})

/** Parts the lines into code and text; comments are neither. */
function blocks(file: SourceFile): Pick<Markdown, 'fences' | 'prose'> {
  const all = lines(file)
  const fences: MarkdownFence[] = []
  const prose: Line[] = []
  let comment = false
  for (let at = afterFrontMatter(all); at < all.length; at++) {
    const line = all[at]!
    const open = comment ? undefined : fenceOpening(line)
    if (open) {
      let close = at + 1
      while (close < all.length && !open.isClosedBy(all[close]!)) close++
      fences.push(open.fence(file, all, at, close))
      at = close
      continue
    }
    const opened = line.text.lastIndexOf('<!--')
    const closed = line.text.lastIndexOf('-->')
    if (!comment && !(opened >= 0 && line.text.trimStart().startsWith('<!--'))) prose.push(line)
    comment = opened > closed || (comment && closed < 0)
  }
  return { fences, prose }
}

/** The settings of a page that site generators read, between two rules at its top. */
function afterFrontMatter(all: readonly Line[]): number {
  if (!/^---[ \t]*$/.test(all[0]?.text ?? '')) return 0
  const end = all.findIndex(({ text }, index) => index > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(text))
  return end + 1
}

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
