import { onceEach } from '#model/once'
import type { Change, Entry, EntryKind, Snapshot, TreeId } from '#model/snapshot'
import { readBlobs } from './blobs.ts'
import { commitOf } from './commits.ts'
import { GitError, git, type Repository } from './run.ts'

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
