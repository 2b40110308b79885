import { type Clock, HOUR, MINUTE } from '#model/clock'
import type { Database as FactsDatabase } from '../facts/sqlite.ts'
import type { Database } from '../queue/database.ts'
import type { Log } from './log.ts'
import { unknownRepositories } from './store/tenants.ts'

export interface TidyParts {
  readonly facts: FactsDatabase
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
}

export interface Tidying {
  /** Resolves when nothing is touched any more. */
  stop(): Promise<void>
}

/** What is kept of evaluated files: some gigabytes at most. */
const KEPT = { facts: 2_000_000, states: 2_000 }

/**
 * Keeps the cache of this process in bounds, and takes out what it has of repositories that are no longer ours to know. Each process does it for
 * its own cache, and again and again: an evaluation that was under way may write after its repository was forgotten.
 */
export function keepTidy(parts: TidyParts): Tidying {
  const stopping = new AbortController()
  const { clock, log } = parts
  const loop = async () => {
    for (let evictAt = clock.now() + HOUR; !stopping.signal.aborted; await clock.sleep(MINUTE, stopping.signal)) {
      const isDue = clock.now() >= evictAt
      if (isDue) evictAt = clock.now() + HOUR
      await tidy(parts, isDue).catch((err: unknown) => log.error({ err }, 'the cache of facts could not be tidied'))
    }
  }
  const looping = loop()
  return {
    stop: () => {
      stopping.abort()
      return looping
    },
  }
}

async function tidy({ facts, database }: TidyParts, evict: boolean): Promise<void> {
  const tenants = facts.tenants()
  for (const id of await unknownRepositories(database, tenants.map(Number))) await facts.forget(String(id))
  if (evict) facts.evict(KEPT)
}
