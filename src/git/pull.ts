import { resolve } from 'node:path'
import type { Snapshot } from '#model/snapshot'
import { ask, askAll, git, type Repository } from './run.ts'
import { commitOf, commitSnapshot, treeSnapshot, UnknownRevision } from './snapshot.ts'

/** The folder at the top of the working tree, or the repository itself when it is bare, and what tells it from others on this machine. Rejects outside of one. */
export async function topOf(folder: string): Promise<Repository & { readonly name: string }> {
  const asked = ['--is-bare-repository', '--path-format=absolute', '--absolute-git-dir', '--git-common-dir', '--show-cdup']
  const [isBare, own, common, top] = (await askAll({ folder }, 'rev-parse', ...asked)) ?? []
  if (own === undefined || common === undefined) throw new NotARepository(folder)
  return { folder: isBare === 'true' ? own : resolve(folder, top ?? '.'), name: common }
}

export class NotARepository extends Error {
  override readonly name = 'NotARepository'

  constructor(folder: string) {
    super(`${JSON.stringify(folder)} is not inside a git repository.`)
  }
}

/** The tip of the base branch when nobody names one: the upstream's default branch, else the usual local names. */
export async function defaultBase(repository: Repository): Promise<string> {
  const upstream = (await ask(repository, 'config', '--get', 'clone.defaultRemoteName')) ?? 'origin'
  const candidates = [
    `refs/remotes/${upstream}/HEAD`,
    `refs/remotes/${upstream}/main`,
    `refs/remotes/${upstream}/master`,
    'refs/heads/main',
    'refs/heads/master',
  ]
  for (const name of candidates) if (await ask(repository, 'rev-parse', '--verify', '--quiet', `${name}^{commit}`)) return name
  throw new UnknownRevision(`${upstream}/HEAD`)
}

/** Where the head left the base branch. Rejects when they share no history. */
export async function mergeBase(repository: Repository, base: string, head: string): Promise<Snapshot> {
  const [one, other] = await Promise.all([commitOf(repository, base), commitOf(repository, head)])
  const found = one.id === other.id ? one.id : await ask(repository, 'merge-base', one.id, other.id)
  if (found === undefined) throw new UnknownRevision(`merge base of ${base} and ${head}`)
  return found === one.id ? treeSnapshot(repository, one.tree, one.id) : commitSnapshot(repository, found)
}

/** The texts of files in a commit or tree, without those that are not there; `null` where a path holds a link, a folder or a submodule. */
export async function filesAt(
  repository: Repository,
  treeish: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const listed = await git(repository, 'ls-tree', '-z', '--full-tree', treeish, '--', ...paths)
  const files = listed
    .split('\0')
    .filter(Boolean)
    .map(async (record) => {
      const tab = record.indexOf('\t')
      const [mode, type, blob] = record.slice(0, tab).split(' ')
      const text = type !== 'blob' || mode === '120000' ? null : await git(repository, 'cat-file', 'blob', blob!)
      return [record.slice(tab + 1), text] as const
    })
  return new Map(await Promise.all(files))
}

/** As people say it: `origin/main` for `refs/remotes/origin/main`. */
export function shortName(revision: string): string {
  return revision.replace(/^refs\/(heads|remotes|tags)\//, '')
}
