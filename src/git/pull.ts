import { resolve } from 'node:path'
import type { Snapshot } from '#model/snapshot'
import { commitOf, namesOf, noteCommits, UnknownRevision } from './commits.ts'
import { objectNamed } from './objects.ts'
import { ask, askAll, type Repository } from './run.ts'
import { commitSnapshot, treeSnapshot } from './snapshot.ts'

/** A repository with where it keeps what. */
export interface Place extends Repository {
  /** What tells it from others on this machine. */
  readonly name: string
  readonly index: string
  readonly objects: string
}

/**
 * The folder at the top of the working tree, or the repository itself when it is bare. `revisions`: those whose commits will be asked
 * for; git tells them in the same breath. Rejects outside of a repository.
 */
export async function topOf(folder: string, revisions: readonly string[] = []): Promise<Place> {
  const asked = (names: readonly string[]) => askAll({ folder }, 'rev-parse', ...WHERE, ...names)
  // Git gives up on some revisions, such as the upstream of a branch that has none.
  const said = (await asked(namesOf(revisions))) ?? (await asked([]))
  if (!said) throw new NotARepository(folder)
  const [isBare, own, name, index, objects, ...rest] = said as [string, string, string, string, string, ...string[]]
  const top = rest.find((line) => !COMMIT.test(line))
  const place = { folder: isBare === 'true' ? own : resolve(folder, top ?? '.'), name, index, objects }
  noteCommits(
    place,
    revisions,
    rest.filter((line) => line !== top),
  )
  return place
}

const PATHS = ['index', 'objects'].flatMap((name) => ['--git-path', name])
/** `--show-cdup` is the last, because it says nothing at the top. */
const WHERE = ['--is-bare-repository', '--path-format=absolute', '--absolute-git-dir', '--git-common-dir', ...PATHS, '--show-cdup']

/** As `rev-parse` tells the end of a range or the start of it. */
const COMMIT = /^\^?[0-9a-f]{40,}$/

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
  const commits = await Promise.all(candidates.map((name) => objectNamed(repository, `${name}^{commit}`)))
  const index = commits.findIndex((commit) => commit)
  if (index === -1) throw new UnknownRevision(`${upstream}/HEAD`)
  const { id, bytes } = commits[index]!
  const tree = /^tree ([0-9a-f]+)\n/.exec(bytes?.toString('latin1', 0, 80) ?? '')?.[1]
  if (tree !== undefined) noteCommits(repository, [candidates[index]!], [id, tree])
  return candidates[index]!
}

/** Where the head left the base branch. Rejects when they share no history. */
export async function mergeBase(repository: Repository, base: string, head: string): Promise<Snapshot> {
  const sides = await Promise.all([commitOf(repository, base), commitOf(repository, head)])
  const [one, other] = sides
  const found = one.id === other.id ? one.id : await ask(repository, 'merge-base', one.id, other.id)
  if (found === undefined) throw new UnknownRevision(`merge base of ${base} and ${head}`)
  const side = sides.find(({ id }) => id === found)
  return side ? treeSnapshot(repository, side.tree, side.id) : commitSnapshot(repository, found)
}

/** As people say it: `origin/main` for `refs/remotes/origin/main`. */
export function shortName(revision: string): string {
  return revision.replace(/^refs\/(heads|remotes|tags)\//, '')
}
