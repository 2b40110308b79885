import type { CheckId } from './check.ts'
import type { UnreadableFile } from './facts.ts'
import type { Finding } from './finding.ts'
import type { Rating } from './rating.ts'
import type { BlobId, TreeId } from './snapshot.ts'
import type { Suppression } from './suppression.ts'
import type { Units } from './units.ts'

export type { Unit } from './units.ts'

/** What all checks say about one snapshot under one policy. */
export interface Evaluation {
  readonly revision: string
  readonly tree: TreeId
  readonly results: ReadonlyMap<CheckId, Result>
  /** 0 to 100, unrounded; absent when nothing is rated. */
  readonly score?: number | undefined
  readonly dimensions: ReadonlyMap<string, DimensionScore>
  /** Files that a control names and that could not be looked at, by path. */
  readonly unreadable: readonly Unreadable[]
  /** Comments that ask to ignore findings, by path. */
  readonly suppressions: ReadonlyMap<string, readonly Suppression[]>
  /** The files that say something to any check. */
  readonly files: Files
}

export interface Files {
  blobOf(path: string): BlobId | undefined
  paths(): readonly string[]
  /** What they say to a check that needs them together, in portions; nothing where a check looks at one file at a time. */
  saying(control: CheckId): readonly Said[]
}

/** What some of the files say to one check. Equal keys: equal words. */
export interface Said {
  readonly key: string
  facts(): readonly (readonly [path: string, facts: readonly unknown[]])[]
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
  readonly units: Units
  /** The units with an open problem, waived ones included. */
  readonly findings: readonly Finding[]
  /** What cannot be decided of what has stood there for long, and is a finding where a change brings it. */
  readonly ifNew?: readonly Finding[] | undefined
  /** Why it is `error`. */
  readonly error?: string | undefined
}

export interface DimensionScore {
  readonly score?: number | undefined
  /** The worst open rating: a mean hides it. */
  readonly rating: Rating
  /** Controls by rating. */
  readonly counts: Readonly<Partial<Record<Rating, number>>>
}

/** A file that could not be looked at, as it stands in its tree. */
export interface Unreadable extends UnreadableFile {
  readonly path: string
}

export function dimensionOf(control: CheckId): string {
  return control.slice(0, control.indexOf('/'))
}

export function findingsOf(evaluation: Evaluation): readonly Finding[] {
  return [...evaluation.results.values()].flatMap(({ findings }) => findings)
}
