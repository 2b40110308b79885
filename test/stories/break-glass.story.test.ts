import { describe, expect, it } from 'vitest'
import type { CheckRun, PullHandle, RepositoryHandle } from '../github/index.ts'
import { type Arena, BAD, ENFORCED, FINE, shareArena } from './arena.ts'

let arena: Arena
let count = 0

shareArena((opened) => {
  arena = opened
  arena.app.install('acme')
})

const terms = (word: string) => `version: 1\nmode: enforce\ngate: { introduced: medium, break_glass: ${word} }\n`

/** A pull request that fails, and somebody who may let it pass. */
async function shut(policy = ENFORCED): Promise<{ shop: RepositoryHandle; pull: PullHandle; red: CheckRun }> {
  count += 1
  const shop = await arena.github.createRepository({
    owner: 'acme',
    name: `shop${count}`,
    files: { Dockerfile: FINE, '.readiness.yml': policy },
  })
  shop.setRole('boss', 'maintain')
  shop.setRole('writer', 'write')
  await shop.commit('relaxed', { 'README.md': 'x\n' })
  await shop.commit('latest', { Dockerfile: BAD })
  const pull = await shop.openPullRequest({ head: 'latest' })
  return { shop, pull, red: await arena.concluded(shop, pull.headSha) }
}

const runs = (shop: RepositoryHandle, pull: PullHandle) => shop.checkRuns(pull.headSha, 'readiness')
const newest = (shop: RepositoryHandle, pull: PullHandle) => runs(shop, pull).at(-1)!
const newer = (shop: RepositoryHandle, run: CheckRun) => arena.concluded(shop, run.suite.headSha, ({ id }) => id > run.id)
const buttons = ({ actions }: CheckRun) => actions.map(({ identifier }) => identifier)

/** What the App has on record, as an operator lists it. */
async function onRecord(pull: PullHandle) {
  const { openSqlite } = await import('../../src/queue/sqlite.ts')
  const database = openSqlite(`${arena.folder}/readiness.sqlite`)
  const rows = await database.query(
    'SELECT person, pull, head, base, reason FROM override WHERE repository = ? AND pull = ? ORDER BY made_at DESC',
    [pull.state.repository.id, pull.number],
  )
  await database.close()
  return rows
}

