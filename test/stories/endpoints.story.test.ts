import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest'
import type { Effect, Fault, Files, RepositoryHandle } from '../github/index.ts'
import { eventually } from './app-process.ts'
import { type Arena, BAD, ENFORCED, FINE, openArena } from './arena.ts'
import { comesRight } from './right.ts'

/** What GitHub is asked only in some situations, each of which has to come right whatever the answer is. */
let arena: Arena
let count = 0

beforeEach(() => arena.quiet())
afterEach(() => {
  arena.github.faults.clear()
  arena.github.hooks.policy = () => 'send'
})

interface Asked {
  readonly shop: RepositoryHandle
  readonly sha: string
}

async function place(owner = 'acme', files: Files = {}): Promise<RepositoryHandle> {
  count += 1
  const all = { Dockerfile: FINE, '.readiness.yml': ENFORCED, ...files }
  return arena.github.createRepository({ owner, name: `shop${count}`, files: all })
}

async function open(shop: RepositoryHandle, files: Files = {}): Promise<string> {
  await shop.commit('change', { Dockerfile: BAD, 'README.md': `This is number ${count}.\n`, ...files })
  return (await shop.openPullRequest({ head: 'change' })).headSha
}

const once = (on: string, effect: Effect) => arena.github.faults.add({ ...effect, on, nth: 1 } as Fault)

type Situations = Readonly<Record<string, () => Promise<Asked>>>

/** By operation: brings it about that it is asked for. */
const ABOUT_A_PULL_REQUEST: Situations = {
  // A file that queries cut off.
  'git/get-blob': async () => {
    const shop = await place()
    const long = `${'# A comment.\n'.repeat(45_000)}${BAD}`
    return { shop, sha: await open(shop, { Dockerfile: FINE, 'long/Dockerfile': long }) }
  },
  // So many files that they come as an archive.
  'repos/download-tarball-archive': async () => {
    const many = Object.fromEntries(
      Array.from({ length: 450 }, (_, index) => [`service${index}/Dockerfile`, `${FINE}# ${count} ${index}\n`]),
    )
    const shop = await place('acme', many)
    return { shop, sha: await open(shop) }
  },
  // Histories that GitHub does not compare.
  'repos/list-commits': async () => {
    arena.github.faults.add({ kind: 'status', status: 422, on: 'repos/compare-commits-with-basehead' })
    const shop = await place()
    const sha = await open(shop)
    await shop.commit('main', { 'notes.md': 'moved on\n' })
    return { shop, sha }
  },
  // A run of which nobody knows whether it came to be.
  'checks/list-for-ref': async () => {
    once('checks/create', { kind: 'reset', after: true })
    const shop = await place()
    return { shop, sha: await open(shop) }
  },
  // A report of which nobody knows whether it got through.
  'checks/get': async () => {
    once('checks/update', { kind: 'reset', after: true })
    const shop = await place()
    return { shop, sha: await open(shop) }
  },
  'repos/get-branch': sharedHead,
  'repos/get-collaborator-permission-level': sharedHead,
}

/** What comes round every few minutes. */
const NOW_AND_THEN: Situations = {
  'apps/list-webhook-deliveries': lostWebhooks,
  'apps/redeliver-webhook-delivery': lostWebhooks,
  'apps/list-installations': lostArrival,
  'apps/list-repos-accessible-to-installation': arrival,
}

/** Two pull requests with one head: which of them count? */
async function sharedHead(): Promise<Asked> {
  const shop = await place()
  await shop.commit('side', { 'notes.md': 'aside\n' })
  const sha = await open(shop)
  await arena.concluded(shop, sha)
  await shop.openPullRequest({ head: 'change', base: 'side' })
  return { shop, sha }
}

async function lostWebhooks(): Promise<Asked> {
  arena.github.hooks.policy = ({ event }) => (event === 'pull_request' || event === 'check_suite' ? 'lose' : 'send')
  const shop = await place()
  const sha = await open(shop)
  arena.github.hooks.policy = () => 'send'
  return { shop, sha }
}

/** The App arrives where pull requests are open. */
async function arrival(): Promise<Asked> {
  const owner = `owner${count}`
  const shop = await place(owner)
  const sha = await open(shop)
  arena.app.install(owner)
  return { shop, sha }
}

async function lostArrival(): Promise<Asked> {
  arena.github.hooks.policy = () => 'skip'
  return arrival()
}

const EFFECTS: readonly (readonly [string, Effect])[] = [
  ['502', { kind: 'status', status: 502 }],
  ['503 after it did the work', { kind: 'status', status: 503, after: true }],
  ['no answer', { kind: 'hang' }],
  ['a connection reset', { kind: 'reset' }],
  ['half an answer', { kind: 'malformed' }],
  ['the secondary limit', { kind: 'secondary-limit', retryAfter: 30 }],
  ['an expired token', { kind: 'expired-token' }],
]

/** What GitHub may refuse for good, without harm to the rest. */
const REFUSALS: readonly (readonly [string, Effect])[] = [
  ['a refusal', { kind: 'status', status: 422 }],
  ['nothing there', { kind: 'status', status: 404 }],
]

describe.each([
  { scale: 100, situations: ABOUT_A_PULL_REQUEST },
  { scale: 600, situations: NOW_AND_THEN },
])('GitHub, asked at $scale times the pace', ({ scale, situations }) => {
  beforeAll(async () => {
    arena = await openArena({ scale, env: { REQUEST_TIMEOUT_MS: '400' } })
    arena.app.install('acme')
  })
  afterAll(() => arena.close())

  const cases = Object.entries(situations).flatMap(([operation, bring]) =>
    [...EFFECTS, ...(operation === 'apps/redeliver-webhook-delivery' ? REFUSALS : [])].map(([name, effect]) => ({
      operation,
      bring,
      name,
      effect,
    })),
  )

  it.each(cases)('may fail at $operation with $name', async ({ operation, bring, effect }) => {
    once(operation, effect)
    const { shop, sha } = await bring()
    await eventually(
      () => arena.github.requests.records.some((record) => record.operation === operation && record.fault !== undefined),
      () => `the fault struck at ${operation}`,
    )
    await comesRight(arena, shop, sha, 1)
    arena.github.requests.clear()
  })
})
