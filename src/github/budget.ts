import type { Clock } from '#model/clock'
import type { Answer } from './client.ts'
import { untilReset } from './failure.ts'

/** What an installation has left of its hour. */
export interface Budget {
  readonly limit: number
  readonly remaining: number
  /** By our clock. */
  readonly resetsAt: number
}

export type Resource = 'core' | 'graphql'

/** The rate budgets of all installations, as GitHub's answers tell them. Whoever spends, every answer says what is left. */
export interface Budgets {
  observe(answer: Answer): void
  /** Unknown until the first answer, and again after the reset. */
  of(installation: number, resource: Resource): Budget | undefined
  /** Those that are known. */
  all(): readonly InstallationBudget[]
}

export interface InstallationBudget {
  readonly installation: number
  readonly resource: Resource
  readonly budget: Budget
}

export function budgets(clock: Clock): Budgets {
  const known = new Map<string, InstallationBudget>()
  return {
    observe: ({ installation, headers }) => {
      const resource = headers['x-ratelimit-resource']
      const [limit, remaining] = [Number(headers['x-ratelimit-limit']), Number(headers['x-ratelimit-remaining'])]
      if (installation === undefined || (resource !== 'core' && resource !== 'graphql') || !(limit > 0) || !(remaining >= 0)) return
      const budget = { limit, remaining, resetsAt: clock.now() + untilReset(headers) }
      known.set(`${installation} ${resource}`, { installation, resource, budget })
    },
    of: (installation, resource) => {
      const budget = known.get(`${installation} ${resource}`)?.budget
      return budget && budget.resetsAt > clock.now() ? budget : undefined
    },
    all: () => {
      // Forgotten after the reset: an installation that rests, or is gone, has nothing to be told of.
      for (const [name, { budget }] of known) if (budget.resetsAt <= clock.now()) known.delete(name)
      return [...known.values()]
    },
  }
}

/** What is kept back of each hour so that every run that was opened can be concluded. */
const RESERVE = 0.04
/** What the App's own curiosity leaves to people. */
const FOR_PEOPLE = 0.4

/** When work may begin: now (0), or after the reset of what is nearly spent. */
export function mayBegin(budgets: Budgets, installation: number, background: boolean): number {
  const share = background ? FOR_PEOPLE : RESERVE
  const waits = (['core', 'graphql'] as const).flatMap((resource) => {
    const budget = budgets.of(installation, resource)
    return budget && budget.remaining < Math.max(10, budget.limit * share) ? [budget.resetsAt] : []
  })
  return Math.max(0, ...waits)
}