describe('breaking the glass', () => {
  it('with the reason at hand passes at once, and stands on record', async () => {
    const { shop, pull, red } = await shut()
    expect(buttons(red)).toContain('break-glass')
    await pull.review('boss', 'COMMENTED', 'I looked at it.\n\nbreak glass: the shop is down\n')
    await arena.quiet()
    expect(runs(shop, pull)).toHaveLength(1)
    shop.pressButton(red, 'break-glass', 'boss')
    const green = await newer(shop, red)
    expect(green.conclusion).toBe('success')
    expect(green.output.title).toContain('overridden by boss')
    expect(green.output.summary).toMatch(/Overridden by boss at \d{4}-[\s\S]*the shop is down/)
    expect(buttons(green)).not.toContain('break-glass')
    expect(await onRecord(pull)).toEqual([
      { person: 'boss', pull: pull.number, head: pull.headSha, base: 'main', reason: 'the shop is down' },
    ])
  })

  it('without a reason says what to type and where, and passes when it comes', async () => {
    const { shop, pull, red } = await shut()
    shop.pressButton(red, 'break-glass', 'boss')
    const waiting = await newer(shop, red)
    expect(waiting.conclusion).toBe('failure')
    expect(waiting.output.title).toContain('waits for a reason from boss')
    expect(waiting.output.summary).toContain('Files changed')
    expect(waiting.output.summary).toContain('break glass: ')
    await pull.review('writer', 'COMMENTED', 'break glass: I would like to')
    await pull.review('boss', 'COMMENTED', 'break glass:   ')
    await pull.review('boss', 'COMMENTED', 'We have to merge this.')
    await arena.quiet()
    expect(newest(shop, pull).conclusion).toBe('failure')
    await pull.review('boss', 'COMMENTED', 'Break-glass: payments are stuck')
    const green = await newer(shop, newest(shop, pull))
    expect(green.conclusion).toBe('success')
    expect(green.output.summary).toContain('payments are stuck')
    expect(await onRecord(pull)).toMatchObject([{ person: 'boss', reason: 'payments are stuck' }])
  })

  it('takes the reason with the next look where the event that brings it is lost', async () => {
    const { shop, pull, red } = await shut()
    shop.pressButton(red, 'break-glass', 'boss')
    const waiting = await newer(shop, red)
    arena.github.hooks.policy = ({ event }) => (event === 'pull_request_review' ? 'skip' : 'send')
    await pull.review('boss', 'COMMENTED', 'break glass: payments are stuck')
    arena.github.hooks.policy = () => 'send'
    shop.rerunCheck(waiting)
    expect((await newer(shop, waiting)).conclusion).toBe('success')
  })

  it('needs no reason where the policy says so', async () => {
    const { shop, pull, red } = await shut(terms('allow'))
    shop.pressButton(red, 'break-glass', 'boss')
    const green = await newer(shop, red)
    expect(green.conclusion).toBe('success')
    expect(green.output.summary).toMatch(/Overridden by boss[\s\S]*No reason was given/)
    expect(await onRecord(pull)).toMatchObject([{ person: 'boss', reason: null }])
  })

  it('is for people with maintain or admin rights', async () => {
    const { shop, pull, red } = await shut(terms('allow'))
    for (const person of ['writer', 'stranger']) shop.pressButton(red, 'break-glass', person)
    await arena.quiet()
    expect(runs(shop, pull)).toEqual([red])
    expect(await onRecord(pull)).toEqual([])
    shop.setRole('root', 'admin')
    shop.pressButton(red, 'break-glass', 'root')
    expect((await newer(shop, red)).conclusion).toBe('success')
  })

  it('is not to be had where the policy forbids it, whatever is pressed', async () => {
    const { shop, pull, red } = await shut(terms('forbid'))
    expect(buttons(red)).not.toContain('break-glass')
    await pull.review('boss', 'COMMENTED', 'break glass: I insist')
    shop.pressButton(red, 'break-glass', 'boss')
    await arena.quiet()
    expect(runs(shop, pull)).toEqual([red])
    expect(await onRecord(pull)).toEqual([])
  })

  it('is not to be had with the button of an old run after the policy has taken it away', async () => {
    const { shop, pull, red } = await shut(terms('allow'))
    await shop.commit('main', { '.readiness.yml': terms('forbid') })
    const again = await newer(shop, red)
    shop.pressButton(red, 'break-glass', 'boss')
    shop.pressButton(again, 'break-glass', 'boss')
    await arena.quiet()
    expect(newest(shop, pull)).toEqual(again)
  })

  it('lasts until the next push, which asks again, and for a reason of its own', async () => {
    const { shop, pull, red } = await shut()
    await pull.review('boss', 'COMMENTED', 'break glass: the shop is down')
    shop.pressButton(red, 'break-glass', 'boss')
    expect((await newer(shop, red)).conclusion).toBe('success')
    const next = await arena.concluded(shop, await pull.push({ 'README.md': 'x' }))
    expect(next.conclusion).toBe('failure')
    shop.pressButton(next, 'break-glass', 'boss')
    expect((await newer(shop, next)).output.title).toContain('waits for a reason from boss')
  })

  it('is for one way of the commit: into another branch it asks again', async () => {
    const { shop, pull, red } = await shut(terms('allow'))
    await pull.retarget('relaxed')
    const there = await newer(shop, red)
    shop.pressButton(there, 'break-glass', 'boss')
    const green = await newer(shop, there)
    expect(green.conclusion).toBe('success')
    await pull.retarget('main')
    expect((await newer(shop, green)).conclusion).toBe('failure')
  })

  it('lets in the pull request that mends a policy which never was valid', async () => {
    const shop = await arena.github.createRepository({
      owner: 'acme',
      name: `shop${++count}`,
      files: { Dockerfile: FINE, '.readiness.yml': 'version: 1\nmode: perhaps\n' },
    })
    shop.setRole('boss', 'maintain')
    await shop.commit('mend', { '.readiness.yml': ENFORCED })
    const pull = await shop.openPullRequest({ head: 'mend' })
    const stuck = await arena.concluded(shop, pull.headSha)
    expect(stuck.conclusion).toBe('action_required')
    await pull.review('boss', 'COMMENTED', 'break glass: this mends the policy')
    shop.pressButton(stuck, 'break-glass', 'boss')
    const green = await newer(shop, stuck)
    expect(green.conclusion).toBe('success')
    expect(green.output.summary).toMatch(/Overridden by boss[\s\S]*this mends the policy[\s\S]*perhaps/)
  })
})
