import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { filesAt } from '../../src/git/files.ts'
import { policyAt } from '../../src/git/policy.ts'
import { GitError } from '../../src/git/run.ts'
import { gitRepository, type TestRepository } from '../support/git.ts'

let repository: TestRepository
beforeEach(() => {
  repository = gitRepository()
})
afterEach(() => repository.dispose())

const lose = (revision: string) => {
  const id = repository.git('rev-parse', revision)
  rmSync(join(repository.folder, '.git/objects', id.slice(0, 2), id.slice(2)))
}

test('files are read by their paths, at the top and in folders, and what is not there is left out', async () => {
  const commit = repository.commit('one', { 'a b': 'top\n', 'docs/x': 'deep', 'docs/sub/y': 'deeper', empty: '' })
  const paths = ['a b', 'docs/x', 'docs/sub/y', 'empty', 'absent', 'docs/absent', 'nowhere/x', 'docs/x/y']
  const found = { 'a b': 'top\n', 'docs/x': 'deep', 'docs/sub/y': 'deeper', empty: '' }
  expect(Object.fromEntries(await filesAt(repository, commit, paths))).toEqual(found)
  expect(Object.fromEntries(await filesAt(repository, repository.git('rev-parse', `${commit}^{tree}`), paths))).toEqual(found)
})

test('links are not followed, whether they are the file or a folder above it', async () => {
  repository.commit('real', { 'real/x': 'x' })
  repository.link('link', 'real/x')
  repository.link('folder', 'real')
  const commit = repository.commit('links')
  expect(await filesAt(repository, commit, ['link', 'folder', 'real', 'folder/x'])).toEqual(
    new Map([
      ['link', null],
      ['folder', null],
      ['real', null],
    ]),
  )
})

test('the same holds where ids are longer', async () => {
  rmSync(join(repository.folder, '.git'), { recursive: true })
  repository.git('init', '--quiet', '--object-format=sha256')
  const commit = repository.commit('one', { a: '1', 'docs/x': '2', z: '3' })
  expect(commit).toHaveLength(64)
  expect(Object.fromEntries(await filesAt(repository, commit, ['z', 'docs/x', 'b']))).toEqual({ z: '3', 'docs/x': '2' })
})

test.each([
  ['the file', 'HEAD:docs/x'],
  ['its folder', 'HEAD:docs'],
  ['the top', 'HEAD^{tree}'],
])('a partial clone that lacks %s does not pass for a commit without it', async (_, lost) => {
  const commit = repository.commit('one', { 'docs/x': 'x', other: '' })
  lose(lost)
  await expect(filesAt(repository, commit, ['docs/x', 'other'])).rejects.toThrow(/^Object \S+ is missing: fetch it/)
})

test('a revision is looked up before its files are asked for', async () => {
  repository.commit('policy', { '.readiness.yml': 'version: 1\n' })
  const { content } = await policyAt(repository, 'HEAD^{/policy}', 'that commit')
  expect(content).toEqual({ state: 'text', text: 'version: 1\n' })
  await expect(policyAt(repository, 'absent', 'absent')).rejects.toThrow(/^There is no commit "absent" here/)
})

test.each([
  ['no names', Buffer.from('no entry at all')],
  ['an id that is cut off', Buffer.from('100644 a\0short')],
  ['a name without a mode', Buffer.concat([Buffer.from('a\0'), Buffer.alloc(20), Buffer.from(' ')])],
])('a tree with %s is refused', async (_, bytes) => {
  repository.write({ broken: bytes })
  const tree = repository.git('hash-object', '-t', 'tree', '-w', '--literally', 'broken')
  await expect(filesAt(repository, tree, ['docs'])).rejects.toThrow(GitError)
})

test('a tree that is broken after the entry that is asked for is refused, though git itself reads no further', async () => {
  repository.commit('one', { docs: 'text' })
  const id = repository.git('rev-parse', 'HEAD:docs')
  const entry = (head: string) => [Buffer.from(`${head}\0`), Buffer.from(id, 'hex')]
  repository.write({ broken: Buffer.concat([...entry('100644 docs'), ...entry('100644 next'), ...entry('junk')]) })
  const tree = repository.git('hash-object', '-t', 'tree', '-w', '--literally', 'broken')
  expect(repository.git('cat-file', 'blob', `${tree}:docs`)).toBe('text')
  await expect(filesAt(repository, tree, ['docs'])).rejects.toThrow('is a broken tree')
})
