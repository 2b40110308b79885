import type { Change, Entry, EntryKind, Snapshot, TreeId } from '#model/snapshot'
import { readBlobs } from './blobs.ts'
import { ask, git, type Repository } from './run.ts'

/** The files of a tree that the repository holds. `revision` is what people call it. */
export function treeSnapshot(repository: Repository, tree: TreeId, revision: string): Snapshot {
  return {
    revision,
    tree,
    list: async () => parseListing(await git(repository, 'ls-tree', '-r', '-z', '--full-tree', tree)),
    changes: async (from) =>
      (await isTree(repository, from))
        ? parseDiff(await git(repository, 'diff-tree', '-r', '-z', '--raw', '--no-renames', '--full-index', from, tree))
        : undefined,
    read: (blobs) => readBlobs(repository, blobs),
  }
}

/** The files of a commit. Rejects with GitError when there is none of that name. */
export async function commitSnapshot(repository: Repository, revision: string): Promise<Snapshot> {
  const commit = await resolveCommit(repository, revision)
  return treeSnapshot(repository, (await git(repository, 'rev-parse', `${commit}^{tree}`)).trim(), commit)
}

/** The full id of the commit that a revision names. */
export async function resolveCommit(repository: Repository, revision: string): Promise<string> {
  const commit = await ask(repository, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)
  if (commit === undefined) throw new UnknownRevision(revision)
  return commit
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

async function isTree(repository: Repository, id: TreeId): Promise<boolean> {
  return (await ask(repository, 'cat-file', '-t', id)) === 'tree'
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
