import { describe, expect, it } from 'vitest'
import type { CheckRun, Files, PullHandle, RepositoryHandle } from '../github/index.ts'
import { type Arena, BAD, ENFORCED, FINE, shareArena } from './arena.ts'

let arena: Arena
let count = 0

shareArena((opened) => {
  arena = opened
  arena.app.install('acme')
})

async function repository(files: Files = { Dockerfile: FINE, '.readiness.yml': ENFORCED }): Promise<RepositoryHandle> {
  count += 1
  return arena.github.createRepository({ owner: 'acme', name: `shop${count}`, files })
}

async function open(shop: RepositoryHandle, head: string, files: Files, options: { base?: string; by?: string } = {}): Promise<PullHandle> {
  await shop.commit(head, files)
  return shop.openPullRequest({ head, ...options })
}

const runs = (shop: RepositoryHandle, sha: string) => shop.checkRuns(sha, 'readiness')
/** The next run on the commit after this one, concluded. */
const newer = (shop: RepositoryHandle, run: CheckRun) => arena.concluded(shop, run.suite.headSha, ({ id }) => id > run.id)

describe('pull requests', () => {
  it('of forks are judged', async () => {
    const shop = await repository()
    const fork = await shop.fork('stranger')
    await fork.commit('latest', { Dockerfile: BAD })
    const pull = await shop.openPullRequest({ head: 'latest', from: fork })
    expect(await arena.concluded(shop, pull.headSha)).toMatchObject({ conclusion: 'failure' })
  })

  it('that are drafts are judged like all others', async () => {
    const shop = await repository()
    await shop.commit('draft', { Dockerfile: BAD })
    const pull = await shop.openPullRequest({ head: 'draft', draft: true })
    const run = await arena.concluded(shop, pull.headSha)
    await pull.setDraft(false)
    await arena.quiet()
    expect(runs(shop, pull.headSha)).toEqual([run])
  })

  it('whose base changes are judged by the new one, and blocked meanwhile', async () => {
    const shop = await repository()
    await shop.commit('relaxed', { '.readiness.yml': 'version: 1\nmode: observe\n' })
    const pull = await open(shop, 'latest', { Dockerfile: BAD }, { base: 'relaxed' })
    const lenient = await arena.concluded(shop, pull.headSha)
    expect(lenient.conclusion).toBe('neutral')
    await pull.retarget('main')
    expect((await newer(shop, lenient)).conclusion).toBe('failure')
  })

  it('that are renamed or talked about are left alone', async () => {
    const shop = await repository()
    const pull = await open(shop, 'latest', { Dockerfile: BAD })
    const run = await arena.concluded(shop, pull.headSha)
    await pull.editTitle('Another title')
    await arena.quiet()
    expect(runs(shop, pull.headSha)).toEqual([run])
  })

  it('are judged once, however many events tell of the same head', async () => {
    const shop = await repository()
    const pull = await open(shop, 'latest', { Dockerfile: BAD })
    await arena.concluded(shop, pull.headSha)
    await pull.close()
    await pull.reopen()
    await arena.quiet()
    for (const delivery of arena.github.hooks.deliveries.filter(({ repository }) => repository === shop.state))
      arena.github.hooks.redeliver(delivery)
    await arena.quiet()
    expect(runs(shop, pull.headSha)).toHaveLength(1)
  })

  it('without a policy get one neutral run without annotations, and a way to start', async () => {
    const shop = await repository({ Dockerfile: FINE })
    const pull = await open(shop, 'latest', { Dockerfile: BAD })
    const run = await arena.concluded(shop, pull.headSha)
    expect(run).toMatchObject({ conclusion: 'neutral', annotations: [] })
    expect(run.output.summary).toContain('.readiness.yml')
  })

  it('are judged by the policy of the base, whatever they say themselves', async () => {
    const shop = await repository()
    const pull = await open(shop, 'trick', { Dockerfile: BAD, '.readiness.yml': 'version: 1\nmode: observe\n' })
    expect((await arena.concluded(shop, pull.headSha)).conclusion).toBe('failure')
  })

  it('are judged by the last valid policy while that of the base has mistakes', async () => {
    const shop = await repository()
    await shop.commit('main', { '.readiness.yml': 'version: 1\nmode: perhaps\n' })
    const pull = await open(shop, 'latest', { Dockerfile: BAD })
    const run = await arena.concluded(shop, pull.headSha)
    expect(run.conclusion).toBe('failure')
    expect(run.output.summary).toContain('the last valid one judges')
  })

  it('are not let through by a policy that never was valid', async () => {
    const shop = await repository({ Dockerfile: FINE, '.readiness.yml': 'version: 1\nmode: perhaps\n' })
    const pull = await open(shop, 'words', { 'README.md': 'Words.\n' })
    const run = await arena.concluded(shop, pull.headSha)
    expect(run.conclusion).toBe('action_required')
    expect(run.output.summary).toContain('perhaps')
  })
})

