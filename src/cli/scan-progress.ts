import { type Counters, noCounts } from '../evaluate/engine.ts'
import { grouped } from '../reports/words.ts'

/** Nobody needs to be told how far a short scan is. */
const PATIENCE = 500
const EVERY = 100

/** Counters that say how many files were looked at, once a scan takes its time and then ten times a second. */
export function tellingCounters(show: (files: string) => void, now: () => number): Counters {
  let collected = 0
  let due = now() + PATIENCE
  return {
    ...noCounts(),
    get collected() {
      return collected
    },
    set collected(files) {
      collected = files
      const time = now()
      if (time < due) return
      due = time + EVERY
      show(grouped(files))
    },
  }
}
