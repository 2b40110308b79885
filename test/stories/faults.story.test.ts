import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Effect, Fault, Files, RepositoryHandle } from '../github/index.ts'
import { eventually } from './app-process.ts'
import { type Arena, BAD, ENFORCED, FINE, openArena } from './arena.ts'
import { comesRight } from './right.ts'

/** Minutes pass in seconds: leases, back-offs, watchdogs and GitHub's own windows take their time from one clock. */
const FAST = { scale: 100, env: { REQUEST_TIMEOUT_MS: '400' } }
let arena: Arena
let count = 0

/** More than fifty annotations, so that the report goes out in two pieces. */
const MANY: Files = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`service${index}/Dockerfile`, BAD]))

async function openPull(files: Files): Promise<{ shop: RepositoryHandle; sha: string }> {
  count += 1
  const shop = await arena.github.createRepository({
    owner: 'acme',
    name: `shop${count}`,
    files: { Dockerfile: FINE, '.readiness.yml': ENFORCED },
  })
  await shop.commit('change', { ...files, 'README.md': `This is number ${count}.\n` })
  const { headSha } = await shop.openPullRequest({ head: 'change' })
  return { shop, sha: headSha }
}

const struck = (before: number) =>
  eventually(
    () => arena.github.faults.struck > before,
    () => 'the fault struck',
  )

describe('killed in the middle', () => {
  beforeAll(async () => {
    arena = await openArena(FAST)
    arena.app.install('acme')
  })
  afterAll(() => arena.close())

  const steps: readonly (readonly [string, Fault])[] = [
    ['before it opened the run', { kind: 'hang', on: 'checks/create', nth: 1 }],
    ['after it opened the run, before it knew', { kind: 'hang', after: true, on: 'checks/create', nth: 1 }],
    ['while it asked for the policy', { kind: 'hang', on: 'graphql', nth: 1 }],
    ['while it looked for the merge base', { kind: 'hang', on: 'repos/compare-commits-with-basehead', nth: 1 }],
    ['while it listed the files', { kind: 'hang', on: 'git/get-tree', nth: 1 }],
    ['before the first annotations', { kind: 'hang', on: 'checks/update', nth: 1 }],
    ['after the first annotations', { kind: 'hang', after: true, on: 'checks/update', nth: 1 }],
    ['before it concluded', { kind: 'hang', on: 'checks/update', nth: 2 }],
    ['after it concluded, before it knew', { kind: 'hang', after: true, on: 'checks/update', nth: 2 }],
  ]

  it.each(steps)('%s', async (_, fault) => {
    await arena.quiet()
    const before = arena.github.faults.struck
    arena.github.faults.add(fault)
    const { shop, sha } = await openPull(MANY)
    await struck(before)
    await arena.running.kill()
    arena.github.faults.clear()
    await arena.restart()
    await comesRight(arena, shop, sha, 60)
  })

  it('right after it took the webhook', async () => {
    await arena.running.stop()
    await arena.restart({ EVALUATORS: '0' })
    const { shop, sha } = await openPull({ Dockerfile: BAD })
    await arena.github.hooks.settled()
    await arena.running.kill()
    await arena.restart()
    await comesRight(arena, shop, sha, 1)
  })
})

describe('stopped in the middle', () => {
  it('finishes or hands back, and the next one goes on', async () => {
    arena = await openArena({ ...FAST, env: { REQUEST_TIMEOUT_MS: '400', GRACE_MS: '100' } })
    arena.app.install('acme')
    await arena.quiet()
    arena.github.faults.add({ kind: 'hang', on: 'git/get-tree' })
    const before = arena.github.faults.struck
    const { shop, sha } = await openPull(MANY)
    await struck(before)
    expect(await arena.running.stop()).toBe(0)
    arena.github.faults.clear()
    await arena.restart()
    await comesRight(arena, shop, sha, 60)
    await arena.close()
  })
})

describe('GitHub fails', () => {
  beforeAll(async () => {
    arena = await openArena(FAST)
    arena.app.install('acme')
    await arena.quiet()
  })
  afterEach(() => arena.github.faults.clear())
  afterAll(() => arena.close())

  const operations = [
    'checks/create',
    'checks/update',
    'graphql',
    'repos/compare-commits-with-basehead',
    'git/get-tree',
    'apps/create-installation-access-token',
  ]
  const effects: readonly (readonly [string, Effect])[] = [
    ['502', { kind: 'status', status: 502 }],
    ['502 after it did the work', { kind: 'status', status: 502, after: true }],
    ['503', { kind: 'status', status: 503 }],
    ['no answer', { kind: 'hang' }],
    ['no answer after it did the work', { kind: 'hang', after: true }],
    ['a connection reset', { kind: 'reset' }],
    ['a connection reset after it did the work', { kind: 'reset', after: true }],
    ['half an answer', { kind: 'malformed' }],
    ['the secondary limit', { kind: 'secondary-limit', retryAfter: 60 }],
    ['an expired token', { kind: 'expired-token' }],
  ]
  const cases = operations.flatMap((on) => effects.map(([name, effect]) => [name, on, effect] as const))

  it.each(cases)('with %s at %s', async (_, on, effect) => {
    if (on.startsWith('apps/')) arena.github.state.tokens.clear()
    arena.github.faults.add({ ...effect, on, nth: 1 } as Fault)
    const { shop, sha } = await openPull({ Dockerfile: BAD })
    await comesRight(arena, shop, sha, 1)
  })

  it('by refusing the report: the conclusion gets through without it', async () => {
    arena.github.faults.add({ kind: 'status', status: 422, on: 'checks/update', times: 2 })
    const { shop, sha } = await openPull({ Dockerfile: BAD })
    const run = await arena.concluded(shop, sha)
    expect(run).toMatchObject({ conclusion: 'failure', annotations: [] })
    expect(run.output.summary).toContain('did not take the full report')
  })

  it('for longer than people wait: they are told, and judged when it is back', async () => {
    const { shop, sha } = await openPull({ Dockerfile: BAD })
    await arena.concluded(shop, sha)
    arena.github.faults.add({ kind: 'status', status: 502, on: 'git/get-tree' })
    await shop.commit('other', { 'api/Dockerfile': BAD })
    const { headSha } = await shop.openPullRequest({ head: 'other' })
    const told = await arena.concluded(shop, headSha)
    expect(told).toMatchObject({ conclusion: 'action_required' })
    expect(told.output.title).toContain('could not be completed')
    arena.github.faults.clear()
    await comesRight(arena, shop, headSha, 1)
  })

  it('to compare at all: the merge base is found in the histories', async () => {
    arena.github.faults.add({ kind: 'status', status: 422, on: 'repos/compare-commits-with-basehead' })
    const { shop, sha } = await openPull({ Dockerfile: BAD })
    await shop.commit('main', { 'README.md': 'moved on' })
    await comesRight(arena, shop, sha, 1)
  })
})

