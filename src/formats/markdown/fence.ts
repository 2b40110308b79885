import type { SourceFile } from '#model/snapshot'
import type { Line } from '../lines.ts'

/** A fenced code block. */
export interface MarkdownFence {
  /** First word behind the opening fence in lower case: `yaml`; empty when there is none. */
  readonly language: string
  /** Offsets of the code into the file's text, fences excluded. */
  readonly start: number
  readonly end: number
  readonly text: string
  /** Of the opening fence. */
  readonly line: number
}

interface Opening {
  isClosedBy(line: Line): boolean
  fence(file: SourceFile, all: readonly Line[], at: number, close: number): MarkdownFence
}

/** Fences may stand in lists and quotes, so any indentation counts. */
const FENCE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})/

export function fenceOpening(line: Line): Opening | undefined {
  const [head = '', marks] = FENCE.exec(line.text) ?? []
  const info = line.text.slice(head.length).trim()
  // Between backticks stands code in a line of text.
  if (!marks || (marks.startsWith('`') && info.includes('`'))) return
  const language = /^\{?\.?([\w+#.-]*)/.exec(info)?.[1]?.toLowerCase() ?? ''
  return {
    isClosedBy: ({ text }) => {
      const closing = text.replace(/^[ \t>]+/, '').trimEnd()
      return closing.length >= marks.length && closing === marks[0]!.repeat(closing.length)
    },
    fence: (file, all, at, close) => {
      const start = all[at + 1]?.offset ?? file.text.length
      const end = Math.max(start, all[close]?.offset ?? file.text.length)
      return { language, start, end, text: file.text.slice(start, end), line: line.number }
    },
  }
}
