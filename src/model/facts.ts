import type { CheckId } from './check.ts'
import type { Suppression } from './suppression.ts'

/** Everything that one file says to all checks, also to those that the policy switches off. Plain JSON. */
export interface Bundle {
  readonly facts: Readonly<Record<CheckId, readonly unknown[]>>
  /** What the code of a check threw on this file. */
  readonly errors?: Readonly<Record<CheckId, string>> | undefined
  readonly unreadable?: UnreadableFile | undefined
  /** Comments in it that ask to ignore findings. */
  readonly suppressions?: readonly Suppression[] | undefined
}

/** Why a file that some checks name could not be looked at by them. */
export interface UnreadableFile {
  readonly reason: string
  /** `limit`: too large or binary. `syntax`: no parser takes it. */
  readonly cause: 'limit' | 'syntax'
  /** It looks like text: hiding a line in it would be worth a try. */
  readonly text: boolean
  readonly controls: readonly CheckId[]
  /** It is a link to this path, at which they look too: so it hides something only where that path is exempt. */
  readonly target?: string | undefined
}

/** A file says nothing to any check: the common case, and not worth remembering in a state. */
export function isSilent({ facts, errors, unreadable, suppressions }: Bundle): boolean {
  return !unreadable && !errors && !suppressions && Object.keys(facts).length === 0
}
