import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configure } from '../../src/server/config.ts'
import { createLog } from '../../src/server/log.ts'
import { type App, startApp } from '../../src/server/start.ts'
import type { AppHandle, GitHub } from '../github/index.ts'

export interface RunningApp {
  readonly app: App
  readonly registration: AppHandle
  stop(): Promise<void>
}

/** Permissions and events of `app.yml`. */
const REGISTRATION = {
  permissions: { metadata: 'read', contents: 'read', pull_requests: 'read', checks: 'write', merge_queues: 'read', statuses: 'write' },
  events: ['pull_request', 'pull_request_review', 'merge_group', 'push', 'repository', 'check_run', 'check_suite'],
} as const

/** The real App, registered at a GitHub on loopback: app JWT, installation tokens, signed webhooks, all over HTTP. */
export async function startAppAt(github: GitHub, env: Readonly<Record<string, string>> = {}): Promise<RunningApp> {
  const registration = github.registerApp({ ...REGISTRATION, events: [...REGISTRATION.events] })
  const folder = mkdtempSync(join(tmpdir(), 'readiness-app-'))
  const { config, problems } = configure({
    NODE_ENV: 'production',
    APP_ID: String(registration.id),
    PRIVATE_KEY: registration.privateKey,
    WEBHOOK_SECRET: registration.webhookSecret,
    GITHUB_API_URL: github.url,
    DATA_DIR: folder,
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'silent',
    ...env,
  })
  if (!config) throw new Error(problems?.join('\n') ?? 'not configured')
  const app = await startApp(config, createLog({ level: config.logLevel }), new URL('../../src/evaluator.ts', import.meta.url))
  registration.setWebhookUrl(`${app.url}${config.webhookPath}`)
  const stop = async () => {
    await app.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { app, registration, stop }
}
