/** The one source of time for leases, back-offs, deadlines and limits, so that a storm of hours can be replayed in seconds. */
export interface Clock {
  /** Milliseconds since 1970, possibly faster than the wall's. */
  now(): number
  /** Resolves after this many milliseconds of this clock, or at once when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
