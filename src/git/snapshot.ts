import { onceEach } from '#model/once'
import type { Change, Entry, EntryKind, Snapshot, TreeId } from '#model/snapshot'
import { readBlobs } from './blobs.ts'
import { askAll, GitError, git, type Repository } from './run.ts'

/** The files of a tree that the repository holds. `revision` is what people call it. */
export function treeSnapshot(repository: Repository, tree: TreeId, revision: string): Snapshot {
  const changes = onceEach((from) => changesBetween(repository, from, tree))
  return {
    revision,
    tree,
    list: async () => parseListing(await git(repository, 'ls-tree', '-r', '-z', '--full-tree', tree)),
    changes,
    read: (blobs) => readBlobs(repository, blobs),
  }
}

/** The files of a commit. Rejects with UnknownRevision when there is none of that name. */
export async function commitSnapshot(repository: Repository, revision: string): Promise<Snapshot> {
  const { id, tree } = await commitOf(repository, revision)
  return treeSnapshot(repository, tree, id)
}

/** A commit and its tree by their full ids. */
export interface Commit {
  readonly id: string
  readonly tree: TreeId
}

/** The commit that a revision names. As long as a run lasts a name means one thing, whatever is fetched meanwhile. */
export function commitOf(repository: Repository, revision: string): Promise<Commit> {
  const known = COMMITS.get(repository) ?? onceEach((name) => findCommit(repository, name))
  COMMITS.set(repository, known)
  return known(revision)
}

const COMMITS = new WeakMap<Repository, (revision: string) => Promise<Commit>>()

async function findCommit(repository: Repository, revision: string): Promise<Commit> {
  const names = [`${revision}^{commit}`, `${revision}^{tree}`]
  const found = revision.startsWith('-') ? undefined : await askAll(repository, 'rev-parse', '--quiet', '--revs-only', ...names)
  // A range is more than one commit.
  const [id, tree] = found?.length === 2 && found.every((line) => /^[0-9a-f]+$/.test(line)) ? found : []
  if (id === undefined || tree === undefined) throw new UnknownRevision(revision)
  return { id, tree }
}

/** A person named a commit that is not here. */
export class UnknownRevision extends Error {
  override readonly name = 'UnknownRevision'

  constructor(revision: string) {
    super(
      `There is no commit ${JSON.stringify(revision)} here. Fetch it (a shallow clone has few: \`git fetch --unshallow\`), or name another.`,
    )
  }
}

/** `undefined` where git does not know the other tree. */
async function changesBetween(repository: Repository, from: TreeId, to: TreeId): Promise<readonly Change[] | undefined> {
  try {
    return parseDiff(await git(repository, 'diff-tree', '-r', '-z', '--raw', '--no-renames', '--full-index', from, to))
  } catch (error) {
    if (error instanceof GitError && error.exitCode !== null) return undefined
    throw error
  }
}

/** `<mode> SP <type> SP <object> TAB <path> NUL` */
function parseListing(output: string): Entry[] {
  return output.split('\0').flatMap((record) => {
    const tab = record.indexOf('\t')
    const [mode, , blob] = record.slice(0, tab).split(' ')
    return blob === undefined ? [] : [{ path: record.slice(tab + 1), blob, kind: kindOf(mode!) }]
  })
}

/** `:<mode> <mode> <object> <object> <status> NUL <path> NUL` */
function parseDiff(output: string): Change[] {
  const fields = output.split('\0')
  const changes: Change[] = []
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [mode, newMode, blob, newBlob] = fields[index]!.slice(1).split(' ')
    const path = fields[index + 1]!
    changes.push({ path, before: entryOf(path, mode!, blob!), after: entryOf(path, newMode!, newBlob!) })
  }
  return changes
}

function entryOf(path: string, mode: string, blob: string): Entry | undefined {
  return mode === '000000' ? undefined : { path, blob, kind: kindOf(mode) }
}

function kindOf(mode: string): EntryKind {
  return mode === '120000' ? 'symlink' : mode === '160000' ? 'submodule' : 'file'
}
