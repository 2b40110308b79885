import type { Blob, BlobId, Change, Snapshot, TreeId } from '#model/snapshot'
import { readBlobs, type Sizes } from './blobs.ts'
import type { Repository } from './repository.ts'
import { openSpool, type Spool } from './spool.ts'
import { readTarball } from './tarball.ts'
import { changesBetween, type Listing, listByFolder, listWhole, type TreeCache, walkChanges } from './trees.ts'

export interface Commit {
  readonly oid: string
  readonly tree: TreeId
}

/** A snapshot that may have something to clean up. */
export interface GitHubSnapshot extends Snapshot {
  close(): void
}

/** A first fill of this many files comes as one archive. */
const BULK = { asked: 200, files: 400 }

/** The files of one commit on GitHub: trees by REST, contents in batches, everything by the id of its content. */
export function githubSnapshot(repository: Repository, commit: Commit, cache: TreeCache): GitHubSnapshot {
  const whole = (tree: TreeId) => listWhole(repository, tree, cache)
  const fill: Fill = { whole: undefined, spool: undefined }
  const walks = new Map<TreeId, Promise<readonly Change[]>>()
  return {
    revision: commit.oid,
    tree: commit.tree,
    list: async () => {
      fill.whole = (await whole(commit.tree)) ?? (await listByFolder(repository, commit.tree))
      return fill.whole.entries
    },
    changes: async (from) => {
      if (from === commit.tree) return []
      const [before, after] = await Promise.all([whole(from), whole(commit.tree)])
      if (before && after) return changesBetween(before.entries, after.entries)
      const walk = walks.get(from) ?? walkChanges(repository, from, commit.tree)
      walks.set(from, walk)
      return walk
    },
    read: (blobs) => read(repository, commit, blobs, sizesIn(cache, commit.tree), fill),
    close: () => fill.spool?.close(),
  }
}

interface Fill {
  /** The listing, if somebody asked for all of it: then everything in it may be wanted. */
  whole: Listing | undefined
  spool: Spool | undefined
}

async function* read(repository: Repository, { oid }: Commit, blobs: readonly BlobId[], sizes: Sizes, fill: Fill): AsyncGenerator<Blob> {
  if (!fill.spool && fill.whole && blobs.length >= BULK.asked && fill.whole.entries.length >= BULK.files) {
    fill.spool = openSpool()
    await fillSpool(repository, oid, fill.whole, fill.spool)
  }
  const missing: BlobId[] = []
  for (const blob of new Set(blobs)) {
    const bytes = fill.spool?.take(blob)
    if (bytes) yield { blob, bytes }
    else missing.push(blob)
  }
  yield* readBlobs(repository, missing, sizes)
}

async function fillSpool(repository: Repository, commit: string, { entries }: Listing, spool: Spool): Promise<void> {
  const files = new Set(entries.flatMap(({ kind, blob }) => (kind === 'file' ? [blob] : [])))
  for await (const { blob, bytes } of readTarball(repository, commit, files)) spool.put(blob, bytes)
}

function sizesIn(cache: TreeCache, tree: TreeId): Sizes {
  const listing = cache.get(tree)
  return listing && listing !== 'truncated' ? listing.sizes : new Map()
}
