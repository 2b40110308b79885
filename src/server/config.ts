import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClockSettings, parseClock } from './clock.ts'

/** Everything that an operator sets, from the environment. Plain data: it is handed to the evaluators' threads. */
export interface Config {
  readonly appId: number
  readonly privateKey: string
  /** The one in force first; the one before it holds while the change is under way. */
  readonly webhookSecrets: readonly string[]
  /** `https://api.github.com`, or that of an Enterprise server. */
  readonly apiUrl: string
  readonly databaseUrl: string | undefined
  readonly dataFolder: string
  readonly host: string
  readonly port: number
  readonly webhookPath: string
  /** Where GitHub reaches us, if the operator says: then it is compared with what GitHub believes. */
  readonly publicUrl: string | undefined
  /** Threads that evaluate. 0: others do it. */
  readonly evaluators: number
  /** Jobs of each at a time. */
  readonly slots: number
  /** Jobs of one installation at a time, everywhere. */
  readonly perInstallation: number
  /** Milliseconds between two writes to GitHub for one installation when there are many. 0: as fast as they come. */
  readonly writeGap: number
  readonly requestTimeout: number
  /** Milliseconds to finish what is under way when told to stop. */
  readonly grace: number
  readonly logLevel: string
  readonly clock: ClockSettings | undefined
}

/** Where the App keeps what it has to remember, and by which clock. */
export type StoreSettings = Pick<Config, 'databaseUrl' | 'dataFolder' | 'clock'>

export type Environment = Readonly<Record<string, string | undefined>>

export type Configured =
  | { readonly config: Config; readonly problems?: undefined; readonly needsSetup?: undefined }
  /** Nothing is registered yet, and this is not production: the wizard can help. */
  | { readonly needsSetup: true; readonly config?: undefined; readonly problems?: undefined }
  | { readonly problems: readonly string[]; readonly config?: undefined; readonly needsSetup?: undefined }

/** Reads the settings, or says everything that is wrong with them. */
export function configure(env: Environment): Configured {
  const appId = env.APP_ID
  const privateKey = env.PRIVATE_KEY || fileOf(env.PRIVATE_KEY_PATH)
  const isProduction = env.NODE_ENV === 'production'
  if (!isProduction && !appId && !privateKey) return { needsSetup: true }
  const problems = problemsOf(env, appId, privateKey)
  if (problems.length > 0) return { problems }
  return { config: { ...read(env), appId: Number(appId), privateKey: privateKey! } }
}

function problemsOf(env: Environment, appId: string | undefined, privateKey: string | undefined): readonly string[] {
  const numbers = ['PORT', 'EVALUATORS', 'SLOTS', 'PER_INSTALLATION', 'WRITE_GAP_MS', 'REQUEST_TIMEOUT_MS', 'GRACE_MS']
  return [
    ...(appId && /^\d+$/.test(appId) ? [] : ['APP_ID is missing: the number of the GitHub App, from its settings page.']),
    ...(privateKey ? [] : ['PRIVATE_KEY (or PRIVATE_KEY_PATH) is missing: the key of the GitHub App in PEM.']),
    ...secretProblem('WEBHOOK_SECRET', env.WEBHOOK_SECRET),
    ...(env.WEBHOOK_SECRET_PREVIOUS ? secretProblem('WEBHOOK_SECRET_PREVIOUS', env.WEBHOOK_SECRET_PREVIOUS) : []),
    ...numbers.filter((name) => env[name] && !/^\d+$/.test(env[name])).map((name) => `${name} is not a number.`),
  ]
}

const SHORTEST_SECRET = 32

function secretProblem(name: string, secret: string | undefined): readonly string[] {
  if (!secret) return [`${name} is missing: without it anybody could send us webhooks.`]
  return secret.length < SHORTEST_SECRET ? [`${name} is too short: take ${SHORTEST_SECRET} random characters or more.`] : []
}

function read(env: Environment): Omit<Config, 'appId' | 'privateKey'> {
  const number = (name: string, fallback: number) => (env[name] ? Number(env[name]) : fallback)
  return {
    webhookSecrets: [env.WEBHOOK_SECRET, env.WEBHOOK_SECRET_PREVIOUS].flatMap((secret) => secret || []),
    apiUrl: apiUrlOf(env),
    ...storeSettings(env),
    host: env.HOST || 'localhost',
    port: number('PORT', 3000),
    webhookPath: env.WEBHOOK_PATH || '/api/github/webhooks',
    publicUrl: env.PUBLIC_URL?.replace(/\/$/, '') || undefined,
    evaluators: number('EVALUATORS', 1),
    slots: number('SLOTS', 6),
    perInstallation: number('PER_INSTALLATION', 4),
    writeGap: number('WRITE_GAP_MS', 1_000),
    requestTimeout: number('REQUEST_TIMEOUT_MS', 20_000),
    grace: number('GRACE_MS', 20_000),
    logLevel: env.LOG_LEVEL || 'info',
  }
}

export function storeSettings(env: Environment): StoreSettings {
  return {
    databaseUrl: env.DATABASE_URL || undefined,
    dataFolder: env.DATA_DIR || join(process.cwd(), 'data'),
    clock: parseClock(env.READINESS_CLOCK),
  }
}

function apiUrlOf(env: Environment): string {
  if (env.GITHUB_API_URL) return env.GITHUB_API_URL.replace(/\/$/, '')
  return env.GHE_HOST ? `${env.GHE_PROTOCOL || 'https'}://${env.GHE_HOST}/api/v3` : 'https://api.github.com'
}

function fileOf(path: string | undefined): string | undefined {
  return path ? readFileSync(path, 'utf8') : undefined
}
