import { createHash } from 'node:crypto'
import type { Blob, BlobId, Change, Entry, Snapshot } from '#model/snapshot'

export interface MemorySnapshot extends Snapshot {
  /** How often each blob was read. */
  readonly reads: Map<BlobId, number>
}

type Content = string | Uint8Array

/** A snapshot from texts by path; trees that came from here can tell how they differ. */
export function memorySnapshot(revision: string, files: Readonly<Record<string, Content>>): MemorySnapshot {
  const entries = Object.entries(files).map(([path, content]) => ({ path, blob: blobId(content), kind: 'file' as const }))
  const tree = createHash('sha1')
    .update(JSON.stringify(entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))))
    .digest('hex')
  const contents = new Map(Object.values(files).map((content) => [blobId(content), bytes(content)]))
  const reads = new Map<BlobId, number>()
  TREES.set(tree, entries)
  return {
    revision,
    tree,
    reads,
    list: async () => entries,
    changes: async (from) => (TREES.has(from) ? differences(TREES.get(from)!, entries) : undefined),
    async *read(blobs): AsyncIterable<Blob> {
      for (const blob of new Set(blobs)) {
        reads.set(blob, (reads.get(blob) ?? 0) + 1)
        const content = contents.get(blob)
        yield content ? { blob, bytes: content } : { blob, unreadable: 'missing' }
      }
    },
  }
}

const TREES = new Map<string, readonly Entry[]>()

function differences(from: readonly Entry[], to: readonly Entry[]): Change[] {
  const before = new Map(from.map((entry) => [entry.path, entry]))
  const after = new Map(to.map((entry) => [entry.path, entry]))
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path)?.blob !== after.get(path)?.blob)
    .map((path) => ({ path, before: before.get(path), after: after.get(path) }))
}

function bytes(content: Content): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content
}

/** As git names it. */
function blobId(content: Content): BlobId {
  const data = bytes(content)
  return createHash('sha1').update(`blob ${data.length}\0`).update(data).digest('hex')
}
