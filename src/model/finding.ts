import type { CheckId, Fix, Observation } from './check.ts'
import type { Location } from './location.ts'
import type { ProblemRating, Severity } from './rating.ts'

/** One problem, at one place, that one check found. Plain data: stored, compared and rendered, never executed. */
export interface Finding {
  readonly control: CheckId
  readonly aspect?: string | undefined
  readonly subject: string
  readonly scope: 'file' | 'repository'
  /** What counts: the policy's severity, else the problem's, else the control's. */
  readonly severity: Severity
  readonly rating: ProblemRating
  readonly message: string
  readonly location?: Location | undefined
  readonly fix?: Fix | undefined
  readonly quiet?: boolean | undefined
  /** That of its unit: tells equal subjects of one file apart, from top to bottom, starting at 1. */
  readonly ordinal: number
  readonly waived?: Waived | undefined
  /** Short tag of the secret behind it, so that a waiver can mean this one only. Too short to tell anything about it. */
  readonly content?: string | undefined
  /** It was a problem before and now it cannot be decided: it stays open. */
  readonly undecidable?: string | undefined
}

export interface Waived {
  readonly reason: string
  readonly owner?: string | undefined
  /** `YYYY-MM-DD`, the last day (UTC). */
  readonly expires?: string | undefined
  /** `policy`: a waiver of the policy. `inline`: a comment in the file. */
  readonly by: 'policy' | 'inline'
  /** Shown, but does not lift the gate: a comment that the same pull request adds. */
  readonly listedOnly?: boolean | undefined
}

/** Equal for the same thing in two commits: no line numbers, no wording, no value. */
export function identity(
  control: CheckId,
  { scope, aspect, subject, location }: Pick<Observation, 'scope' | 'aspect' | 'subject' | 'location'>,
): string {
  return JSON.stringify([control, aspect ?? '', subject, scope === 'repository' ? '' : (location?.path ?? '')])
}
