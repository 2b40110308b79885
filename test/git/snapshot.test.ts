import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Snapshot } from '#model/snapshot'
import { filesAt } from '../../src/git/files.ts'
import { folderSnapshot } from '../../src/git/folder.ts'
import { defaultBase, mergeBase, topOf } from '../../src/git/pull.ts'
import { commitSnapshot } from '../../src/git/snapshot.ts'
import { stagedSnapshot, worktreeSnapshot } from '../../src/git/worktree.ts'
import { gitRepository, type TestRepository } from '../support/git.ts'

let repository: TestRepository
beforeEach(() => {
  repository = gitRepository()
})
afterEach(() => repository.dispose())

async function texts(snapshot: Snapshot): Promise<Record<string, string>> {
  const entries = await snapshot.list()
  const contents = new Map<string, string>()
  for await (const { blob, bytes } of snapshot.read(entries.filter(({ kind }) => kind === 'file').map(({ blob }) => blob)))
    contents.set(blob, Buffer.from(bytes!).toString())
  return Object.fromEntries(entries.map(({ path, blob, kind }) => [path, kind === 'file' ? contents.get(blob)! : kind]))
}

test('a commit is listed and read as git holds it, whatever the names', async () => {
  const odd = { 'a b.txt': 'one\n', 'tab\there': 'two', 'line\nbreak': 'three', 'ümlaut "quoted"': '', 'deep/er/x': 'binary \0 bytes' }
  repository.write(odd)
  repository.link('link', 'a b.txt')
  const snapshot = await commitSnapshot({ folder: repository.folder }, repository.commit())
  expect(await texts(snapshot)).toEqual({ ...odd, link: 'symlink' })
})

test('changes are what differs between two trees, and nothing is claimed of an unknown one', async () => {
  const first = await commitSnapshot({ folder: repository.folder }, repository.commit('one', { a: '1', b: '2', c: '3' }))
  const second = await commitSnapshot({ folder: repository.folder }, repository.commit('two', { a: '1!', b: null, d: '4' }))
  const changes = await second.changes(first.tree)
  expect(changes!.map(({ path, before, after }) => [path, Boolean(before), Boolean(after)])).toEqual([
    ['a', true, true],
    ['b', true, false],
    ['d', false, true],
  ])
  expect(await second.changes('0123456789012345678901234567890123456789')).toBeUndefined()
})

test('staged and working files are seen without touching the repository', async () => {
  repository.commit('one', { a: '1', '.gitignore': 'ignored\n' })
  repository.write({ a: '2' })
  repository.git('add', 'a')
  repository.write({ a: '3', untracked: 'new', ignored: 'no' })
  const before = repository.git('status', '--porcelain') + repository.git('count-objects', '-v')
  const place = await topOf(repository.folder)
  const [staged, working] = [await stagedSnapshot(place), await worktreeSnapshot(place)]
  expect(await texts(staged.snapshot)).toEqual({ a: '2', '.gitignore': 'ignored\n' })
  expect(await texts(working.snapshot)).toEqual({ a: '3', untracked: 'new', '.gitignore': 'ignored\n' })
  staged.dispose()
  working.dispose()
  expect(repository.git('status', '--porcelain') + repository.git('count-objects', '-v')).toBe(before)
})

test('a plain folder is seen as git would see it', async () => {
  repository.write({ a: '1', 'deep/b': '2', '.gitignore': 'ignored\n', ignored: 'no' })
  repository.link('link', '/etc/passwd')
  expect(await texts(await folderSnapshot(repository.folder))).toEqual({
    a: '1',
    'deep/b': '2',
    '.gitignore': 'ignored\n',
    link: 'symlink',
  })
})

test('the merge base and the default base are found, and a policy is never read through a link', async () => {
  const fork = repository.commit('fork', { a: '1' })
  repository.git('checkout', '--quiet', '-b', 'feature')
  repository.commit('feature', { b: '2' })
  repository.git('checkout', '--quiet', 'main')
  repository.link('.readiness.yml', 'a')
  const tip = repository.commit('main moves on', { c: '3' })
  const top = await topOf(`${repository.folder}`)
  expect(await defaultBase(top)).toBe('refs/heads/main')
  expect((await mergeBase(top, 'main', 'feature')).revision).toBe(fork)
  expect(await filesAt(top, tip, ['c', '.readiness.yml', 'absent'])).toEqual(
    new Map([
      ['.readiness.yml', null],
      ['c', '3'],
    ]),
  )
})

test('what is not there is said, with a way out', async () => {
  repository.commit()
  await expect(commitSnapshot({ folder: repository.folder }, '--upload-pack=x')).rejects.toThrow(/There is no commit "--upload-pack=x"/)
  await expect(topOf('/')).rejects.toThrow(/not inside a git repository/)
  const snapshot = await commitSnapshot({ folder: repository.folder }, 'HEAD')
  const reading = async () => {
    for await (const _ of snapshot.read(['1234567890123456789012345678901234567890']));
  }
  await expect(reading()).rejects.toThrow(/is missing: fetch it/)
})

test('large contents arrive whole, chunk by chunk', async () => {
  const big = 'x'.repeat(3_000_000)
  const snapshot = await commitSnapshot({ folder: repository.folder }, repository.commit('big', { big, small: 's' }))
  expect(await texts(snapshot)).toEqual({ big, small: 's' })
})
