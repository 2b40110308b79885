import type { Landing } from './landing.ts'
import { readLanding } from './landing.ts'
import { mergeBase } from './merge-base.ts'
import type { Repository } from './repository.ts'
import type { Tip } from './tip.ts'

/** Longer than any merge queue. */
const STEPS = 100

export interface Group {
  /** The tip of the base branch as it is now. */
  readonly base: Landing
  /** What the commit of the group was made on top of: that tip, or the group before it in the queue. */
  readonly parent: Landing
  readonly formedAt: number
}

/**
 * The tip that the base branch had when a group of a merge queue was formed, however late that is asked for. From the parent of the group the
 * way back leads over the groups before it. Of those, some have been merged since; and a push since then is on no such way.
 */
export async function formedOn(repository: Repository, policyPath: string, { base, parent, formedAt }: Group): Promise<Tip> {
  const isNear = parent.oid === base.oid || parent.before === base.oid
  const meeting = isNear ? base.oid : (await mergeBase(repository, base.oid, parent.oid))?.oid
  let here = parent
  let isOnBase = false
  for (let step = 0; step < STEPS; step++) {
    isOnBase ||= here.oid === meeting
    if (isOnBase && !(here.landedAt !== undefined && here.landedAt > formedAt)) return here
    if (here.before === undefined) break
    here = here.before === base.oid ? base : await readLanding(repository, policyPath, here.before)
  }
  // No way back leads to the branch: somebody has rewritten it. What it is now is what it stands for.
  return base
}
