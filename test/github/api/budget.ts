import type { Token } from '../state/nouns.ts'
import { now, type World } from '../state/world.ts'
import { refuse, refuseWith } from './operation.ts'

export type Resource = 'core' | 'graphql'

interface Window {
  used: number
  resetAt: number
}

/** The rate limits of one loopback GitHub: hourly windows by installation and resource, and points of the last minute. */
export interface Budget {
  /** Counts a request; throws GitHub's refusal when there is nothing left. */
  spend(token: Token | undefined, resource: Resource, points: number): void
  /** Gives a request back: an answer 304 is free. */
  refund(token: Token | undefined, resource: Resource): void
  /** Uses up what is left, until the window ends. */
  exhaust(installationId: number, resource: Resource): void
  set(installationId: number, resource: Resource, remaining: number): void
  status(token: Token | undefined, resource: Resource): RateStatus
  /** Points of the last minute by installation, as the secondary limit counts them. */
  pointsLastMinute(installationId: number): number
}

export interface RateStatus {
  readonly limit: number
  readonly used: number
  readonly remaining: number
  readonly reset: number
}

const HOUR = 3_600_000
/** Requests with the app's own key share one window that no test needs to reach. */
const APP = 0

export function createBudget(world: World): Budget {
  const windows = new Map<string, Window>()
  const spent = new Map<number, Map<number, number>>()
  const limit = (resource: Resource): number => (resource === 'core' ? world.limits.restPerHour : world.limits.graphqlPerHour)

  function windowOf(id: number, resource: Resource): Window {
    const known = windows.get(`${id} ${resource}`)
    if (known !== undefined && known.resetAt > now(world)) return known
    const fresh = { used: 0, resetAt: now(world) + HOUR }
    windows.set(`${id} ${resource}`, fresh)
    return fresh
  }

  /** Points by second, of the last minute. */
  function recent(id: number): Map<number, number> {
    const seconds = spent.get(id) ?? new Map<number, number>()
    spent.set(id, seconds)
    for (const second of seconds.keys()) if (second <= now(world) / 1_000 - 60) seconds.delete(second)
    return seconds
  }

  const total = (id: number): number => [...recent(id).values()].reduce((sum, points) => sum + points, 0)

  return {
    spend(token, resource, points) {
      const id = token?.installation.id ?? APP
      const window = windowOf(id, resource)
      if (window.used >= limit(resource)) throw primaryLimit(id, resource)
      if (id !== APP && total(id) + points > world.limits.pointsPerMinute) throw secondaryLimit(60)
      const second = Math.floor(now(world) / 1_000)
      recent(id).set(second, (recent(id).get(second) ?? 0) + points)
      window.used += 1
    },
    refund: (token, resource) => {
      windowOf(token?.installation.id ?? APP, resource).used -= 1
    },
    exhaust: (id, resource) => {
      windowOf(id, resource).used = limit(resource)
    },
    set: (id, resource, remaining) => {
      windowOf(id, resource).used = limit(resource) - remaining
    },
    status(token, resource) {
      const { used, resetAt } = windowOf(token?.installation.id ?? APP, resource)
      const most = limit(resource)
      return { limit: most, used: Math.min(used, most), remaining: Math.max(most - used, 0), reset: Math.ceil(resetAt / 1_000) }
    },
    pointsLastMinute: total,
  }
}

/** GraphQL tells of its primary limit inside a 200. */
export function primaryLimit(installationId: number, resource: Resource) {
  if (resource === 'core') return refuse(403, `API rate limit exceeded for installation ID ${installationId}.`)
  const message = `API rate limit already exceeded for installation ID ${installationId}.`
  return refuseWith({ status: 200, body: { errors: [{ type: 'RATE_LIMIT', code: 'graphql_rate_limit', message }] } })
}

export function secondaryLimit(retryAfter: number) {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
  return refuse(403, message, {}, { 'retry-after': String(retryAfter) })
}

export function rateHeaders(status: RateStatus, resource: Resource): Record<string, string> {
  return {
    'x-ratelimit-limit': String(status.limit),
    'x-ratelimit-remaining': String(status.remaining),
    'x-ratelimit-used': String(status.used),
    'x-ratelimit-reset': String(status.reset),
    'x-ratelimit-resource': resource,
  }
}
