import { afterEach, describe, expect, it } from 'vitest'
import { countRequests, type Fault, type Files, type RepositoryHandle, seededRandom } from '../github/index.ts'
import { generateSecret } from '../support/secrets.ts'
import { eventually } from './app-process.ts'
import { type Arena, type ArenaOptions, BAD, ENFORCED, FINE, openArena } from './arena.ts'

let arena: Arena
afterEach(async () => {
  const { violations } = arena.github
  await arena.close()
  expect(violations).toEqual([])
})

async function open(files: Files, options: ArenaOptions = {}): Promise<RepositoryHandle> {
  arena = await openArena(options)
  const shop = await arena.github.createRepository({ owner: 'acme', name: 'shop', files: { '.readiness.yml': ENFORCED, ...files } })
  arena.app.install('acme')
  await arena.quiet()
  arena.github.requests.clear()
  return shop
}

async function verdictOn(shop: RepositoryHandle, files: Files, branch = 'change') {
  await shop.commit(branch, files)
  const { headSha } = await shop.openPullRequest({ head: branch })
  return arena.concluded(shop, headSha)
}

const many = (count: number, file: (index: number) => readonly [string, string]): Files =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => file(index)))

const asked = () => countRequests(arena.github.requests.records)

describe('ten thousand changed files', () => {
  const changed = (tag: (index: number) => string) =>
    many(10_000, (index) =>
      index % 20 === 0
        ? [`teams/${index % 100}/service${index}/Dockerfile`, `# ${index}\nFROM nginx:${tag(index)}\n`]
        : [`teams/${index % 100}/notes/${index}.md`, `${index} of ${tag(index)}\n`],
    )

  it.each([
    ['in a tree that GitHub lists whole', {}],
    ['in a tree that it does not', { limits: { treeEntries: 4_000 } }],
  ])('are judged every one, %s', async (_, options) => {
    const shop = await open(
      changed(() => '1.27.2'),
      options,
    )
    const run = await verdictOn(
      shop,
      changed((index) => (index % 40 === 0 ? 'latest' : '1.27.3')),
    )
    expect(run.conclusion).toBe('failure')
    expect(run.output.title).toContain('250 blocking')
    expect(run.annotations.length).toBeGreaterThan(50)
    expect(run.annotations.every(({ path, start_line }) => path.endsWith('0/Dockerfile') && start_line === 2)).toBe(true)
    // Neither the list of a comparison (300) nor that of a pull request (3,000) is believed, or even asked for.
    expect(Object.keys(asked())).not.toContain('pulls/list-files')
  })
})

describe('a tree that GitHub does not give whole', () => {
  const folders = many(1_200, (index) => [`area${index % 30}/part${index % 7}/file${index}.txt`, `${index}\n`])

  it('is walked folder by folder, and afterwards only where something changed', async () => {
    const shop = await open({ ...folders, 'area3/part1/Dockerfile': FINE, 'area9/Dockerfile': BAD }, { limits: { treeEntries: 100 } })
    const red = await verdictOn(shop, { 'area3/part1/Dockerfile': BAD })
    expect(red).toMatchObject({ conclusion: 'failure', annotations: [{ path: 'area3/part1/Dockerfile', start_line: 1 }] })
    await arena.quiet()
    arena.github.requests.clear()
    const green = await verdictOn(shop, { 'area3/part1/new.txt': 'new\n' }, 'another')
    expect(green).toMatchObject({ conclusion: 'success', annotations: [] })
    // The new root, in vain; then root, `area3` and `part1` of both sides, each once.
    expect(asked()['git/get-tree']).toBe(7)
  })

  it('is not passed over where GitHub gives no more than a part of it', async () => {
    const shop = await open({ Dockerfile: FINE }, { scale: 100, env: { REQUEST_TIMEOUT_MS: '400' } })
    arena.github.faults.add({ kind: 'malformed', on: 'git/get-tree' })
    // Nothing was ever judged here, but its policy can be read.
    const told = await verdictOn(shop, { Dockerfile: BAD })
    expect(told.conclusion).toBe('action_required')
    arena.github.faults.clear()
    await arena.concluded(shop, told.suite.headSha, ({ conclusion }) => conclusion === 'failure')
  })
})

