import type { Blob, BlobId, Snapshot } from '#model/snapshot'
import type { Repository } from './repository.ts'
import { type Commit, type GitHubSnapshot, githubSnapshot } from './snapshot.ts'
import { changesBetween, type TreeCache } from './trees.ts'

export interface PullSnapshots {
  readonly base: GitHubSnapshot
  readonly head: GitHubSnapshot
}

/**
 * Both sides of a pull request. A query for blobs has room for fifty: what is left of it when the base is read takes along the files that the
 * head changes, which are asked for next. And a tree that would have to be asked for only to save listing another is not.
 */
export function pullSnapshots(repository: Repository, pull: { base: Commit; head: Commit }, cache: TreeCache): PullSnapshots {
  const [base, head] = [githubSnapshot(repository, pull.base, cache), githubSnapshot(repository, pull.head, cache)]
  const taken = new Map<BlobId, Blob>()
  const changes = async (from: string) => (cache.get(from) ? base.changes(from) : undefined)
  return {
    base: { ...base, changes, read: (blobs) => readAlong(base, blobs, changedBlobs(cache, pull), taken) },
    head: { ...head, read: (blobs) => readTaken(head, blobs, taken) },
  }
}

const ROOM = 50
/** Beyond this the base is filled in bulk, and one query more does not matter. */
const MANY = 200

async function* readAlong(
  base: Snapshot,
  blobs: readonly BlobId[],
  along: readonly BlobId[],
  taken: Map<BlobId, Blob>,
): AsyncGenerator<Blob> {
  const asked = new Set(blobs)
  const room = asked.size === 0 || asked.size >= MANY ? 0 : (ROOM - (asked.size % ROOM)) % ROOM
  const extra = along.filter((blob) => !asked.has(blob) && !taken.has(blob)).slice(0, room)
  for await (const blob of base.read([...asked, ...extra])) {
    if (asked.has(blob.blob)) yield blob
    else taken.set(blob.blob, blob)
  }
}

async function* readTaken(head: Snapshot, blobs: readonly BlobId[], taken: ReadonlyMap<BlobId, Blob>): AsyncGenerator<Blob> {
  const missing: BlobId[] = []
  for (const id of new Set(blobs)) {
    const blob = taken.get(id)
    if (blob) yield blob
    else missing.push(id)
  }
  if (missing.length > 0) yield* head.read(missing)
}

/** As far as both listings are at hand already. Large files are not taken along. */
function changedBlobs(cache: TreeCache, { base, head }: { base: Commit; head: Commit }): readonly BlobId[] {
  const [before, after] = [cache.get(base.tree), cache.get(head.tree)]
  if (!before || !after || before === 'truncated' || after === 'truncated') return []
  const changed = changesBetween(before.entries, after.entries).flatMap(({ after: entry }) => (entry?.kind === 'file' ? [entry.blob] : []))
  return [...new Set(changed)].filter((blob) => !before.sizes.has(blob) && (after.sizes.get(blob) ?? 0) < 100_000)
}
