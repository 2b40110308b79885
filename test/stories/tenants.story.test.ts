import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFacts } from '../../src/facts/sqlite.ts'
import type { PullHandle, RepositoryHandle } from '../github/index.ts'
import { eventually } from './app-process.ts'
import { type Arena, BAD, ENFORCED, FINE, openArena } from './arena.ts'

let arena: Arena
let shop: RepositoryHandle
let pull: PullHandle

beforeEach(async () => {
  arena = await openArena()
  shop = await arena.github.createRepository({ owner: 'acme', name: 'shop', files: { Dockerfile: FINE, '.readiness.yml': ENFORCED } })
  await shop.commit('latest', { Dockerfile: BAD })
  pull = await shop.openPullRequest({ head: 'latest' })
})
afterEach(() => arena.close())

const runs = () => shop.checkRuns(pull.headSha, 'readiness')

describe('an installation', () => {
  it('has what is open judged when it arrives', async () => {
    arena.app.install('acme')
    expect(await arena.concluded(shop, pull.headSha)).toMatchObject({ conclusion: 'failure' })
  })

  it('has the repositories that are added later judged then', async () => {
    const other = await arena.github.createRepository({ owner: 'acme', name: 'other', files: { 'a.txt': 'a' } })
    const installation = arena.app.install('acme', [other])
    await arena.quiet()
    expect(runs()).toEqual([])
    installation.add(shop)
    await arena.concluded(shop, pull.headSha)
    installation.remove(shop)
    await arena.quiet()
  })

  it('that is suspended is left alone, and caught up with afterwards', async () => {
    const installation = arena.app.install('acme')
    await arena.concluded(shop, pull.headSha)
    installation.suspend()
    const head = await pull.push({ 'README.md': 'x' })
    await arena.quiet()
    expect(shop.checkRuns(head, 'readiness')).toEqual([])
    installation.unsuspend()
    await arena.concluded(shop, head)
  })

  it('that accepts new permissions gets tokens with them', async () => {
    arena.app.askFor({ contents: 'read', pull_requests: 'read' }, ['pull_request'])
    const installation = arena.app.install('acme')
    // The job waits for the permission, so it is not the queue that falls silent.
    await arena.github.hooks.settled()
    expect(runs()).toEqual([])
    arena.app.askFor({ contents: 'read', pull_requests: 'read', checks: 'write' }, ['pull_request', 'push'])
    installation.acceptPermissions()
    await arena.concluded(shop, pull.headSha)
  })

  it('that is gone is forgotten', async () => {
    const installation = arena.app.install('acme')
    await arena.concluded(shop, pull.headSha)
    installation.uninstall()
    await arena.quiet()
    arena.github.requests.clear()
    await arena.running.stop()
    const { openSqlite } = await import('../../src/queue/sqlite.ts')
    const database = openSqlite(`${arena.folder}/readiness.sqlite`)
    const tables = ['installation', 'repository', 'run', 'override', 'branch_mode', 'delivery']
    const rows = await Promise.all(tables.map((table) => database.query(`SELECT * FROM ${table}`)))
    const jobs = await database.query("SELECT kind FROM job WHERE grp NOT LIKE 'upkeep %'")
    await database.close()
    expect([...rows.flat(), ...jobs]).toEqual([])
  })

  it('that is gone leaves no facts of its files behind, and another keeps its own', async () => {
    const other = await arena.github.createRepository({ owner: 'globex', name: 'shop', files: { Dockerfile: FINE } })
    await other.commit('latest', { Dockerfile: BAD })
    const kept = await other.openPullRequest({ head: 'latest' })
    const installation = arena.app.install('acme')
    arena.app.install('globex')
    await Promise.all([arena.concluded(shop, pull.headSha), arena.concluded(other, kept.headSha)])
    const facts = openFacts(`${arena.folder}/facts.sqlite`)
    expect(facts.tenants().toSorted()).toEqual([String(shop.state.id), String(other.state.id)].toSorted())
    installation.uninstall()
    await arena.quiet()
    // It tidies up every minute, and when it starts.
    await arena.running.stop()
    await arena.restart()
    await eventually(
      () => facts.tenants().length === 1,
      () => `only globex is left of ${facts.tenants().join()}`,
    )
    expect(facts.tenants()).toEqual([String(other.state.id)])
    facts.close()
  })
})

describe('a repository', () => {
  it('that is renamed or moved keeps being judged', async () => {
    arena.app.install('acme')
    arena.app.install('globex')
    await arena.concluded(shop, pull.headSha)
    shop.rename('store')
    await arena.concluded(shop, await pull.push({ 'README.md': '1' }))
    shop.transfer('globex')
    await arena.concluded(shop, await pull.push({ 'README.md': '2' }))
  })

  it('that is archived is left alone, and caught up with afterwards', async () => {
    arena.app.install('acme')
    await arena.concluded(shop, pull.headSha)
    const before = runs().length
    shop.archive(true)
    await arena.quiet()
    shop.archive(false)
    await arena.quiet()
    expect(runs()).toHaveLength(before)
  })

  it('is judged by the policy of its organisation once that names it', async () => {
    const above = 'version: 1\nmode: enforce\nrepositories: ["sh*"]\ngate: { introduced: medium }\n'
    await shop.commit('main', { '.readiness.yml': null })
    const home = await arena.github.createRepository({ owner: 'acme', name: '.github', private: true, files: { 'README.md': 'ours' } })
    arena.app.install('acme')
    const quiet = await arena.concluded(shop, pull.headSha)
    expect(quiet.conclusion).toBe('neutral')
    await home.commit('main', { '.readiness.yml': above })
    const gated = await arena.concluded(shop, pull.headSha, ({ id }) => id > quiet.id)
    expect(gated.conclusion).toBe('failure')
    expect(gated.output.summary).toContain('acme/.github')
    const other = await arena.github.createRepository({ owner: 'acme', name: 'bank', files: { Dockerfile: FINE } })
    await other.commit('latest', { Dockerfile: BAD })
    const left = await other.openPullRequest({ head: 'latest' })
    expect((await arena.concluded(other, left.headSha)).conclusion).toBe('neutral')
  })
})
