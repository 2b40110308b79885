import { type Clock, MINUTE } from '#model/clock'
import type { GitHub } from '../github/client.ts'
import { failureOf } from '../github/failure.ts'
import type { Database } from '../queue/database.ts'
import type { JobQueue } from '../queue/job.ts'
import { type Route, reply } from './http.ts'

export interface HealthParts {
  readonly database: Database
  readonly queue: JobQueue
  readonly github: GitHub
  readonly clock: Clock
  /** What is wrong with the settings of the webhook at GitHub, for whoever takes webhooks. */
  readonly webhook?: (() => Promise<readonly string[]>) | undefined
  /** Evaluators that run here, and how many should. */
  readonly evaluators: () => { readonly alive: number; readonly wanted: number }
}

/** `refused`: GitHub does not take our key. Only what we are sure of takes us out of service. */
type Credentials = 'accepted' | 'refused'

const ASK_EVERY = 5 * MINUTE
/** Tokens are made by GitHub's clock; but days and windows are counted by ours. */
const MOST_SKEW = 5 * MINUTE

/** `/healthz`: the process answers. `/readyz`: it can take webhooks and do something about them. */
export function healthRoutes(parts: HealthParts): Route {
  const credentials = askNowAndThen(parts, async () => credentialsOf(parts.github))
  const webhook = parts.webhook && askNowAndThen(parts, webhookCheck(parts.webhook))
  return async (_, response, { pathname }) => {
    if (pathname === '/healthz') return reply(response, 200, 'ok')
    if (pathname !== '/readyz') return false
    const asked = { credentials: (await credentials()) ?? 'unknown', ...(webhook && { webhook: (await webhook()) ?? 'unknown' }) }
    const checks = { ...(await storeChecks(parts)), ...asked, clock: clockCheck(parts), ...evaluatorCheck(parts) }
    const isReady = checks.store === 'ok' && checks.credentials !== 'refused' && checks.clock === 'ok' && checks.evaluators === 'ok'
    return reply(response, isReady ? 200 : 503, JSON.stringify(checks), 'application/json')
  }
}

async function storeChecks({ database, queue, clock }: HealthParts): Promise<{ readonly store: string; readonly queue: string }> {
  try {
    await database.query('SELECT 1 AS one')
    const { oldest } = await queue.stats(clock.now())
    return { store: 'ok', queue: oldest < 10 * MINUTE ? 'ok' : `the oldest job waits for ${Math.round(oldest / MINUTE)} minutes` }
  } catch {
    return { store: 'does not answer', queue: 'unknown' }
  }
}

/** The last answer; where none comes, that of before. */
function askNowAndThen<Answer>({ clock }: HealthParts, ask: () => Promise<Answer | undefined>): () => Promise<Answer | undefined> {
  let known: Answer | undefined
  let askedAt = Number.NEGATIVE_INFINITY
  return async () => {
    if (clock.now() - askedAt < ASK_EVERY) return known
    askedAt = clock.now()
    known = (await ask()) ?? known
    return known
  }
}

async function credentialsOf(github: GitHub): Promise<Credentials | undefined> {
  try {
    await github.app().rest.apps.getAuthenticated()
    return 'accepted'
  } catch (error) {
    const { status } = error as { status?: number }
    return status === 401 || failureOf(error)?.kind === 'gone' ? 'refused' : undefined
  }
}

/** For a person to see: that GitHub sends elsewhere is no reason to send nothing here. */
function webhookCheck(problemsOf: () => Promise<readonly string[]>): () => Promise<string | undefined> {
  return async () => {
    try {
      return (await problemsOf()).join('; ') || 'ok'
    } catch {
      return undefined
    }
  }
}

function clockCheck({ github }: HealthParts): string {
  const skew = Math.round(github.skew() / 1000)
  return Math.abs(skew) * 1000 <= MOST_SKEW ? 'ok' : `${Math.abs(skew)} seconds ${skew > 0 ? 'behind' : 'ahead of'} GitHub's`
}

function evaluatorCheck({ evaluators }: HealthParts): { readonly evaluators: string } {
  const { alive, wanted } = evaluators()
  return { evaluators: wanted === 0 || alive > 0 ? 'ok' : 'none is alive' }
}
