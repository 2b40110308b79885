import { extname } from 'node:path'
import { configure } from './server/config.ts'
import { loadDotEnv } from './server/dot-env.ts'
import { createLog } from './server/log.ts'
import { onSignals } from './server/signals.ts'

/** The App for GitHub: settings from the environment, `.env` of the working directory where there is none. */
loadDotEnv()
const { config, problems, needsSetup } = configure(process.env)
const log = createLog({ level: process.env.LOG_LEVEL || 'info' })

if (problems) {
  process.stderr.write(`${problems.map((problem) => `readiness: ${problem}`).join('\n')}\n`)
  process.exitCode = 2
} else if (needsSetup) {
  const { runSetup } = await import('./server/setup.ts')
  await runSetup(process.env, log)
} else {
  const { startApp } = await import('./server/start.ts')
  const evaluator = new URL(`./evaluator${extname(import.meta.url)}`, import.meta.url)
  const app = await startApp(config, log, evaluator)
  onSignals(log, config.grace, () => app.stop())
}
