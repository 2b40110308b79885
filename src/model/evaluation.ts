import type { CheckId, Observation } from './check.ts'
import type { Finding } from './finding.ts'
import type { Rating } from './rating.ts'
import type { Entry, TreeId } from './snapshot.ts'

/** What all checks say about one snapshot under one policy. */
export interface Evaluation {
  readonly revision: string
  readonly tree: TreeId
  readonly results: ReadonlyMap<CheckId, Result>
  /** 0 to 100, unrounded; absent when nothing is rated. */
  readonly score?: number | undefined
  readonly dimensions: ReadonlyMap<string, DimensionScore>
  /** Files that a control names and that could not be looked at, by path. */
  readonly unreadable: ReadonlyMap<string, Unreadable>
}

/** What one check says. Nothing to look at is not a pass, and neither is a check that broke. */
export interface Result {
  readonly control: CheckId
  readonly rating: Rating
  /** 0 to 100, unrounded; absent where the control is not rated. */
  readonly points?: number | undefined
  /** How much this control counts in the score: severity times dimension. */
  readonly weight: number
  /** Everything that was looked at, fine or not. */
  readonly units: readonly Unit[]
  /** The units with an open problem, waived ones included. */
  readonly findings: readonly Finding[]
  /** Why it is `error`. */
  readonly error?: string | undefined
}

/** An observation with the name under which it is known in every commit. */
export interface Unit {
  readonly identity: string
  readonly observation: Observation
  readonly rating: Rating
}

export interface DimensionScore {
  readonly score?: number | undefined
  /** The worst open rating: a mean hides it. */
  readonly rating: Rating
  /** Controls by rating. */
  readonly counts: Readonly<Partial<Record<Rating, number>>>
}

export interface Unreadable {
  readonly entry: Entry
  readonly reason: string
  /** It looks like text: hiding a line in it would be worth a try. */
  readonly text: boolean
  /** Checks that would have read it. */
  readonly controls: readonly CheckId[]
}

export function dimensionOf(control: CheckId): string {
  return control.slice(0, control.indexOf('/'))
}

export function findingsOf(evaluation: Evaluation): readonly Finding[] {
  return [...evaluation.results.values()].flatMap(({ findings }) => findings)
}
