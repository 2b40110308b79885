import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PullHandle, RepositoryHandle } from '../github/index.ts'
import { PERMISSIONS } from './app-process.ts'
import { type Arena, openArena } from './arena.ts'

const POLICY = 'version: 1\nmode: observe\nreport: { suggestions: true }\n'
const SETTINGS = 'import os\n\nBASE_DIR = "/srv"\n'
const DEBUG = 'DEBUG = os.environ.get("DEBUG", "True") == "True"\n'

let arena: Arena
let shop: RepositoryHandle

beforeEach(async () => {
  arena = await openArena()
  const files = { 'shop/settings.py': SETTINGS, '.readiness.yml': POLICY, 'other/settings.py': SETTINGS }
  shop = await arena.github.createRepository({ owner: 'acme', name: 'shop', files })
})
afterEach(() => arena.close())

async function openPull(files: Readonly<Record<string, string>>): Promise<PullHandle> {
  await arena.quiet()
  await shop.commit('debug', files)
  return shop.openPullRequest({ head: 'debug' })
}

const mayWrite = () => arena.app.askFor({ ...PERMISSIONS, pull_requests: 'write' }, arena.app.state.events)
const comments = (pull: PullHandle) => pull.state.comments.map(({ path, line, body }) => ({ path, line, body }))

describe('review suggestions', () => {
  it('stand on the lines of the diff, in one review that approves nothing, and the run says so', async () => {
    mayWrite()
    arena.app.install('acme')
    const pull = await openPull({ 'shop/settings.py': `${SETTINGS}${DEBUG}`, 'other/settings.py': `${DEBUG}${SETTINGS}` })
    const run = await arena.concluded(shop, pull.headSha)
    expect(run.output.summary).toContain('Safe fixes are offered as suggestions on the lines of the pull request.')
    expect(pull.state.reviews).toMatchObject([{ state: 'COMMENTED', sha: pull.headSha, author: { type: 'Bot' } }])
    expect(comments(pull)).toEqual([
      { path: 'other/settings.py', line: 1, body: expect.stringContaining('```suggestion\nDEBUG = ') },
      { path: 'shop/settings.py', line: 4, body: expect.stringContaining('```suggestion\nDEBUG = ') },
    ])
    expect(arena.github.violations).toEqual([])
  })

  it('are not doubled when the head is judged again, when an answer was lost, or when the next commit leaves the line alone', async () => {
    mayWrite()
    arena.app.install('acme')
    arena.github.faults.add({ kind: 'reset', on: 'pulls/create-review', nth: 1, after: true })
    const pull = await openPull({ 'shop/settings.py': `${SETTINGS}${DEBUG}` })
    const first = await arena.concluded(shop, pull.headSha)
    shop.rerunCheck(first, 'mona')
    await arena.concluded(shop, pull.headSha, ({ id }) => id !== first.id)
    await arena.quiet()
    expect(comments(pull)).toHaveLength(1)
    await arena.concluded(shop, await pull.push({ 'README.md': 'Words.\n' }))
    expect(comments(pull)).toHaveLength(1)
    await arena.concluded(shop, await pull.push({ 'shop/settings.py': `${SETTINGS}${DEBUG.replace('DEBUG =', 'DEBUG  =')}` }))
    expect(comments(pull)).toHaveLength(2)
    expect(arena.github.violations).toEqual([])
  })

  it('are left to the patch where the App may not write them', async () => {
    arena.app.install('acme')
    const pull = await openPull({ 'shop/settings.py': `${SETTINGS}${DEBUG}` })
    const { output } = await arena.concluded(shop, pull.headSha)
    expect(output.summary).toContain('lacks pull\\_requests')
    expect(output.text).toContain('## Fixes as a patch')
    expect(comments(pull)).toEqual([])
    expect(arena.github.requests.records.filter(({ operation }) => operation === 'pulls/create-review')).toEqual([])
  })

  it('never stop a conclusion', async () => {
    mayWrite()
    arena.app.install('acme')
    arena.github.faults.add({ kind: 'status', status: 502, on: 'pulls/create-review' })
    const pull = await openPull({ 'shop/settings.py': `${SETTINGS}${DEBUG}` })
    const { conclusion, output } = await arena.concluded(shop, pull.headSha)
    expect(conclusion).toBe('neutral')
    expect(output.summary).toContain('GitHub did not take them, so the fixes stand below.')
  })
})