describe('the hour’s requests', () => {
  beforeAll(async () => {
    arena = await openArena({ ...FAST, scale: 600 })
    arena.app.install('acme')
    await arena.quiet()
  })
  afterEach(() => arena.github.faults.clear())
  afterAll(() => arena.close())

  it.each(['checks/create', 'checks/update', 'graphql', 'repos/compare-commits-with-basehead'])('are used up at %s', async (on) => {
    const remove = arena.github.faults.add({ kind: 'primary-limit', on, nth: 1 })
    const { shop, sha } = await openPull({ Dockerfile: BAD })
    await eventually(
      () => arena.github.requests.records.some(({ fault }) => fault === 'primary-limit'),
      () => 'the limit',
    )
    remove()
    await comesRight(arena, shop, sha, 1)
    const refused = arena.github.requests.records.filter(({ status }) => status === 403)
    expect(refused.length).toBeLessThanOrEqual(3)
    arena.github.requests.clear()
  })
})

describe('webhooks', () => {
  beforeAll(async () => {
    arena = await openArena({ ...FAST, scale: 600 })
    arena.app.install('acme')
    await arena.quiet()
  })
  afterEach(() => {
    arena.github.hooks.policy = () => 'send'
  })
  afterAll(() => arena.close())

  it('that fail are asked for again', async () => {
    arena.github.hooks.policy = ({ event }) => (event === 'pull_request' || event === 'check_suite' ? 'lose' : 'send')
    const { shop, sha } = await openPull({ Dockerfile: BAD })
    arena.github.hooks.policy = () => 'send'
    await comesRight(arena, shop, sha, 1)
  })

  it('that leave no trace are made good by the sweep', async () => {
    const { shop } = await openPull({ Dockerfile: FINE })
    await arena.quiet()
    arena.github.hooks.policy = () => 'skip'
    await shop.commit('unseen', { 'api/Dockerfile': BAD })
    const { headSha } = await shop.openPullRequest({ head: 'unseen' })
    await comesRight(arena, shop, headSha, 1)
  })

  it('that come twice, late and in any order end on the newest head', async () => {
    arena.github.hooks.policy = () => 'hold'
    const { shop } = await openPull({ Dockerfile: FINE })
    const pull = shop.pullRequest(1)
    for (let push = 0; push < 5; push++) await pull.push({ [`service${push}/Dockerfile`]: BAD })
    const held = arena.github.hooks.held
    arena.github.hooks.policy = () => ({ copies: 2 })
    await arena.github.hooks.release(held.toReversed())
    await comesRight(arena, shop, pull.headSha, 5)
  })
})

describe('our own ground', () => {
  it.each([
    ['ahead of', -3_600_000],
    ['behind', 3_600_000],
  ])('can be an hour %s GitHub’s time, and change its mind', async (_, skew) => {
    arena = await openArena(FAST)
    arena.github.skewClock(skew)
    arena.app.install('acme')
    const first = await openPull({ Dockerfile: BAD })
    await comesRight(arena, first.shop, first.sha, 1)
    arena.github.skewClock(0)
    const second = await openPull({ Dockerfile: BAD })
    await comesRight(arena, second.shop, second.sha, 1)
    await arena.close()
  })

  it('can run out of disk: webhooks are refused, and made good afterwards', async () => {
    arena = await openArena({ ...FAST, asleep: true })
    arena.app.install('acme')
    await arena.restart({ FILE_LIMIT_KB: '500' })
    const pulls: { shop: RepositoryHandle; sha: string }[] = []
    const isFull = () => arena.running.lines.some(({ msg }) => msg === 'a webhook could not be stored')
    while (!isFull() && pulls.length < 100) {
      pulls.push(await openPull({ Dockerfile: BAD }))
      await arena.github.hooks.settled()
    }
    expect(isFull()).toBe(true)
    await arena.running.kill()
    await arena.restart()
    for (const { shop, sha } of pulls) await arena.concluded(shop, sha)
    for (const { shop, sha } of pulls) await comesRight(arena, shop, sha, 1)
    await arena.close()
  })
})
