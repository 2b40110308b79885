import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { run } from 'probot'
import type { Environment } from './config.ts'
import type { Log } from './log.ts'

/** Probot's wizard writes here. Only we may read it. */
const FILE = '.env'

/**
 * Probot's setup wizard, which registers a GitHub App from `app.yml` and writes its credentials to `.env`. It takes credentials from anybody who
 * reaches it, so it is only served on this machine; and it would open a channel at a public proxy, so that is switched off.
 */
export async function runSetup(env: Environment, log: Log): Promise<void> {
  if (!existsSync(FILE)) writeFileSync(FILE, '', { mode: 0o600 })
  chmodSync(FILE, 0o600)
  process.env.NO_SMEE_SETUP = 'true'
  const port = env.PORT || '3000'
  // Its webhook route is open meanwhile, and its secret would be a public word.
  const secret = randomBytes(32).toString('hex')
  await run(() => {}, { env: { ...env, HOST: '127.0.0.1', PORT: port, WEBHOOK_SECRET: secret, WEBHOOK_PROXY_URL: '' }, log })
  log.info(`Nothing is registered yet. Open http://127.0.0.1:${port}/probot to register a GitHub App, then start again.`)
}
