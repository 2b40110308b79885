import type { Blob, BlobId, Snapshot } from '#model/snapshot'

/** Contents that are kept for whoever asks again. */
const MOST_BYTES = 64_000_000

/** Wraps snapshots so that a blob that one of them has read is not read again by another, within a bound. */
export function sharedReads(mostBytes = MOST_BYTES): (snapshot: Snapshot) => Snapshot {
  const kept = new Map<BlobId, Blob>()
  let bytes = 0
  const keep = (blob: Blob) => {
    kept.set(blob.blob, blob)
    bytes += blob.bytes?.length ?? 0
    for (const [oldest, { bytes: content }] of kept) {
      if (bytes <= mostBytes) break
      kept.delete(oldest)
      bytes -= content?.length ?? 0
    }
  }
  return (snapshot) => ({
    ...snapshot,
    list: () => snapshot.list(),
    changes: (from) => snapshot.changes(from),
    async *read(blobs) {
      const known = blobs.flatMap((id) => kept.get(id) ?? [])
      const have = new Set(known.map(({ blob }) => blob))
      yield* known
      const missing = blobs.filter((id) => !have.has(id))
      if (missing.length === 0) return
      for await (const blob of snapshot.read(missing)) {
        keep(blob)
        yield blob
      }
    },
  })
}
