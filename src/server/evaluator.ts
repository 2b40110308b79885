import { join } from 'node:path'
import { CATALOGUE_VERSION, catalogue } from '#catalogue'
import { prepare } from '#formats/prepare'
import { SUPPRESSION_HINT, suppressions } from '#formats/suppressions'
import { type Clock, MINUTE, SECOND } from '#model/clock'
import type { Engine } from '../evaluate/engine.ts'
import { type Database as FactsDatabase, openFacts } from '../facts/sqlite.ts'
import { sourcesDigest } from '../facts/version.ts'
import { budgets } from '../github/budget.ts'
import { connect } from '../github/client.ts'
import { readAppKey } from '../github/jwt.ts'
import { treeCache } from '../github/tree-cache.ts'
import type { Database } from '../queue/database.ts'
import { dispatch } from '../queue/dispatch.ts'
import { jobQueue } from '../queue/queue.ts'
import { renderFailure } from '../reports/check-run.ts'
import { systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { createJudge, createModeOf } from './judgement.ts'
import type { Log } from './log.ts'
import { meteredFacts, meteredStates, meteredTrees } from './metered.ts'
import { createMeters, type Meters, meterAnswer } from './metrics.ts'
import { openDatabase } from './store/open.ts'
import { paced } from './store/pace.ts'
import { keepTidy } from './tidy.ts'
import { handle } from './work/handle.ts'
import type { Judge } from './work/judge.ts'
import type { Works } from './work/works.ts'

/** Works on jobs until it is stopped. */
export interface Evaluator {
  readonly meters: Meters
  /** What it works with, for health and metrics. */
  readonly ground: Pick<Works, 'database' | 'queue' | 'github' | 'clock'>
  /** A job was added. */
  nudge(): void
  /** Permissions of an installation changed. */
  forget(installation: number): void
  stop(): Promise<void>
}

/** How long a silent evaluator keeps its jobs. */
const LEASE = MINUTE
const POLL = SECOND / 2

export async function startEvaluator(config: Config, log: Log): Promise<Evaluator> {
  const clock = systemClock(config.clock)
  const database = await openDatabase(config)
  const facts = openFacts(join(config.dataFolder, 'facts.sqlite'))
  const host = github(config, clock, database)
  const works = {
    ...host,
    database,
    queue: jobQueue(database.hurried),
    clock,
    log,
    judge: judgeWith(facts, host.meters),
    modeOf: createModeOf(catalogue),
  }
  const dispatcher = dispatch({
    queue: works.queue,
    clock,
    slots: config.slots,
    perGroup: config.perInstallation,
    lease: LEASE,
    poll: POLL,
    handle: (job, signal) => handle(works, job, signal),
    onError: (err) => log.error({ err }, 'the queue does not answer'),
  })
  const tidying = keepTidy({ facts, database, clock, log })
  return {
    meters: works.meters,
    ground: works,
    nudge: () => dispatcher.nudge(),
    forget: (installation) => works.github.forget(installation),
    stop: async () => {
      await Promise.all([dispatcher.stop(config.grace), tidying.stop()])
      facts.close()
      await database.close()
    },
  }
}

function github(config: Config, clock: Clock, database: Database) {
  const spent = budgets(clock)
  const meters = createMeters(spent)
  const connection = {
    key: readAppKey(config.appId, config.privateKey),
    baseUrl: config.apiUrl,
    timeout: config.requestTimeout,
    now: () => clock.now(),
    beforeWrite: paced(database, clock, config.writeGap),
    observe: (answer: Parameters<typeof meterAnswer>[1]) => {
      spent.observe(answer)
      meterAnswer(meters, answer)
    },
  }
  const trees = meteredTrees(treeCache(), meters)
  return { github: connect(connection), budgets: spent, meters, trees, random: Math.random, renderUnable: renderFailure }
}

/** What is kept of a repository is its own, even where another has the same files: so it can go with it. */
function judgeWith(cache: FactsDatabase, meters: Meters): Judge {
  const comments = { hint: SUPPRESSION_HINT, read: suppressions }
  const engine = { catalogue, version: sourcesDigest(), prepare, comments }
  const engineOf = (repository: number): Engine => {
    const { facts, states } = cache.of(String(repository))
    return { ...engine, facts: meteredFacts(facts, meters), states: meteredStates(states(''), meters) }
  }
  return createJudge(engineOf, CATALOGUE_VERSION)
}
