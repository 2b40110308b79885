import { createHash } from 'node:crypto'
import nock from 'nock'
import { describe, expect, it } from 'vitest'
import type { Blob } from '#model/snapshot'
import { pullSnapshots } from '../../../src/github/pull-snapshots.ts'
import { githubSnapshot } from '../../../src/github/snapshot.ts'
import { treeCache } from '../../../src/github/tree-cache.ts'
import { API, onlyExpectedRequests, SHOP, shop } from './connection.ts'

onlyExpectedRequests()

const idOf = (bytes: string | Uint8Array) =>
  createHash('sha1')
    .update(`blob ${Buffer.from(bytes).length}\0`)
    .update(bytes)
    .digest('hex')
const tree = (name: string) => createHash('sha1').update(name).digest('hex')
const file = (path: string, text: string, mode = '100644') => ({ path, mode, type: 'blob', sha: idOf(text), size: text.length, url: '' })
const folder = (path: string, sha: string) => ({ path, mode: '040000', type: 'tree', sha, url: '' })

function treeIs(sha: string, nodes: readonly object[], options: { recursive?: boolean; truncated?: boolean } = {}) {
  const { recursive = true, truncated = false } = options
  nock(API)
    .get(`${SHOP}/git/trees/${sha}`)
    .query(recursive ? { recursive: '1' } : {})
    .reply(200, { sha, url: '', tree: nodes, truncated })
}

const snapshotOf = (sha: string) => githubSnapshot(shop(), { oid: 'c'.repeat(40), tree: sha }, treeCache())

async function read(blobs: AsyncIterable<Blob>): Promise<Record<string, string | undefined>> {
  const texts: Record<string, string | undefined> = {}
  for await (const { blob, bytes, unreadable } of blobs) texts[blob] = unreadable ?? Buffer.from(bytes!).toString('latin1')
  return texts
}

/** Answers queries for blobs, and says how many there were in each. */
function blobsAre(contents: Readonly<Record<string, object>>): number[] {
  const sizes: number[] = []
  nock(API)
    .persist()
    .post('/graphql')
    .reply(200, async (request: Request) => {
      const { query } = (await request.json()) as { query: string }
      const asked = [...query.matchAll(/(b\d+): object\(oid: "([0-9a-f]{40})"\)/g)]
      sizes.push(asked.length)
      return { data: { repository: Object.fromEntries(asked.map(([, alias, id]) => [alias!, contents[id!] ?? null])) } }
    })
  return sizes
}

const textOf = (text: string) => [idOf(text), { text, isTruncated: false }] as const

describe('listing', () => {
  it('is one request where GitHub gives the tree whole, and tells files, links and submodules apart', async () => {
    const root = tree('root')
    treeIs(root, [
      file('a', 'a'),
      folder('src', tree('src')),
      file('src/link', 'a', '120000'),
      file('run', 'x', '100755'),
      { ...file('sub', 's', '160000'), type: 'commit' },
    ])
    const snapshot = snapshotOf(root)
    expect((await snapshot.list()).map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      'a file',
      'src/link symlink',
      'run file',
      'sub submodule',
    ])
    await snapshot.list()
  })

  it('goes folder by folder where it is truncated, and splits those that are truncated too', async () => {
    treeIs(tree('root'), [file('a', 'a')], { truncated: true })
    treeIs(tree('root'), [file('a', 'a'), folder('big', tree('big')), folder('small', tree('small'))], { recursive: false })
    treeIs(tree('small'), [file('deep/s', 's')])
    treeIs(tree('big'), [], { truncated: true })
    treeIs(tree('big'), [file('b', 'b'), folder('more', tree('more'))], { recursive: false })
    treeIs(tree('more'), [file('m', 'm')])
    const paths = (await snapshotOf(tree('root')).list()).map(({ path }) => path)
    expect(paths.toSorted()).toEqual(['a', 'big/b', 'big/more/m', 'small/deep/s'])
  })

  it('rejects rather than leaving something out', async () => {
    treeIs(tree('root'), [file('a', 'a')], { truncated: true })
    treeIs(tree('root'), [file('a', 'a')], { recursive: false, truncated: true })
    await expect(snapshotOf(tree('root')).list()).rejects.toThrow('only in part')
  })
})

