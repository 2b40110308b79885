import type { Disposition, Effect, Fault, GitHub } from '../../github/index.ts'
import type { Random } from './people.ts'

/** Everything that goes wrong around the App. */
export interface Weather {
  /** Lets one thing go wrong. `kill`: whoever runs the processes shall kill one. */
  strike(): 'done' | 'kill'
  /** The sky clears: what was held back comes, and nothing new goes wrong. */
  clear(): Promise<void>
}

const OPERATIONS = [
  'checks/create',
  'checks/update',
  'checks/list-for-ref',
  'checks/get',
  'graphql',
  'repos/compare-commits-with-basehead',
  'git/get-tree',
  'git/get-blob',
  'apps/create-installation-access-token',
  'apps/list-webhook-deliveries',
]

const EFFECTS: readonly Effect[] = [
  { kind: 'status', status: 502 },
  { kind: 'status', status: 502, after: true },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 500, after: true },
  { kind: 'hang' },
  { kind: 'hang', after: true },
  { kind: 'reset' },
  { kind: 'reset', after: true },
  { kind: 'malformed' },
  { kind: 'secondary-limit', retryAfter: 30 },
  { kind: 'expired-token' },
  { kind: 'delay', ms: 40_000 },
]

/** What GitHub does not even list as failed can only be found by looking: only these can be looked for. */
const LOOKED_FOR = new Set(['pull_request', 'check_suite', 'push'])

export function weather(github: GitHub, random: Random): Weather {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!
  const dispositions: Disposition[] = []
  github.hooks.policy = ({ event }) => {
    const next = dispositions.shift() ?? 'send'
    return next === 'skip' && !LOOKED_FOR.has(event) ? 'lose' : next
  }
  const next = (disposition: Disposition, most: number) => {
    for (let count = 1 + Math.floor(random() * most); count > 0; count--) dispositions.push(disposition)
  }
  const kinds: readonly (() => 'done' | 'kill')[] = [
    ...Array.from({ length: 12 }, () => () => {
      github.faults.add({
        ...pick(EFFECTS),
        on: pick(OPERATIONS),
        nth: 1 + Math.floor(random() * 3),
        times: 1 + Math.floor(random() * 2),
      } as Fault)
      return 'done' as const
    }),
    ...Array.from({ length: 3 }, () => () => 'kill' as const),
    ...(
      [
        ['lose', 4],
        ['skip', 3],
        [{ copies: 3 }, 4],
        [{ delayMs: 20_000 }, 4],
        ['hold', 6],
      ] as const
    ).map(([disposition, most]) => () => {
      next(disposition, most)
      return 'done' as const
    }),
    () => {
      void github.hooks.release(github.hooks.held.toReversed())
      return 'done'
    },
    () => {
      const [installation] = github.state.installations.values()
      if (installation) github.budget.exhaust(installation.id, pick(['core', 'graphql']))
      return 'done'
    },
    () => {
      github.skewClock(Math.floor((random() - 0.5) * 120_000))
      return 'done'
    },
  ]
  return {
    strike: () => pick(kinds)(),
    clear: async () => {
      dispositions.length = 0
      github.faults.clear()
      github.skewClock(0)
      await github.hooks.release(github.hooks.held.toReversed())
    },
  }
}