describe('several pull requests on one head', () => {
  it('are told the worst of them, each by its name', async () => {
    const shop = await repository()
    await shop.commit('relaxed', { '.readiness.yml': 'version: 1\nmode: observe\n' })
    await shop.commit('latest', { Dockerfile: BAD })
    const lenient = await shop.openPullRequest({ head: 'latest', base: 'relaxed' })
    await arena.concluded(shop, lenient.headSha)
    const strict = await shop.openPullRequest({ head: 'latest' })
    const run = await arena.concluded(shop, strict.headSha, ({ conclusion }) => conclusion === 'failure')
    expect(run.output.summary).toContain(`${strict.number}`)
    expect(run.output.summary).toContain(`${lenient.number}`)
    await strict.close()
    expect((await newer(shop, run)).conclusion).toBe('neutral')
  })

  it('are not turned red by a stranger', async () => {
    const shop = await repository({ Dockerfile: FINE, '.readiness.yml': 'version: 1\nmode: observe\n' })
    await shop.commit('strict', { '.readiness.yml': ENFORCED })
    const own = await open(shop, 'latest', { Dockerfile: BAD })
    const neutral = await arena.concluded(shop, own.headSha)
    expect(neutral.conclusion).toBe('neutral')
    const fork = await shop.fork('stranger2')
    const hostile = await shop.openPullRequest({ head: 'latest', base: 'strict', from: fork })
    expect(hostile.headSha).toBe(own.headSha)
    const run = await newer(shop, neutral)
    expect(run.conclusion).toBe('neutral')
    expect(run.output.summary).toContain('does not count')
  })
})

describe('people', () => {
  it('ask for a run anew with GitHub’s buttons', async () => {
    const shop = await repository()
    const pull = await open(shop, 'latest', { Dockerfile: BAD })
    const first = await arena.concluded(shop, pull.headSha)
    shop.rerunCheck(first)
    const second = await newer(shop, first)
    await shop.rerunAll(pull.headSha)
    expect((await newer(shop, second)).conclusion).toBe('failure')
  })

  it('ask for a run anew with ours, if they can write', async () => {
    const shop = await repository()
    const pull = await open(shop, 'latest', { Dockerfile: BAD })
    const first = await arena.concluded(shop, pull.headSha)
    shop.setRole('reader', 'read')
    shop.pressButton(first, 're-evaluate', 'reader')
    await arena.quiet()
    expect(runs(shop, pull.headSha)).toHaveLength(1)
    shop.setRole('writer', 'write')
    shop.pressButton(first, 're-evaluate', 'writer')
    await newer(shop, first)
  })
})

describe('the merge queue', () => {
  it('is answered for what it is about to merge', async () => {
    const shop = await repository()
    const good = await open(shop, 'good', { 'web/Dockerfile': FINE })
    const bad = await open(shop, 'bad', { 'api/Dockerfile': BAD })
    const first = await good.enqueue()
    const second = await bad.enqueue()
    expect((await arena.concluded(shop, first.headSha)).conclusion).toBe('success')
    expect((await arena.concluded(shop, second.headSha)).conclusion).toBe('failure')
  })

  it('can be asked again', async () => {
    const shop = await repository()
    const pull = await open(shop, 'good', { 'web/Dockerfile': FINE })
    const group = await pull.enqueue()
    const run = await arena.concluded(shop, group.headSha)
    shop.rerunCheck(run)
    expect((await newer(shop, run)).conclusion).toBe('success')
  })
})

describe('a push', () => {
  it('that changes the policy has all open pull requests of that branch judged again', async () => {
    const shop = await repository()
    const pull = await open(shop, 'latest', { Dockerfile: BAD })
    const red = await arena.concluded(shop, pull.headSha)
    await shop.commit('main', { '.readiness.yml': 'version: 1\nmode: observe\n' })
    expect((await newer(shop, red)).conclusion).toBe('neutral')
  })

  it('that changes anything else does not', async () => {
    const shop = await repository()
    const pull = await open(shop, 'latest', { Dockerfile: BAD })
    await arena.concluded(shop, pull.headSha)
    await shop.commit('main', { 'README.md': 'x' })
    await arena.quiet()
    expect(runs(shop, pull.headSha)).toHaveLength(1)
  })
})
