import type { Catalogue } from './check.ts'
import type { Delta } from './delta.ts'
import type { Evaluation } from './evaluation.ts'
import type { Policy } from './policy.ts'
import type { Verdict } from './verdict.ts'

/** Everything that is known about a pull request: what every report is made from. */
export interface Assessment {
  readonly base: Evaluation
  readonly head: Evaluation
  readonly policy: Policy
  readonly delta: Delta
  readonly verdict: Verdict
}

/** What the reports say about the catalogue. */
export interface CatalogueInfo {
  /** The version that policies pin, like `1.0`. */
  readonly version: string
  readonly catalogue: Catalogue
}
