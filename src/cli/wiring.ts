import { homedir } from 'node:os'
import { join } from 'node:path'
import { catalogue } from '#catalogue'
import { prepare } from '#formats/prepare'
import { SUPPRESSION_HINT, suppressions } from '#formats/suppressions'
import type { Catalogue } from '#model/check'
import { type Engine, noCounts } from '../evaluate/engine.ts'
import { matcher } from '../evaluate/globs.ts'
import { memoryFacts, memoryStates } from '../facts/memory.ts'
import { openFacts } from '../facts/sqlite.ts'
import { sourcesDigest } from '../facts/version.ts'
import { UsageError } from './failure.ts'
import { progress, tell } from './output.ts'
import { tellingCounters } from './scan-progress.ts'
import { poolFor } from './worker-pool.ts'

export interface WiringOptions {
  /** Ids or globs; absent: the whole catalogue. */
  readonly only?: readonly string[] | undefined
  /** `false`: nothing is kept. A string: the folder. */
  readonly cache: boolean | string
  /** What tells the repository apart from others on this machine. */
  readonly repository: string
  /** Tell a person at a terminal how far it is. */
  readonly telling?: boolean | undefined
}

export interface Wired {
  readonly engine: Engine
  readonly close: () => void
}

/** Most facts and states that a developer's machine keeps: a few hundred megabytes at worst. */
const KEPT = { facts: 500_000, states: 64 }

/** The engine over the catalogue, with what earlier runs left on disk. A cache that cannot be opened is done without. */
export function wire({ only, cache, repository, telling = false }: WiringOptions): Wired {
  const chosen = choose(only)
  // Bundles of a part of the catalogue say less than those of the whole, so they have a name of their own.
  const version = only ? `${sourcesDigest()} ${Object.keys(chosen).join(' ')}` : sourcesDigest()
  const line = progress('files looked at')
  const engine = {
    catalogue: chosen,
    version,
    prepare,
    pool: poolFor(chosen),
    comments: { hint: SUPPRESSION_HINT, read: suppressions },
    counters: telling ? tellingCounters((files) => line.show(files), Date.now) : noCounts(),
  }
  const database = cache === false ? undefined : openOrNot(cache === true ? cacheFolder() : cache)
  if (!database) return { engine: { ...engine, facts: memoryFacts(), states: memoryStates() }, close: () => {} }
  const close = () => {
    if (engine.counters.collected > 0) database.evict(KEPT)
    database.close()
  }
  // One person's machine: repositories share what their equal files say.
  const { facts, states } = database.of('cli')
  return { engine: { ...engine, facts, states: states(repository) }, close }
}

function choose(only: readonly string[] | undefined): Catalogue {
  if (!only) return catalogue
  for (const pattern of only)
    if (!Object.keys(catalogue).some(matcher([pattern])))
      throw new UsageError(`No control is named ${JSON.stringify(pattern)}: \`readiness controls\` lists them.`)
  return Object.fromEntries(Object.entries(catalogue).filter(([id]) => matcher(only)(id)))
}

function openOrNot(folder: string) {
  try {
    return openFacts(join(folder, 'facts.sqlite'))
  } catch (error) {
    tell(`the cache in ${folder} cannot be used (${(error as Error).message}); this run is done without.`)
    return undefined
  }
}

/** As the XDG base directory specification says. */
function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'readiness')
}
