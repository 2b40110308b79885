import type { CheckId } from './check.ts'
import type { Range } from './location.ts'

/** A comment `readiness: ignore <control> -- <reason>` in a file. Plain JSON: it is stored with the file's facts. */
export interface Suppression {
  /** Line of the comment. */
  readonly line: number
  /** The line that it is about: its own, or, standing alone, the next that is no such comment. */
  readonly target: number
  /** Empty where it is malformed. */
  readonly controls: readonly CheckId[]
  readonly reason: string
  /** Of the comment's words. */
  readonly range: Range
  /** Why it is malformed and ignores nothing. */
  readonly fault?: string | undefined
}
