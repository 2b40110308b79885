import type { NewJob } from './job.ts'

/** What is stored of a waiting job. */
export interface Waiting extends NewJob {
  readonly acceptedAt: number
  readonly freshAt: number
  readonly attempts: number
  readonly lost: number
}

/**
 * Joins a trigger with the job that waits under its key, and with the one that is being worked on: in whatever order triggers come, the newest
 * version is what is worked on, as soon and with as much priority as any of them asked for. `undefined`: what is being done covers it.
 */
export function join(incoming: NewJob, now: number, waiting: Waiting | undefined, active: Waiting | undefined): Waiting | undefined {
  const fresh: Waiting = { ...incoming, acceptedAt: now, freshAt: now, attempts: 0, lost: 0 }
  if (waiting) return { ...newest(fresh, waiting), ...most(fresh, waiting) }
  if (!active || newest(fresh, active) === fresh) return fresh
  if (!incoming.force) return undefined
  return { ...fresh, data: active.data, version: active.version, serial: active.serial }
}

/** Joins a job that comes back from a holder with one that was added in between. */
export function rejoin(returning: Waiting, waiting: Waiting | undefined): Waiting {
  return waiting ? { ...newest(waiting, returning), ...most(waiting, returning) } : returning
}

/** Of equal versions that name different things, the one that came later: GitHub's times have no fractions of a second. */
function newest(later: Waiting, earlier: Waiting): Waiting {
  const wins = later.version > earlier.version || (later.version === earlier.version && later.serial !== earlier.serial)
  return wins ? later : earlier
}

function most(one: Waiting, other: Waiting): Pick<Waiting, 'priority' | 'runAt' | 'freshAt' | 'force'> {
  return {
    priority: Math.max(one.priority, other.priority),
    runAt: Math.min(one.runAt, other.runAt),
    freshAt: Math.max(one.freshAt, other.freshAt),
    force: one.force || other.force,
  }
}
