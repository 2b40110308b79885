import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Clock } from '#model/clock'
import { connect, type GitHub } from '../github/client.ts'
import { readAppKey } from '../github/jwt.ts'
import type { Database } from '../queue/database.ts'
import type { JobQueue } from '../queue/job.ts'
import { migrate } from '../queue/migrate.ts'
import { jobQueue } from '../queue/queue.ts'
import { createAcceptor } from './acceptor.ts'
import { systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { healthRoutes } from './health.ts'
import { hookProblems } from './hook-settings.ts'
import { type Route, serve } from './http.ts'
import { lockFolder } from './lock.ts'
import type { Log } from './log.ts'
import { metricsRoute } from './measure.ts'
import { createMeters } from './metrics.ts'
import { openDatabase } from './store/open.ts'
import { MIGRATIONS } from './store/schema.ts'
import { startThreads } from './thread.ts'
import { webhookRoute } from './webhook.ts'
import { scheduleUpkeep } from './work/upkeep.ts'

export interface App {
  readonly url: string
  /** Takes nothing more, finishes or hands back what is under way. */
  stop(): Promise<void>
}

interface Ground {
  readonly database: Database
  readonly queue: JobQueue
  readonly clock: Clock
  readonly github: GitHub
  release(): Promise<void>
}

/** Starts the App: the server that takes webhooks, and the threads that do something about them. `evaluator` is the program of those. */
export async function startApp(config: Config, log: Log, evaluator: URL, pages: readonly Route[] = []): Promise<App> {
  const ground = await prepare(config)
  const { database, queue, clock, github } = ground
  const meters = createMeters()
  const threads = startThreads(evaluator, config, log)
  const receive = await createAcceptor({
    config,
    database,
    clock,
    log,
    meters,
    nudge: () => threads.tell({ kind: 'nudge' }),
    forget: (installation) => threads.tell({ kind: 'forget', installation }),
  })
  const webhook = () => hookProblems(github, config)
  const evaluators = () => ({ alive: threads.alive, wanted: config.evaluators })
  const measured = async () => [await meters.registry.getMetricsAsJSON(), ...(await threads.measure())]
  const server = serve(
    [
      webhookRoute({ path: config.webhookPath, secrets: config.webhookSecrets, log, meters, receive }),
      healthRoutes({ database, queue, github, clock, evaluators, webhook }),
      metricsRoute({ database, queue, clock, measured }),
      ...pages,
    ],
    (err) => log.error({ err }, 'a request failed'),
  )
  server.listen(config.port, config.host)
  await once(server, 'listening')
  await scheduleUpkeep({ queue, clock })
  const { address, port, family } = server.address() as AddressInfo
  const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
  log.info({ url, path: config.webhookPath, store: database.engine, evaluators: config.evaluators }, 'Readiness takes webhooks')
  void warnOfWebhook(webhook, log)
  return {
    url,
    stop: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      await threads.stop()
      server.closeAllConnections()
      await closed
      await ground.release()
    },
  }
}

/** Says at once what is wrong with the settings of the webhook: later nobody looks. */
async function warnOfWebhook(problemsOf: () => Promise<readonly string[]>, log: Log): Promise<void> {
  try {
    for (const problem of await problemsOf()) log.error({ problem }, 'the webhook of the App is not set up for this program')
  } catch (error) {
    log.info({ reason: (error as Error).message }, 'GitHub did not say how the webhook of the App is set up; /readyz will ask again')
  }
}

/** The store at its newest schema. In a folder of our own nobody else can hold jobs, so those of a crash are taken back at once. */
async function prepare(config: Config): Promise<Ground> {
  const lock = config.databaseUrl ? undefined : lockFolder(config.dataFolder)
  if (!config.databaseUrl && !lock) throw new Error(`Another process uses ${config.dataFolder}. To run several, set DATABASE_URL.`)
  const database = await openDatabase(config)
  await migrate(database, MIGRATIONS)
  // Evaluators write the log of the store back into its file; who takes webhooks only when nobody else does.
  if (database.engine === 'sqlite') await database.query('PRAGMA wal_autocheckpoint=10000')
  const clock = systemClock(config.clock)
  const queue = jobQueue(database.hurried)
  if (lock) await queue.reclaim(clock.now(), 'all')
  const key = readAppKey(config.appId, config.privateKey)
  const github = connect({ key, baseUrl: config.apiUrl, timeout: config.requestTimeout, now: () => clock.now() })
  return {
    database,
    queue,
    clock,
    github,
    release: async () => {
      await database.close()
      lock?.release()
    },
  }
}
