import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RepositoryHandle } from '../github/index.ts'
import { eventually } from './app-process.ts'
import { type Arena, BAD, ENFORCED, FINE, openArena } from './arena.ts'

let arena: Arena
let shop: RepositoryHandle

beforeAll(async () => {
  // Ten minutes pass in one second.
  arena = await openArena({ scale: 600, env: { REQUEST_TIMEOUT_MS: '2000' } })
  shop = await arena.github.createRepository({ owner: 'acme', name: 'shop', files: { Dockerfile: FINE, '.readiness.yml': ENFORCED } })
  arena.app.install('acme')
  await arena.quiet()
})
afterAll(async () => {
  const { violations } = arena.github
  await arena.close()
  expect(violations).toEqual([])
})

/** The App dies between two requests, and its store forgets what it was about to do, but for the runs. */
async function loseJobs(): Promise<void> {
  const before = arena.github.faults.struck
  await eventually(
    () => arena.github.faults.struck > before,
    () => 'the fault struck',
  )
  await arena.running.kill()
  arena.github.faults.clear()
  const { openSqlite } = await import('../../src/queue/sqlite.ts')
  const database = openSqlite(`${arena.folder}/readiness.sqlite`)
  await database.query("DELETE FROM job WHERE kind IN ('evaluate', 'group', 'reconsider', 'recheck')")
  await database.close()
  // Nor does GitHub help: neither the sweep nor the reconciliation finds out before the watchdog does.
  arena.github.hooks.policy = () => 'skip'
  await arena.restart()
}

describe('a run that was left open, and that no job knows of', () => {
  it.each(['checks/update', 'git/get-tree'])('is concluded all the same, after %s was the last that happened', async (on) => {
    arena.github.hooks.policy = () => 'send'
    await shop.commit(`change-${on}`, { Dockerfile: BAD, 'README.md': on })
    arena.github.faults.add({ kind: 'hang', on, nth: 1 })
    const { headSha } = await shop.openPullRequest({ head: `change-${on}` })
    await loseJobs()
    const run = await arena.concluded(shop, headSha)
    expect(run.conclusion).toBe('failure')
    await eventually(
      () => shop.checkRuns(headSha, 'readiness').every(({ status }) => status === 'completed'),
      () => 'every run of the commit is concluded',
    )
  })

  it('of a merge queue is too', async () => {
    arena.github.hooks.policy = () => 'send'
    await shop.commit('queued', { 'api/Dockerfile': BAD })
    const pull = await shop.openPullRequest({ head: 'queued' })
    await arena.concluded(shop, pull.headSha)
    arena.github.faults.add({ kind: 'hang', on: 'checks/update', nth: 1 })
    const { headSha } = await pull.enqueue()
    await loseJobs()
    expect((await arena.concluded(shop, headSha)).conclusion).toBe('failure')
  })
})
