import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AppHandle, AppOptions, GitHub } from '../github/index.ts'

/** The App as an operator runs it: a process of its own. */
export interface AppProcess {
  readonly url: string
  readonly pid: number
  /** What it has logged, parsed. */
  readonly lines: readonly Record<string, unknown>[]
  /** Asks it to stop, as the system does; gives the exit code. */
  stop(): Promise<number | null>
  /** As if the power failed. */
  kill(): Promise<void>
}

export interface AppSettings {
  readonly dataFolder: string
  readonly env?: Readonly<Record<string, string>>
  /** The program; the App unless said otherwise. */
  readonly program?: string
}

/** What an operator has of an App. */
export type Registered = Pick<AppHandle, 'id' | 'privateKey' | 'webhookSecret' | 'setWebhookUrl'>

/** What the App asks for, as in `app.yml`. */
export const PERMISSIONS = { contents: 'read', pull_requests: 'read', checks: 'write', merge_queues: 'read', statuses: 'write' } as const
export const EVENTS = ['pull_request', 'pull_request_review', 'merge_group', 'push', 'repository', 'check_run', 'check_suite'] as const

export type Permissions = AppOptions['permissions']

export function register(github: GitHub, more: Permissions = {}): AppHandle {
  return github.registerApp({ permissions: { ...PERMISSIONS, ...more }, events: EVENTS })
}

export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'readiness-app-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** With `FILE_LIMIT_KB` no file of the process grows beyond that, as on a full disk. */
const LIMITED = `trap '' XFSZ; [ -z "$FILE_LIMIT_KB" ] || ulimit -f "$FILE_LIMIT_KB"; exec "$@"`

const ROOT = join(import.meta.dirname, '../..')

/** Starts the App against a GitHub on loopback, and points the webhooks there. */
export async function startApp(github: GitHub, app: Registered, settings: AppSettings): Promise<AppProcess> {
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    APP_ID: String(app.id),
    PRIVATE_KEY: app.privateKey,
    WEBHOOK_SECRET: app.webhookSecret,
    GITHUB_API_URL: github.url,
    DATA_DIR: settings.dataFolder,
    HOST: '127.0.0.1',
    PORT: '0',
    ...settings.env,
  }
  const program = join(ROOT, settings.program ?? 'src/app.ts')
  const child = spawn('bash', ['-c', LIMITED, 'bash', process.execPath, program], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: Record<string, unknown>[] = []
  const url = await listening(child, lines)
  if (!settings.program) app.setWebhookUrl(`${url}/api/github/webhooks`)
  return {
    url,
    pid: child.pid!,
    lines,
    stop: async () => {
      child.kill('SIGTERM')
      return ended(child)
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended(child)
    },
  }
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}

/** Lines of the log that are kept. */
const KEPT = 2_000

/** Resolves with the address as soon as it takes webhooks. */
function listening(child: ChildProcess, lines: Record<string, unknown>[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let rest = ''
    let said = ''
    child.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n')
      rest = parts.pop()!
      for (const part of parts) {
        const line = parse(part)
        if (lines.push(line) > KEPT) lines.splice(0, KEPT / 2)
        if (typeof line.url === 'string') resolve(line.url)
      }
    })
    child.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk
      lines.push({ stderr: chunk })
    })
    child.once('exit', (code) => reject(new Error(`The App ended with ${code}: ${said}${JSON.stringify(lines.slice(-5))}`)))
  })
}

function parse(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return { stdout: line }
  }
}

/** Looks again until it is so. The time only bounds a failure. */
export async function eventually<Value>(
  look: () => Value | undefined | false | Promise<Value | undefined | false>,
  what: () => string,
  within = 30_000,
): Promise<Value> {
  const end = Date.now() + within
  for (;;) {
    const value = await look()
    if (value !== undefined && value !== false) return value
    if (Date.now() > end) throw new Error(`It did not come to this: ${what()}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
