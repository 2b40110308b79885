import type { TreeId } from '#model/snapshot'
import { askAll, type Repository } from './run.ts'

/** A commit and its tree by their full ids. */
export interface Commit {
  readonly id: string
  readonly tree: TreeId
}

/** The commit that a revision names. As long as a run lasts a name means one thing, whatever is fetched meanwhile. */
export function commitOf(repository: Repository, revision: string): Promise<Commit> {
  const known = knownIn(repository)
  const commit = known.get(revision) ?? findCommit(repository, revision)
  known.set(revision, commit)
  return commit
}

async function findCommit(repository: Repository, revision: string): Promise<Commit> {
  const names = namesOf([revision])
  const ids = names.length === 0 ? undefined : await askAll(repository, 'rev-parse', ...names)
  const [commit] = commitsFrom([revision], ids ?? [])
  if (!commit) throw new UnknownRevision(revision)
  return commit
}

/** What `rev-parse` is asked for the commits of these revisions. */
export function namesOf(revisions: readonly string[]): readonly string[] {
  const names = askable(revisions).flatMap((revision) => [`${revision}^{commit}`, `${revision}^{tree}`])
  return names.length === 0 ? [] : ['--quiet', '--revs-only', ...names]
}

/** Takes down what `rev-parse` answered, so that `commitOf` need not ask. It says nothing about any when it does not know one of them. */
export function noteCommits(repository: Repository, revisions: readonly string[], ids: readonly string[]): void {
  const asked = askable(revisions)
  for (const [index, commit] of commitsFrom(asked, ids).entries()) knownIn(repository).set(asked[index]!, Promise.resolve(commit))
}

function askable(revisions: readonly string[]): readonly string[] {
  return revisions.filter((revision) => !revision.startsWith('-'))
}

/** A range is more than one commit. */
function commitsFrom(revisions: readonly string[], ids: readonly string[]): readonly Commit[] {
  if (ids.length !== 2 * revisions.length || !ids.every((id) => /^[0-9a-f]+$/.test(id))) return []
  return revisions.map((_, index) => ({ id: ids[2 * index]!, tree: ids[2 * index + 1]! }))
}

function knownIn(repository: Repository): Map<string, Promise<Commit>> {
  const known = COMMITS.get(repository) ?? new Map<string, Promise<Commit>>()
  COMMITS.set(repository, known)
  return known
}

const COMMITS = new WeakMap<Repository, Map<string, Promise<Commit>>>()

/** A person named a commit that is not here. */
export class UnknownRevision extends Error {
  override readonly name = 'UnknownRevision'

  constructor(revision: string) {
    super(
      `There is no commit ${JSON.stringify(revision)} here. Fetch it (a shallow clone has few: \`git fetch --unshallow\`), or name another.`,
    )
  }
}
