import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type DiffReader, openDiffs } from './diffs.ts'
import { type GitObject, type ObjectReader, openObjects } from './objects.ts'
import { git } from './run.ts'

/** A bare repository on disk. Forks share the objects of their parent, as on GitHub: any commit of the network is readable. */
export interface GitRepository {
  readonly directory: string
  readonly objects: ObjectReader
  readonly diffs: DiffReader
  /** Full ref name to commit id; mirrors what is on disk. */
  readonly refs: Map<string, string>
}

/** Three files and two folders are a bare repository: cheaper than asking git, and two hundred are made for one load test. */
export async function createGitRepository(directory: string, parent?: GitRepository): Promise<GitRepository> {
  await mkdir(join(directory, 'refs'), { recursive: true })
  if (parent === undefined) await mkdir(join(directory, 'objects'))
  else await symlink(join(parent.directory, 'objects'), join(directory, 'objects'))
  await writeFile(join(directory, 'HEAD'), 'ref: refs/heads/main\n')
  await writeFile(join(directory, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = true\n')
  const readers = parent ?? { objects: openObjects(directory), diffs: openDiffs(directory) }
  return { directory, objects: readers.objects, diffs: readers.diffs, refs: new Map() }
}

/** Takes over all branches of another repository on this machine. */
export async function fetchBranches(repository: GitRepository, from: string): Promise<void> {
  await git(repository.directory, ['fetch', '--quiet', '--no-tags', from, '+refs/heads/*:refs/heads/*'])
  const output = await git(repository.directory, ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads'])
  for (const line of output.toString().split('\n').filter(Boolean)) repository.refs.set(line.slice(41), line.slice(0, 40))
}

export function closeGitRepository({ objects, diffs }: GitRepository): void {
  objects.close()
  diffs.close()
}

/** Writes a ref as git keeps it loose: a file, so that no process is needed. */
export async function updateRef(repository: GitRepository, ref: string, sha: string): Promise<void> {
  const file = join(repository.directory, ref)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${sha}\n`)
  repository.refs.set(ref, sha)
}

export async function deleteRef(repository: GitRepository, ref: string): Promise<void> {
  await rm(join(repository.directory, ref), { force: true })
  repository.refs.delete(ref)
}

export interface Commit {
  readonly oid: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Signature
  readonly committer: Signature
  readonly message: string
}

export interface Signature {
  readonly name: string
  readonly email: string
  readonly at: number
}

export async function readCommit(repository: GitRepository, oid: string): Promise<Commit | undefined> {
  const object = await repository.objects.read(oid)
  return object?.type === 'commit' ? parseCommit(object) : undefined
}

function parseCommit({ oid, content }: GitObject): Commit {
  const text = content.toString()
  const end = text.indexOf('\n\n')
  const headers = text.slice(0, end < 0 ? text.length : end).split('\n')
  const value = (name: string): string => headers.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? ''
  const parents = headers.filter((line) => line.startsWith('parent ')).map((line) => line.slice('parent '.length))
  const [author, committer] = [parseSignature(value('author')), parseSignature(value('committer'))]
  return { oid, tree: value('tree'), parents, author, committer, message: end < 0 ? '' : text.slice(end + 2).trimEnd() }
}

function parseSignature(line: string): Signature {
  const match = /^(.*) <([^>]*)> (\d+) /.exec(`${line} `)
  return { name: match?.[1] ?? '', email: match?.[2] ?? '', at: Number(match?.[3] ?? 0) * 1_000 }
}

/** A commit id from what a URL may hold: an id, a branch, a tag, or a full ref. */
export async function resolveCommit(repository: GitRepository, name: string): Promise<string | undefined> {
  const candidates = [`refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`, name]
  for (const candidate of candidates) {
    const sha = repository.refs.get(candidate)
    if (sha !== undefined) return sha
  }
  const commit = await readCommit(repository, name)
  return commit?.oid
}
