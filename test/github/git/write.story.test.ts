import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { relate, relateByGit } from './history.ts'
import { type FileContent, type Files, writeCommit } from './import.ts'
import { mergeCommits } from './merge.ts'
import { closeGitRepository, createGitRepository, type GitRepository, readCommit } from './repository.ts'
import { git } from './run.ts'
import { listByGit, listTree } from './tree.ts'
import { writeSmallCommit } from './write.ts'

const author = { name: 'Mona', email: 'mona@example.test', at: 1_750_000_000_000 }
let folder: string
let repository: GitRepository
let number = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'write-'))
  repository = await createGitRepository(join(folder, 'r.git'))
})
afterAll(async () => {
  closeGitRepository(repository)
  await rm(folder, { recursive: true })
})

/** Writes one commit both ways. */
async function both(files: Files, parents: readonly string[] = [], replace = false): Promise<readonly [string, string]> {
  number += 1
  const commit = { ref: `refs/heads/b${number}`, parents, files, replace, message: `Commit ${number}`, author }
  return [await writeSmallCommit(repository, commit), await writeCommit(repository, { ...commit, ref: `refs/heads/g${number}` })]
}

const base: Record<string, FileContent> = {
  'a.txt': 'a\n',
  'a/b.txt': 'b\n',
  'a/c/d.txt': 'd\n',
  'a-b': 'sorted before the folder\n',
  'ü "q"\n': 'odd\n',
  link: { symlink: 'a.txt' },
  tool: { executable: '#!/bin/sh\n' },
  sub: { submodule: '1'.repeat(40) },
  'bin.dat': new Uint8Array([0, 255, 10]),
}

describe('commits written without a process', () => {
  it.each<[string, Files, boolean]>([
    ['a change', { 'a/c/d.txt': 'e\n' }, false],
    ['a new folder', { 'x/y/z': '1' }, false],
    ['a removal that empties folders', { 'a/c/d.txt': null, 'a/b.txt': null }, false],
    ['a file that becomes a folder', { 'a.txt': null, 'a.txt/inner': '1' }, false],
    ['a folder that becomes a file', { a: 'file now\n' }, false],
    ['a whole new tree', { only: '1' }, true],
    ['nothing', {}, false],
  ])('have the ids that git gives: %s', async (_, files, replace) => {
    const [first, byGit] = await both(base)
    expect(first).toBe(byGit)
    const [second, secondByGit] = await both(files, [first], replace)
    expect(second).toBe(secondByGit)
  })

  it('leave a repository that git finds nothing wrong with', async () => {
    await both(base)
    expect((await git(repository.directory, ['fsck', '--strict', '--no-dangling'])).toString()).toBe('')
  })

  it('are listed as git lists them', async () => {
    const [sha] = await both(base)
    const { tree } = (await readCommit(repository, sha))!
    expect(await listTree(repository, tree)).toEqual(await listByGit(repository, tree))
  })
})

describe('how commits relate', () => {
  it('is what git says, on lines, forks, merges and strangers', async () => {
    const at = author.at
    const [root] = await both({ f: '0' })
    const [one] = await both({ f: '1' }, [root])
    const [two] = await both({ g: '2' }, [one])
    const [side] = await both({ h: '3' }, [root])
    const [sideTwo] = await both({ h: '4' }, [side])
    const merge = await mergeCommits(repository, { base: two, head: side, message: 'm', at })
    const [after] = await both({ i: '5' }, [merge])
    const crossed = await mergeCommits(repository, { base: sideTwo, head: two, message: 'm', at })
    const [stranger] = await both({ z: '1' })
    const all = [root, one, two, side, sideTwo, merge, after, crossed, stranger]
    const byGit = await Promise.all(all.flatMap((left) => all.map((right) => relateByGit(repository, left, right))))
    const own = await Promise.all(all.flatMap((left) => all.map((right) => relate(repository, left, right))))
    const comparable = (relations: typeof own) =>
      relations.map(({ mergeBase, ahead, behind }) => [mergeBase, [...ahead].toSorted((a, b) => a.localeCompare(b)), behind])
    expect(comparable(own)).toEqual(comparable(byGit))
  })
})
