import { expect, it } from 'vitest'
import type { RequestRecord } from '../github/index.ts'
import { BAD, ENFORCED, FINE, openArena } from './arena.ts'

const MINUTE = 60_000

/** The most that began within one minute of GitHub's. */
function mostInAMinute(records: readonly RequestRecord[]): number {
  const times = records.map(({ startedAt }) => startedAt)
  return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + MINUTE).length))
}

it('a flood of pull requests is answered no faster than GitHub lets an installation write', async () => {
  const arena = await openArena({ scale: 10, env: { WRITE_GAP_MS: '1000' } })
  const shop = await arena.github.createRepository({ owner: 'acme', name: 'shop', files: { Dockerfile: FINE, '.readiness.yml': ENFORCED } })
  arena.app.install('acme')
  await arena.quiet()
  arena.github.hooks.policy = () => 'hold'
  const heads: string[] = []
  for (let number = 0; number < 45; number++) {
    await shop.commit(`change${number}`, { Dockerfile: BAD, 'notes.md': `${number}\n` })
    heads.push((await shop.openPullRequest({ head: `change${number}` })).headSha)
  }
  arena.github.hooks.policy = () => 'send'
  await arena.github.hooks.release()
  for (const head of heads) expect(await arena.concluded(shop, head)).toMatchObject({ conclusion: 'failure' })
  const writes = arena.github.requests.records.filter(({ operation }) => operation.startsWith('checks/') && !operation.includes('list'))
  expect(writes.length).toBeGreaterThanOrEqual(90)
  expect(mostInAMinute(writes)).toBeLessThanOrEqual(80)
  await arena.close()
})
