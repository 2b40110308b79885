import { MINUTE, SECOND } from '#model/clock'

/** How long to wait before the next attempt: doubling from two seconds to five minutes, and never in step with others. */
export function backoff(attempts: number, random: () => number): number {
  const full = Math.min(2 * SECOND * 2 ** attempts, 5 * MINUTE)
  return Math.round(full / 2 + (full / 2) * random())
}
