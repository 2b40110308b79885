import type { Clock } from '#model/clock'

export interface ClockSettings {
  /** How many times faster than the wall's clock time passes. */
  readonly scale: number
  /** The wall's time at which both clocks agreed, so that several processes agree too. */
  readonly since: number
}

export function systemClock({ scale, since }: ClockSettings = { scale: 1, since: 0 }): Clock {
  return {
    now: () => Math.round(since + (Date.now() - since) * scale),
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const done = () => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', done)
          resolve()
        }
        const timer = setTimeout(done, Math.min(milliseconds / scale, LONGEST))
        signal?.addEventListener('abort', done)
      }),
  }
}

/** What a timer can count. Nobody sleeps that long without looking again. */
const LONGEST = 2 ** 31 - 1

/** `SCALE@SINCE`, as one process hands it to another. */
export function parseClock(text: string | undefined): ClockSettings | undefined {
  const match = /^([\d.]+)@(\d+)$/.exec(text ?? '')
  const scale = Number(match?.[1])
  return scale > 0 ? { scale, since: Number(match![2]) } : undefined
}
