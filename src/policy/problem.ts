import type { Range } from '#model/location'

/** One mistake that a person made in a policy, with its place. */
export interface PolicyProblem {
  readonly path: string
  readonly line: number
  readonly column: number
  readonly endLine?: number | undefined
  readonly endColumn?: number | undefined
  /** What is wrong, in a plain sentence. */
  readonly message: string
  /** What was probably meant, or what to write instead. */
  readonly hint?: string | undefined
}

export function problemAt(path: string, { start, end }: Range, message: string, hint?: string): PolicyProblem {
  const place = { path, line: start.line, column: start.column, endLine: end.line, endColumn: end.column }
  return hint === undefined ? { ...place, message } : { ...place, message, hint }
}

/** `file:line:column: message (hint)`, as editors and terminals understand it. */
export function renderProblem({ path, line, column, message, hint }: PolicyProblem): string {
  return `${path}:${line}:${column}: ${message}${hint === undefined ? '' : ` ${hint}`}`
}

/** A policy's own words inside a message: short, on one line, without control or bidi characters. */
export function quote(text: string): string {
  const cut = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text
  return `"${printable(cut)}"`
}

/** On one line, without characters that a terminal or a reader would not see for what they are. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, '\uFFFD')
}

const LONGEST_QUOTE = 80
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu

export function byPlace(a: PolicyProblem, b: PolicyProblem): number {
  return a.line - b.line || a.column - b.column || (a.message < b.message ? -1 : Number(a.message > b.message))
}
