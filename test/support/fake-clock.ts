import type { Clock } from '#model/clock'

export interface FakeClock extends Clock {
  /** Lets time pass, waking sleepers in their order, each with what it does next. */
  advance(milliseconds: number): Promise<void>
}

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

export function fakeClock(start = Date.UTC(2026, 10, 21)): FakeClock {
  let now = start
  const sleepers = new Set<Sleeper>()
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted || milliseconds <= 0) return resolve()
        const wake = () => {
          sleepers.delete(sleeper)
          resolve()
        }
        const sleeper: Sleeper = { at: now + milliseconds, wake }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', wake, { once: true })
      }),
    advance: async (milliseconds) => {
      const end = now + milliseconds
      await settled()
      for (let next = first(sleepers, end); next; next = first(sleepers, end)) {
        now = Math.max(now, next.at)
        next.wake()
        await settled()
      }
      now = end
    },
  }
}

function first(sleepers: ReadonlySet<Sleeper>, end: number): Sleeper | undefined {
  return [...sleepers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0]
}

/** Everything that needs no time has happened. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
}
