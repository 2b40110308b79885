import type { Blob, BlobId, Snapshot, TreeId } from '#model/snapshot'
import { readBlobs, type Sizes } from './blobs.ts'
import type { Repository } from './repository.ts'
import { readTarball } from './tarball.ts'
import { changesBetween, listByFolder, listWhole, type TreeCache, walkChanges } from './trees.ts'

export interface Commit {
  readonly oid: string
  readonly tree: TreeId
}

/** From this many blobs on, one archive is cheaper than queries of fifty. */
const BULK = 400

/** The files of one commit on GitHub: trees by REST, contents in batches, everything by the id of its content. */
export function githubSnapshot(repository: Repository, commit: Commit, cache: TreeCache): Snapshot {
  const whole = (tree: TreeId) => listWhole(repository, tree, cache)
  return {
    revision: commit.oid,
    tree: commit.tree,
    list: async () => ((await whole(commit.tree)) ?? (await listByFolder(repository, commit.tree))).entries,
    changes: async (from) => {
      if (from === commit.tree) return []
      const [before, after] = await Promise.all([whole(from), whole(commit.tree)])
      return before && after ? changesBetween(before.entries, after.entries) : walkChanges(repository, from, commit.tree)
    },
    read: (blobs) => read(repository, commit, blobs, sizesIn(cache, commit.tree)),
  }
}

async function* read(repository: Repository, { oid }: Commit, blobs: readonly BlobId[], sizes: Sizes): AsyncGenerator<Blob> {
  const wanted = new Set(blobs)
  if (wanted.size >= BULK) {
    for await (const blob of readTarball(repository, oid, wanted)) {
      // Equal files are several entries of the archive.
      if (wanted.delete(blob.blob)) yield blob
    }
  }
  yield* readBlobs(repository, [...wanted], sizes)
}

function sizesIn(cache: TreeCache, tree: TreeId): Sizes {
  const listing = cache.get(tree)
  return listing && listing !== 'truncated' ? listing.sizes : new Map()
}

/**
 * Both sides of a pull request. A query for blobs has room for fifty: what is left when the base is read takes along the files that the
 * head changes, which are asked for next.
 */
export function pullSnapshots(
  repository: Repository,
  pull: { base: Commit; head: Commit },
  cache: TreeCache,
): { base: Snapshot; head: Snapshot } {
  const [base, head] = [githubSnapshot(repository, pull.base, cache), githubSnapshot(repository, pull.head, cache)]
  const taken = new Map<BlobId, Blob>()
  return {
    base: { ...base, read: (blobs) => readAlong(base, blobs, changedBlobs(cache, pull), taken) },
    head: { ...head, read: (blobs) => readTaken(head, blobs, taken) },
  }
}

const ROOM = 50

async function* readAlong(
  base: Snapshot,
  blobs: readonly BlobId[],
  along: readonly BlobId[],
  taken: Map<BlobId, Blob>,
): AsyncGenerator<Blob> {
  const asked = new Set(blobs)
  const room = blobs.length === 0 || blobs.length >= BULK ? 0 : (ROOM - (asked.size % ROOM)) % ROOM
  const extra = along.filter((blob) => !asked.has(blob)).slice(0, room)
  for await (const blob of base.read([...asked, ...extra])) {
    if (asked.has(blob.blob)) yield blob
    else taken.set(blob.blob, blob)
  }
}

async function* readTaken(head: Snapshot, blobs: readonly BlobId[], taken: ReadonlyMap<BlobId, Blob>): AsyncGenerator<Blob> {
  for (const blob of blobs) if (taken.has(blob)) yield taken.get(blob)!
  const missing = blobs.filter((blob) => !taken.has(blob))
  if (missing.length > 0) yield* head.read(missing)
}

/** As far as both listings are at hand already. Large files are not taken along. */
function changedBlobs(cache: TreeCache, { base, head }: { base: Commit; head: Commit }): readonly BlobId[] {
  const [before, after] = [cache.get(base.tree), cache.get(head.tree)]
  if (!before || !after || before === 'truncated' || after === 'truncated') return []
  const changed = changesBetween(before.entries, after.entries).flatMap(({ after: entry }) => (entry?.kind === 'file' ? [entry.blob] : []))
  return [...new Set(changed)].filter((blob) => !before.sizes.has(blob) && (after.sizes.get(blob) ?? 0) < 100_000)
}
