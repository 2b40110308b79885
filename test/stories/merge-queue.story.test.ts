import { describe, expect, it } from 'vitest'
import type { CheckRun, Files, PullHandle, RepositoryHandle } from '../github/index.ts'
import { type Arena, BAD, ENFORCED, FINE, shareArena } from './arena.ts'

const OBSERVED = 'version: 1\nmode: observe\n'
let arena: Arena
let count = 0

shareArena((opened) => {
  arena = opened
  arena.app.install('acme')
})

async function repository(policy = ENFORCED): Promise<RepositoryHandle> {
  count += 1
  return arena.github.createRepository({ owner: 'acme', name: `shop${count}`, files: { Dockerfile: FINE, '.readiness.yml': policy } })
}

async function open(shop: RepositoryHandle, head: string, files: Files): Promise<PullHandle> {
  await shop.commit(head, files)
  return shop.openPullRequest({ head })
}

/** Nothing that is sent arrives until what happens meanwhile has happened. */
async function late(meanwhile: () => Promise<unknown>): Promise<void> {
  arena.github.hooks.policy = ({ event }) => (event === 'merge_group' ? 'hold' : 'send')
  await meanwhile()
  arena.github.hooks.policy = () => 'send'
  await arena.github.hooks.release(arena.github.hooks.held)
}

/** GitHub writes its times in whole seconds. */
const passMinutes = (minutes: number) => arena.github.skewClock(arena.github.state.skewMs + minutes * 60_000)

const verdict = (shop: RepositoryHandle, sha: string, after?: CheckRun) =>
  arena.concluded(shop, sha, ({ id }) => id > (after?.id ?? 0)).then(({ conclusion }) => conclusion)

describe('a commit of the merge queue', () => {
  it('answers for what it changes itself, and not for those before it', async () => {
    const shop = await repository()
    const bad = await open(shop, 'bad', { 'api/Dockerfile': BAD })
    const good = await open(shop, 'good', { 'web/Dockerfile': FINE })
    const [first, second] = [await bad.enqueue(), await good.enqueue()]
    expect(second.state.baseSha).toBe(first.headSha)
    expect(await verdict(shop, first.headSha)).toBe('failure')
    expect(await verdict(shop, second.headSha)).toBe('success')
  })

  it('is judged as it is to be merged: what each of two may do and both together may not is found', async () => {
    const shop = await repository('version: 1\nmode: enforce\ngate: { ratchet: [deploy/image-latest-tag] }\n')
    const path = 'web/Dockerfile'
    await shop.commit('main', { [path]: 'ARG TAG=1.27.3\n\n\n\n\n\nFROM nginx:1.27.3\n' })
    const one = await open(shop, 'one', { [path]: 'ARG TAG=latest\n\n\n\n\n\nFROM nginx:1.27.3\n' })
    const other = await open(shop, 'other', { [path]: 'ARG TAG=1.27.3\n\n\n\n\n\nFROM nginx:$TAG\n' })
    expect([await verdict(shop, one.headSha), await verdict(shop, other.headSha)]).toEqual(['success', 'success'])
    const [first, second] = [await one.enqueue(), await other.enqueue()]
    expect(await verdict(shop, first.headSha)).toBe('success')
    expect(await verdict(shop, second.headSha)).toBe('failure')
  })
})

describe('its policy is that of the branch at the moment at which it was formed', () => {
  it('also when the branch has got a laxer one before anybody looks', async () => {
    const shop = await repository()
    const pull = await open(shop, 'bad', { 'api/Dockerfile': BAD })
    await arena.concluded(shop, pull.headSha)
    let head = ''
    await late(async () => {
      head = (await pull.enqueue()).headSha
      passMinutes(2)
      await shop.commit('main', { '.readiness.yml': OBSERVED })
      await shop.commit('main', { 'README.md': 'further\n' })
    })
    const run = await arena.concluded(shop, head)
    expect(run.conclusion).toBe('failure')
    shop.rerunCheck(run)
    expect(await verdict(shop, head, run)).toBe('failure')
  })

  it('and not that which another pull request before it in the queue brings along', async () => {
    const shop = await repository()
    const looser = await open(shop, 'looser', { '.readiness.yml': OBSERVED })
    const bad = await open(shop, 'bad', { 'api/Dockerfile': BAD })
    await looser.enqueue()
    const second = await bad.enqueue()
    expect(await verdict(shop, second.headSha)).toBe('failure')
  })

  it('not even when that one has been merged meanwhile', async () => {
    const shop = await repository()
    const looser = await open(shop, 'looser', { '.readiness.yml': OBSERVED })
    const bad = await open(shop, 'bad', { 'api/Dockerfile': BAD })
    let head = ''
    await late(async () => {
      const first = await looser.enqueue()
      const second = await bad.enqueue()
      head = second.headSha
      passMinutes(2)
      await first.merge()
    })
    expect(await verdict(shop, head)).toBe('failure')
  })

  it('but that of a pull request which had been merged before', async () => {
    const shop = await repository(OBSERVED)
    const stricter = await open(shop, 'stricter', { '.readiness.yml': ENFORCED })
    const bad = await open(shop, 'bad', { 'api/Dockerfile': BAD })
    const first = await stricter.enqueue()
    await arena.concluded(shop, first.headSha)
    await first.merge()
    passMinutes(2)
    const second = await bad.enqueue()
    expect(second.state.baseSha).toBe(first.headSha)
    expect(await verdict(shop, second.headSha)).toBe('failure')
  })
})
