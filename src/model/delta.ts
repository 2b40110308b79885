import type { CheckId } from './check.ts'
import type { Finding } from './finding.ts'

/** What a pull request changes: two evaluations under the same policy, compared. */
export interface Delta {
  /** Problems that are new. */
  readonly introduced: readonly Finding[]
  /** Problems that were fine or milder before, or whose secret was replaced by another. */
  readonly worsened: readonly Worsened[]
  /** Problems that are gone, as they were at the base. */
  readonly fixed: readonly Finding[]
  /** In both commits, as they are at the head. */
  readonly unchanged: readonly Finding[]
  /** Checks that broke on either side: without an answer there is nothing to compare. */
  readonly incomparable: readonly CheckId[]
  readonly score: ScoreDelta
}

export interface Worsened {
  readonly finding: Finding
  /** What it was, in words: `fine`, `yellow, low`, `another secret`. */
  readonly before: string
}

export interface ScoreDelta {
  readonly base?: number | undefined
  readonly head?: number | undefined
  /**
   * What the gates on the score compare: base restricted to what is still there, and no control that only now came into
   * scope; so neither a deleted service nor a first metric costs anyone anything. Absent where nothing is left to compare.
   */
  readonly gated?: { readonly base: number; readonly head: number } | undefined
  /** head - base, unrounded; absent where either is. */
  readonly change?: number | undefined
  /** Where each point went, in tenths that add up to the shown change exactly. Only controls that moved it, biggest loss first. */
  readonly attribution: readonly Attribution[]
}

export interface Attribution {
  readonly control: CheckId
  /** Points, a multiple of 0.1. */
  readonly points: number
}
