import { describe, expect, it } from 'vitest'
import type { CheckRun, Files, PullHandle, RepositoryHandle } from '../github/index.ts'
import { type Arena, BAD, FINE, shareArena } from './arena.ts'

const GUARDED = 'version: 1\nmode: enforce\ngate: { policy: require-owner, introduced: medium }\n'
const LOOSER = 'version: 1\nmode: observe\n'
let arena: Arena
let count = 0

async function repository(codeowners: string): Promise<RepositoryHandle> {
  count += 1
  const files = { Dockerfile: FINE, '.readiness.yml': GUARDED, '.github/CODEOWNERS': codeowners }
  const shop = await arena.github.createRepository({ owner: 'acme', name: `shop${count}`, files })
  for (const person of ['keeper', 'member', 'writer']) shop.setRole(person, 'write')
  return shop
}

async function open(shop: RepositoryHandle, files: Files = { '.readiness.yml': LOOSER }): Promise<{ pull: PullHandle; red: CheckRun }> {
  await shop.commit('looser', files)
  const pull = await shop.openPullRequest({ head: 'looser', by: 'author' })
  return { pull, red: await arena.concluded(shop, pull.headSha) }
}

/** What the run says after a review, if that changes anything. */
async function after(shop: RepositoryHandle, pull: PullHandle, review: () => Promise<void>): Promise<CheckRun> {
  const before = shop.checkRuns(pull.headSha, 'readiness').at(-1)!
  await review()
  return arena.concluded(shop, pull.headSha, ({ id }) => id > before.id)
}

function start(permissions: Readonly<Record<string, 'read'>>): void {
  const use = (opened: Arena) => {
    arena = opened
    arena.github.createTeam('acme', 'sre', ['member', 'reader'])
    arena.app.install('acme')
  }
  shareArena(use, { permissions })
}

describe('a loosened policy is let through', () => {
  start({ members: 'read' })

  it('by an owner who approves this very head', async () => {
    const shop = await repository('/.readiness.yml @keeper\n')
    const { pull, red } = await open(shop)
    expect(red.conclusion).toBe('failure')
    expect((await after(shop, pull, () => pull.review('writer', 'APPROVED'))).conclusion).toBe('failure')
    expect((await after(shop, pull, () => pull.review('keeper', 'APPROVED'))).conclusion).toBe('success')
    const next = await arena.concluded(shop, await pull.push({ 'README.md': 'x\n' }))
    expect(next.conclusion).toBe('failure')
  })

  it('by a member of a team that owns it, if the member can write', async () => {
    const shop = await repository('/.readiness.yml @acme/sre\n')
    const { pull } = await open(shop)
    expect((await after(shop, pull, () => pull.review('reader', 'APPROVED'))).conclusion).toBe('failure')
    expect((await after(shop, pull, () => pull.review('writer', 'APPROVED'))).conclusion).toBe('failure')
    expect((await after(shop, pull, () => pull.review('member', 'APPROVED'))).conclusion).toBe('success')
  })

  it('not by a team of another organisation, nor by one that does not exist', async () => {
    const shop = await repository('/.readiness.yml @globex/sre @acme/ghosts\n')
    const { pull } = await open(shop)
    const run = await after(shop, pull, () => pull.review('member', 'APPROVED'))
    expect(run.conclusion).toBe('failure')
    expect(run.output.summary).not.toContain('cannot be told')
  })

  it('not by an owner of former days: those of the base branch as it stands count', async () => {
    const shop = await repository('/.readiness.yml @keeper\n')
    await shop.commit('looser', { '.readiness.yml': LOOSER })
    await shop.commit('main', { '.github/CODEOWNERS': '/.readiness.yml @writer\n' })
    const pull = await shop.openPullRequest({ head: 'looser', by: 'author' })
    await arena.concluded(shop, pull.headSha)
    expect((await after(shop, pull, () => pull.review('keeper', 'APPROVED'))).conclusion).toBe('failure')
    expect((await after(shop, pull, () => pull.review('writer', 'APPROVED'))).conclusion).toBe('success')
  })

  it('not by whoever makes himself an owner in the same pull request, nor by its author', async () => {
    const shop = await repository('/.readiness.yml @keeper\n')
    const { pull } = await open(shop, { '.readiness.yml': LOOSER, '.github/CODEOWNERS': '/.readiness.yml @writer @author\n' })
    shop.setRole('author', 'write')
    expect((await after(shop, pull, () => pull.review('writer', 'APPROVED'))).conclusion).toBe('failure')
    expect((await after(shop, pull, () => pull.review('author', 'APPROVED'))).conclusion).toBe('failure')
  })

  it('in the merge queue too', async () => {
    const shop = await repository('/.readiness.yml @keeper\n')
    const { pull } = await open(shop)
    const unapproved = await pull.enqueue()
    expect((await arena.concluded(shop, unapproved.headSha)).conclusion).toBe('failure')
    await unapproved.drop('invalidated')
    // GitHub's times have whole seconds: the next commit is another one.
    arena.github.skewClock(60_000)
    await after(shop, pull, () => pull.review('keeper', 'APPROVED'))
    const group = await pull.enqueue()
    expect((await arena.concluded(shop, group.headSha)).conclusion).toBe('success')
  })
})

describe('an App that may not see teams', () => {
  start({})

  it('says so, and lets nothing pass for it; those who are named still can', async () => {
    const shop = await repository('/.readiness.yml @acme/sre @keeper\n')
    const { pull } = await open(shop)
    const run = await after(shop, pull, () => pull.review('member', 'APPROVED'))
    expect(run.conclusion).toBe('failure')
    expect(run.output.summary!.replaceAll('\u200B', '')).toMatch(/Approved by member, but[\s\S]*acme\/sre[\s\S]*Members: read/)
    expect((await after(shop, pull, () => pull.review('keeper', 'APPROVED'))).conclusion).toBe('success')
  })

  it('does not need to where somebody with maintain rights approves', async () => {
    const shop = await repository('/.readiness.yml @acme/sre\n')
    shop.setRole('boss', 'maintain')
    const { pull } = await open(shop)
    expect((await after(shop, pull, () => pull.review('boss', 'APPROVED'))).conclusion).toBe('success')
  })
})

describe('an override', () => {
  start({})

  it('holds in the merge queue, where there is no button of its own', async () => {
    const shop = await repository('')
    shop.setRole('boss', 'maintain')
    const { pull, red } = await open(shop, { Dockerfile: BAD })
    const early = await pull.enqueue()
    const refused = await arena.concluded(shop, early.headSha)
    expect(refused.conclusion).toBe('failure')
    expect(refused.actions.map(({ identifier }) => identifier)).toEqual(['re-evaluate'])
    expect(refused.output.summary).toContain('breaks the glass on the pull request')
    await early.drop('invalidated')
    await pull.review('boss', 'COMMENTED', 'break glass: the shop is down')
    shop.pressButton(red, 'break-glass', 'boss')
    await arena.concluded(shop, pull.headSha, ({ id }) => id > red.id)
    await shop.commit('main', { 'README.md': 'further\n' })
    const group = await pull.enqueue()
    const run = await arena.concluded(shop, group.headSha)
    expect(run.conclusion).toBe('success')
    expect(run.output.summary).toMatch(/Overridden by boss[\s\S]*the shop is down/)
  })
})
