import type { Finding } from '#model/finding'
import { applyEdits } from './edits.ts'
import { fenced, visible } from './escape.ts'
import { planFixes } from './fixes.ts'
import { linesOf } from './place.ts'
import type { ReadableFile } from './readable.ts'
import { safeMarkdown } from './safe-markdown.ts'

/** A review comment that GitHub turns into a button: these lines, replaced. */
export interface Suggestion {
  readonly path: string
  readonly startLine: number
  readonly endLine: number
  readonly body: string
}

/** The longest that a suggestion may be: more is not read, and better applied by `readiness check --fix`. */
const MOST_LINES = 20

/**
 * The fixes of these findings as review suggestions. Left out are lines that hold a secret or hidden characters, and fixes that
 * span many lines. Where a comment may stand (only in the diff) is for the host to know.
 */
export function suggestionsFor(findings: readonly Finding[], open: (path: string) => ReadableFile | undefined): readonly Suggestion[] {
  return planFixes(findings).applied.flatMap((finding) => {
    const file = open(finding.location!.path)
    return (file && suggest(finding, file)) ?? []
  })
}

function suggest({ location, fix, message }: Finding, file: ReadableFile): Suggestion | undefined {
  const ranges = fix!.edits.map(({ range }) => range)
  if (ranges.length === 0 || !ranges.every((range) => file.contains(range))) return undefined
  const startLine = Math.min(...ranges.map((range) => linesOf(range).first))
  const endLine = Math.max(...ranges.map((range) => linesOf(range).last))
  const lines = Array.from({ length: Math.min(endLine - startLine + 1, MOST_LINES + 1) }, (_, index) => startLine + index)
  const isPlain = (line: number) => line <= file.lines && !file.holdsSecret(line) && visible(file.raw(line)) === file.raw(line)
  if (lines.length > MOST_LINES || !lines.every(isPlain)) return undefined
  const shift = (line: number) => line - startLine + 1
  const edits = fix!.edits.map(({ range: { start, end }, text }) => ({
    text,
    range: { start: { ...start, line: shift(start.line) }, end: { ...end, line: shift(end.line) } },
  }))
  const after = applyEdits(`${lines.map((line) => file.raw(line)).join('\n')}\n`, edits)
  return { path: location!.path, startLine, endLine, body: `${safeMarkdown(message)}\n\n${fenced(after, 'suggestion')}` }
}
