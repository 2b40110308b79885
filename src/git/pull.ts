import type { Snapshot } from '#model/snapshot'
import { ask, git, type Repository } from './run.ts'
import { commitSnapshot, resolveCommit, UnknownRevision } from './snapshot.ts'

/** The folder at the top of the working tree, or the repository itself when it is bare. Rejects outside of one. */
export async function topOf(folder: string): Promise<Repository> {
  const top = (await ask({ folder }, 'rev-parse', '--show-toplevel')) ?? (await ask({ folder }, 'rev-parse', '--absolute-git-dir'))
  if (top === undefined) throw new NotARepository(folder)
  return { folder: top }
}

export class NotARepository extends Error {
  override readonly name = 'NotARepository'

  constructor(folder: string) {
    super(`${JSON.stringify(folder)} is not inside a git repository.`)
  }
}

/** What tells this repository from others on this machine. */
export async function nameOf(repository: Repository): Promise<string> {
  return (await git(repository, 'rev-parse', '--path-format=absolute', '--git-common-dir')).trim()
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
  const [one, other] = [await resolveCommit(repository, base), await resolveCommit(repository, head)]
  const found = await ask(repository, 'merge-base', one, other)
  if (found === undefined) throw new UnknownRevision(`merge base of ${base} and ${head}`)
  return commitSnapshot(repository, found)
}

/** The text of a file in a commit or tree; `null` where the path holds a link, a folder or a submodule. */
export async function fileAt(repository: Repository, commit: string, path: string): Promise<string | null | undefined> {
  const listed = await git(repository, 'ls-tree', '-z', '--full-tree', commit, '--', path)
  if (listed === '') return undefined
  const [mode, type, blob] = listed.split('\t')[0]!.split(' ')
  if (type !== 'blob' || mode === '120000') return null
  return git(repository, 'cat-file', 'blob', blob!)
}

/** As people say it: `origin/main` for `refs/remotes/origin/main`. */
export function shortName(revision: string): string {
  return revision.replace(/^refs\/(heads|remotes|tags)\//, '')
}
