import type { ClassOf } from '#model/path-class'
import type { Policy, Waiver } from '#model/policy'
import type { Suppression } from '#model/suppression'
import type { Accepted } from './accepted.ts'

/** What waivers are judged under. */
export interface Waiving {
  readonly policy: Policy
  /** The comments of this side's files, by path. */
  readonly suppressions: ReadonlyMap<string, readonly Suppression[]>
  /** Day or time (ISO, UTC) that decides what has run out. */
  readonly asOf: string
  readonly classOf: ClassOf
  /** At the head: what the base had accepted. Absent: this is the base, or no pull request at all. */
  readonly accepted?: Accepted | undefined
  /** The waivers to report on, where they are not those that hold: at the head, those of its own policy. */
  readonly reported?: readonly Waiver[] | undefined
}
