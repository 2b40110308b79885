import { join } from 'node:path'
import { CATALOGUE_VERSION, catalogue } from '#catalogue'
import { prepare } from '#formats/prepare'
import { SUPPRESSION_HINT, suppressions } from '#formats/suppressions'
import { type Clock, HOUR, MINUTE, SECOND } from '#model/clock'
import type { Engine } from '../evaluate/engine.ts'
import { type Database as FactsDatabase, openFacts } from '../facts/sqlite.ts'
import { sourcesDigest } from '../facts/version.ts'
import { budgets } from '../github/budget.ts'
import { connect } from '../github/client.ts'
import { readAppKey } from '../github/jwt.ts'
import { treeCache } from '../github/tree-cache.ts'
import { type Dispatcher, dispatch } from '../queue/dispatch.ts'
import { jobQueue } from '../queue/queue.ts'
import { renderFailure } from '../reports/check-run.ts'
import { systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { createJudge } from './judgement.ts'
import type { Log } from './log.ts'
import { createMeters, type Meters, meterAnswer } from './metrics.ts'
import { openDatabase } from './store/open.ts'
import { handle } from './work/handle.ts'
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
/** What is kept of evaluated files: some gigabytes at most. */
const KEPT = { facts: 2_000_000, states: 2_000 }

export async function startEvaluator(config: Config, log: Log): Promise<Evaluator> {
  const clock = systemClock(config.clock)
  const database = await openDatabase(config)
  const facts = openFacts(join(config.dataFolder, 'facts.sqlite'))
  const works = { ...github(config, clock), database, queue: jobQueue(database), clock, log, ...judging(facts) }
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
  const evicting = setInterval(() => facts.evict(KEPT), HOUR)
  return {
    meters: works.meters,
    ground: works,
    nudge: () => dispatcher.nudge(),
    forget: (installation) => works.github.forget(installation),
    stop: () => stop(dispatcher, works, facts, evicting, config),
  }
}

function github(config: Config, clock: Clock) {
  const meters = createMeters()
  const spent = budgets(clock)
  const connection = {
    key: readAppKey(config.appId, config.privateKey),
    baseUrl: config.apiUrl,
    timeout: config.requestTimeout,
    now: () => clock.now(),
    observe: (answer: Parameters<typeof meterAnswer>[1]) => {
      spent.observe(answer)
      meterAnswer(meters, answer)
    },
  }
  return { github: connect(connection), budgets: spent, meters, trees: treeCache(), random: Math.random, renderUnable: renderFailure }
}

function judging(facts: FactsDatabase): Pick<Works, 'judge'> {
  const engine = {
    catalogue,
    version: sourcesDigest(),
    prepare,
    comments: { hint: SUPPRESSION_HINT, read: suppressions },
    facts: facts.facts,
  }
  const engineOf = (repository: number): Engine => ({ ...engine, states: facts.states(String(repository)) })
  return { judge: createJudge(engineOf, CATALOGUE_VERSION) }
}

async function stop(dispatcher: Dispatcher, works: Works, facts: FactsDatabase, evicting: NodeJS.Timeout, config: Config): Promise<void> {
  clearInterval(evicting)
  await dispatcher.stop(config.grace)
  facts.close()
  await works.database.close()
}
