import { createHash } from 'node:crypto'
import type { Assessment } from '#model/assessment'
import type { Finding } from '#model/finding'
import type { Range } from '#model/location'
import { type CheckContext, isUninvited } from './context.ts'
import { applyEdits } from './edits.ts'
import { code, fenced, visible } from './escape.ts'
import { fingerprint } from './fingerprint.ts'
import { planFixes } from './fixes.ts'
import { newsOf } from './news.ts'
import { linesOf } from './place.ts'
import { type ReadableFile, readableFiles } from './readable.ts'
import { safeMarkdown } from './safe-markdown.ts'
import { secretLines } from './secret-lines.ts'

/** A review comment that GitHub turns into a button: these lines, replaced. */
export interface Suggestion {
  /** The same for the same findings with the same replacement, wherever its lines have moved. */
  readonly key: string
  readonly path: string
  readonly startLine: number
  readonly endLine: number
  readonly body: string
}

/** The safe fixes of what a pull request brings; none where nobody asked for a review. */
export function checkSuggestions(assessment: Assessment, context: CheckContext): readonly Suggestion[] {
  if (isUninvited(assessment, context)) return []
  const shown = newsOf(assessment).flatMap(({ finding }) => (finding.waived || finding.quiet ? [] : [finding]))
  return suggestionsFor(shown, readableFiles(context.contents, secretLines(assessment.head)))
}

/** The longest that a suggestion may be: more is not read, and better applied by `readiness check --fix`. */
const MOST_LINES = 20

/**
 * The fixes of these findings as review suggestions; those of findings on the same lines are one. Left out are lines that hold a secret or
 * hidden characters, CRLF, and fixes that span many lines. Where a comment may stand (only in the diff) is for the host to know.
 */
export function suggestionsFor(findings: readonly Finding[], open: (path: string) => ReadableFile | undefined): readonly Suggestion[] {
  const byPath = Map.groupBy(planFixes(findings).applied, ({ location }) => location!.path)
  return [...byPath].flatMap(([path, own]) => {
    const file = open(path)
    if (!file || file.text.includes('\r')) return []
    const placed = own.filter(({ fix }) => fix!.edits.length > 0 && fix!.edits.every(({ range }) => file.contains(range)))
    return stretchesOf(placed).flatMap((stretch) => suggest(stretch, file) ?? [])
  })
}

/** Lines of a file with the findings whose fixes touch them. */
interface Stretch {
  readonly startLine: number
  readonly endLine: number
  readonly findings: readonly Finding[]
}

/** One for fixes that share a line: of two buttons for it, pressing one would break the other. */
function stretchesOf(findings: readonly Finding[]): readonly Stretch[] {
  const stretches: Stretch[] = []
  for (const one of findings.map(stretchOf).toSorted((a, b) => a.startLine - b.startLine)) {
    const last = stretches.at(-1)
    if (!last || one.startLine > last.endLine) stretches.push(one)
    else {
      const endLine = Math.max(last.endLine, one.endLine)
      stretches[stretches.length - 1] = { startLine: last.startLine, endLine, findings: [...last.findings, ...one.findings] }
    }
  }
  return stretches
}

function stretchOf(finding: Finding): Stretch {
  const lines = finding.fix!.edits.map(({ range }) => linesOf(range))
  const startLine = Math.min(...lines.map(({ first }) => first))
  return { startLine, endLine: Math.max(...lines.map(({ last }) => last)), findings: [finding] }
}

function suggest({ startLine, endLine, findings }: Stretch, file: ReadableFile): Suggestion | undefined {
  const lines = Array.from({ length: Math.min(endLine - startLine + 1, MOST_LINES + 1) }, (_, index) => startLine + index)
  const isPlain = (line: number) => line <= file.lines && !file.holdsSecret(line) && visible(file.raw(line)) === file.raw(line)
  if (lines.length > MOST_LINES || !lines.every(isPlain)) return undefined
  const edits = findings.flatMap(({ fix }) => fix!.edits.map(({ range, text }) => ({ text, range: shifted(range, startLine) })))
  const after = applyEdits(`${lines.map((line) => file.raw(line)).join('\n')}\n`, edits)
  const body = `${findings.map(reasonOf).join('\n\n')}\n\n${fenced(after, 'suggestion')}`
  return { key: keyOf(findings, after), path: findings[0]!.location!.path, startLine, endLine, body }
}

function reasonOf({ message, control }: Finding): string {
  return `${safeMarkdown(message)} (${code(control)})`
}

function keyOf(findings: readonly Finding[], after: string): string {
  return createHash('sha256')
    .update(JSON.stringify([findings.map(fingerprint), after]))
    .digest('hex')
    .slice(0, 16)
}

function shifted({ start, end }: Range, startLine: number): Range {
  const shift = (line: number) => line - startLine + 1
  return { start: { ...start, line: shift(start.line) }, end: { ...end, line: shift(end.line) } }
}