describe('what differs', () => {
  it('comes from two listings', async () => {
    treeIs(tree('old'), [file('same', '1'), file('changed', '1'), file('gone', '1'), file('kind', '1')])
    treeIs(tree('new'), [file('same', '1'), file('changed', '2'), file('fresh', '1'), file('kind', '1', '120000')])
    const changes = await snapshotOf(tree('new')).changes(tree('old'))
    expect(changes!.map(({ path, before, after }) => `${path} ${before?.kind}→${after?.kind}`).toSorted()).toEqual([
      'changed file→file',
      'fresh undefined→file',
      'gone file→undefined',
      'kind file→symlink',
    ])
  })

  it('is walked where a listing is truncated, only where ids differ', async () => {
    treeIs(tree('old'), [], { truncated: true })
    treeIs(tree('new'), [file('whole', '1')])
    const same = folder('same', tree('same'))
    treeIs(tree('old'), [same, folder('src', tree('src1')), folder('becomes-file', tree('was'))], { recursive: false })
    treeIs(tree('new'), [same, folder('src', tree('src2')), file('becomes-file', 'f')], { recursive: false })
    treeIs(tree('src1'), [file('a', '1'), file('b', '1')], { recursive: false })
    treeIs(tree('src2'), [file('a', '2'), file('b', '1')], { recursive: false })
    treeIs(tree('was'), [file('inside', '1')])
    const changes = await snapshotOf(tree('new')).changes(tree('old'))
    expect(changes!.map(({ path, before, after }) => `${before?.kind}→${after?.kind} ${path}`).toSorted()).toEqual([
      'file→file src/a',
      'file→undefined becomes-file/inside',
      'undefined→file becomes-file',
    ])
  })

  it('is nothing between equal trees, without a request', async () => {
    const snapshot = githubSnapshot(
      { client: undefined as never, id: 1, at: { owner: 'a', repo: 'b' } },
      { oid: 'c', tree: 't' },
      treeCache(),
    )
    expect(await snapshot.changes('t')).toEqual([])
  })
})

describe('contents', () => {
  it('are asked for fifty at a time', async () => {
    const texts = Array.from({ length: 120 }, (_, index) => textOf(`text ${index}`))
    const sizes = blobsAre(Object.fromEntries(texts))
    const contents = await read(snapshotOf(tree('root')).read(texts.map(([id]) => id)))
    expect(Object.keys(contents)).toHaveLength(120)
    expect(sizes.toSorted((a, b) => a - b)).toEqual([20, 50, 50])
  })

  it.each([
    ['binary', Buffer.from([0, 255, 1]), { text: null, isTruncated: false }],
    ['cut off', Buffer.from('long text'), { text: 'long', isTruncated: true }],
    ['not UTF-8', Buffer.from([0x63, 0xe9]), { text: 'c\uFFFD', isTruncated: false }],
  ])('come byte for byte where the text is %s', async (_, bytes, answer) => {
    const id = idOf(bytes)
    blobsAre({ [id]: answer })
    nock(API)
      .get(`${SHOP}/git/blobs/${id}`)
      .reply(200, { sha: id, content: bytes.toString('base64'), encoding: 'base64', size: bytes.length })
    expect(await read(snapshotOf(tree('root')).read([id]))).toEqual({ [id]: bytes.toString('latin1') })
  })

  it('are refused when they have another id', async () => {
    const id = idOf('asked for')
    blobsAre({ [id]: { text: 'something else', isTruncated: false } })
    nock(API)
      .get(`${SHOP}/git/blobs/${id}`)
      .reply(200, { sha: id, content: Buffer.from('something else').toString('base64') })
    await expect(read(snapshotOf(tree('root')).read([id]))).rejects.toThrow('other bytes')
  })

  it('are asked for in halves when GitHub cannot answer in time', async () => {
    const texts = Array.from({ length: 4 }, (_, index) => textOf(`text ${index}`))
    nock(API).post('/graphql').reply(502, 'Bad Gateway')
    const sizes = blobsAre(Object.fromEntries(texts))
    expect(Object.keys(await read(snapshotOf(tree('root')).read(texts.map(([id]) => id))))).toHaveLength(4)
    expect(sizes).toEqual([2, 2])
  })

  it('are unreadable where they are larger than GitHub gives', async () => {
    const huge = { ...file('huge', 'h'), size: 150_000_000 }
    treeIs(tree('root'), [huge])
    const snapshot = snapshotOf(tree('root'))
    await snapshot.list()
    expect(await read(snapshot.read([huge.sha]))).toEqual({ [huge.sha]: '150 MB are more than GitHub gives' })
  })
})

describe('both sides of a pull request', () => {
  it('share one query: what the base leaves room for takes the changed files of the head along', async () => {
    const [old, now, same] = ['old', 'now', 'same']
    treeIs(tree('base'), [file('a', old), file('b', same)])
    treeIs(tree('head'), [file('a', now), file('b', same)])
    const sizes = blobsAre(Object.fromEntries([textOf(old), textOf(now), textOf(same)]))
    const pull = { base: { oid: 'b'.repeat(40), tree: tree('base') }, head: { oid: 'a'.repeat(40), tree: tree('head') } }
    const { base, head } = pullSnapshots(shop(), pull, treeCache())
    await base.list()
    await head.changes(base.tree)
    expect(await read(base.read([idOf(old), idOf(same)]))).toEqual({ [idOf(old)]: old, [idOf(same)]: same })
    expect(await read(head.read([idOf(now)]))).toEqual({ [idOf(now)]: now })
    expect(sizes).toEqual([3])
  })
})
