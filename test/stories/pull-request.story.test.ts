import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countRequests, type RepositoryHandle, type RequestRecord, sequentialDepth } from '../github/index.ts'
import { type Arena, BAD, ENFORCED, FINE, openArena } from './arena.ts'

let arena: Arena
let shop: RepositoryHandle

beforeEach(async () => {
  arena = await openArena({ latencyMs: 25 })
  const files = { Dockerfile: FINE, '.readiness.yml': ENFORCED }
  shop = await arena.github.createRepository({ owner: 'acme', name: 'shop', files })
  arena.app.install('acme')
  await arena.quiet()
  arena.github.requests.clear()
})
afterEach(() => arena.close())

/** What an evaluation asked for, the token aside. */
const asked = (): readonly RequestRecord[] => arena.github.requests.records.filter(({ operation }) => !operation.startsWith('apps/'))
const writes = () => asked().filter(({ operation }) => operation === 'checks/create' || operation === 'checks/update')

describe('a pull request', () => {
  it('is judged, and judged again when it is mended', async () => {
    await shop.commit('latest', { Dockerfile: BAD })
    const pull = await shop.openPullRequest({ head: 'latest' })
    const red = await arena.concluded(shop, pull.headSha)
    expect(red).toMatchObject({ conclusion: 'failure', annotations: [{ path: 'Dockerfile', start_line: 1 }] })
    const green = await arena.concluded(shop, await pull.push({ Dockerfile: 'FROM nginx:1.28.0\n' }))
    expect(green).toMatchObject({ conclusion: 'success', annotations: [] })
    expect(arena.github.violations).toEqual([])
  })

  it('takes the requests of the plan when nothing is known of the repository', async () => {
    await shop.commit('latest', { Dockerfile: BAD })
    const pull = await shop.openPullRequest({ head: 'latest' })
    await arena.concluded(shop, pull.headSha)
    expect(countRequests(asked())).toEqual({
      'checks/create': 1,
      graphql: 2,
      'repos/compare-commits-with-basehead': 1,
      'git/get-tree': 2,
      'checks/update': 1,
    })
    expect(sequentialDepth(asked())).toBe(5)
  })

  it('takes fewer when the base is known', async () => {
    await shop.commit('first', { Dockerfile: BAD })
    await arena.concluded(shop, (await shop.openPullRequest({ head: 'first' })).headSha)
    await arena.quiet()
    arena.github.requests.clear()
    await shop.commit('second', { Dockerfile: 'FROM nginx:edge\n' })
    await arena.concluded(shop, (await shop.openPullRequest({ head: 'second' })).headSha)
    expect(asked()).toHaveLength(6)
    expect(sequentialDepth(asked())).toBe(4)
  })

  it('takes a third write past fifty annotations, each of which stands there once', async () => {
    const files = Object.fromEntries(Array.from({ length: 70 }, (_, index) => [`service${index}/Dockerfile`, BAD]))
    await shop.commit('many', files)
    const pull = await shop.openPullRequest({ head: 'many' })
    const run = await arena.concluded(shop, pull.headSha)
    expect(run.annotations).toHaveLength(70)
    expect(writes()).toHaveLength(3)
    expect(asked().length).toBeLessThanOrEqual(9)
  })

  it('that touches nothing relevant passes, whatever stands in the base', async () => {
    await shop.commit('main', { 'other/Dockerfile': BAD })
    await shop.commit('words', { 'README.md': 'Words.\n' })
    const run = await arena.concluded(shop, (await shop.openPullRequest({ head: 'words' })).headSha)
    expect(run).toMatchObject({ conclusion: 'success', annotations: [] })
  })
})