describe('a blob', () => {
  const padding = (bytes: number) => Buffer.alloc(bytes, `${'# nothing to see on this line, nor on the next\n'.repeat(20)}`)

  it('of a hundred megabytes is read to its end', async () => {
    const shop = await open({ '.env.example': 'STRIPE_KEY=\n' })
    const bytes = Buffer.concat([padding(99_999_900), Buffer.from(`\nSTRIPE_KEY=${generateSecret('stripe_live', seededRandom(7))}\n`)])
    const run = await verdictOn(shop, { '.env.example': bytes })
    expect(run.conclusion).toBe('failure')
    expect(run.annotations).toMatchObject([{ path: '.env.example' }])
    expect(run.annotations[0]!.start_line).toBeGreaterThan(1_000_000)
  })

  it.each([
    ['that is listed with its size', {}],
    ['in a tree that is not listed whole', { limits: { treeEntries: 2 } }],
  ])('that is larger than GitHub gives, %s, is named and does not pass', async (_, options) => {
    const shop = await open({ Dockerfile: FINE, 'a/b/c.txt': 'c\n' }, options)
    const run = await verdictOn(shop, { Dockerfile: padding(100_000_001) })
    expect(run.conclusion).toBe('failure')
    expect(run.output.summary).toContain('Dockerfile')
    expect(run.output.title).toContain('1 blocking')
  })

  it('that nothing looks at is not even asked for', async () => {
    const shop = await open({ Dockerfile: FINE })
    const run = await verdictOn(shop, { 'assets/film.mp4': padding(5_000_000) })
    expect(run.conclusion).toBe('success')
    expect(asked()['git/get-blob']).toBeUndefined()
  })
})

describe('a comparison that GitHub cannot make', () => {
  const COMPARE = 'repos/compare-commits-with-basehead'
  const hurried: ArenaOptions = { scale: 100, env: { REQUEST_TIMEOUT_MS: '400' } }
  const ways: readonly (readonly [string, Fault])[] = [
    ['because it takes too long', { kind: 'status', status: 422, on: COMPARE }],
    ['in time', { kind: 'hang', on: COMPARE }],
    ['and answers 502 for', { kind: 'status', status: 502, on: COMPARE }],
    ['on its first page', { kind: 'status', status: 422, on: COMPARE, nth: 1 }],
  ]

  it.each(ways)('%s: the merge base is found all the same', async (_, fault) => {
    const shop = await open({ Dockerfile: FINE, 'api/Dockerfile': BAD }, hurried)
    await shop.commit('change', { Dockerfile: BAD })
    await shop.commit('main', { 'api/Dockerfile': FINE, 'README.md': 'moved on\n' })
    arena.github.faults.add(fault)
    const { headSha } = await shop.openPullRequest({ head: 'change' })
    const run = await arena.concluded(shop, headSha, ({ conclusion }) => conclusion === 'failure')
    // Against the tip `api/Dockerfile` would look like a finding of this pull request.
    expect(run.annotations).toMatchObject([{ path: 'Dockerfile' }])
  })

  it('and whose histories it does not give either does not pass, and is judged when it can be', async () => {
    const shop = await open({ Dockerfile: FINE }, hurried)
    await verdictOn(shop, { 'README.md': 'x\n' }, 'before')
    await shop.commit('main', { 'other.md': 'moved on\n' })
    for (const on of [COMPARE, 'repos/list-commits']) arena.github.faults.add({ kind: 'status', status: 502, on })
    await shop.commit('change', { Dockerfile: 'FROM nginx:1.28.0\n' }, { from: 'before' })
    const { headSha } = await shop.openPullRequest({ head: 'change' })
    expect((await arena.concluded(shop, headSha)).conclusion).toBe('action_required')
    arena.github.faults.clear()
    await arena.concluded(shop, headSha, ({ conclusion }) => conclusion === 'success')
    await eventually(
      () => arena.github.judge('readiness').stuck.length === 0,
      () => 'nothing is stuck',
    )
  })
})
