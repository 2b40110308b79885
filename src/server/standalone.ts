import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { configure } from './config.ts'
import { loadDotEnv } from './dot-env.ts'
import { startEvaluator } from './evaluator.ts'
import { healthRoutes } from './health.ts'
import { serve } from './http.ts'
import { createLog } from './log.ts'
import { metricsRoute } from './measure.ts'
import { onSignals } from './signals.ts'

/** An evaluator as a process of its own, with health and metrics of its own; its settings come from where the App's do. */
export async function runAlone(): Promise<void> {
  loadDotEnv()
  const { config, problems } = configure({ ...process.env, NODE_ENV: 'production' })
  if (!config?.databaseUrl) {
    const missing = config ? ['DATABASE_URL is missing: an evaluator of its own shares a PostgreSQL with the App.'] : (problems ?? [])
    process.stderr.write(`${missing.map((problem) => `readiness: ${problem}`).join('\n')}\n`)
    process.exitCode = 2
    return
  }
  const log = createLog({ level: config.logLevel })
  const evaluator = await startEvaluator(config, log)
  const { ground, meters } = evaluator
  const measured = async () => [await meters.registry.getMetricsAsJSON()]
  const evaluators = () => ({ alive: 1, wanted: 1 })
  const server = serve([healthRoutes({ ...ground, evaluators }), metricsRoute({ ...ground, measured })], (err) =>
    log.error({ err }, 'a request failed'),
  )
  server.listen(config.port, config.host)
  await once(server, 'listening')
  const { address, port } = server.address() as AddressInfo
  log.info({ url: `http://${address}:${port}` }, 'an evaluator takes jobs')
  onSignals(log, config.grace, async () => {
    server.close()
    server.closeAllConnections()
    await evaluator.stop()
  })
}
