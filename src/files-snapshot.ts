import { createHash } from 'node:crypto'
import type { Entry, Snapshot } from '#model/snapshot'

/** A snapshot of texts by path, as if they were committed: for cases and examples. */
export function filesSnapshot(revision: string, files: Readonly<Record<string, string>>): Snapshot {
  const texts = new Map<string, Uint8Array>()
  const entries = Object.entries(files).map(([path, text]): Entry => {
    const bytes = Buffer.from(text)
    const blob = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
    texts.set(blob, bytes)
    return { path, blob, kind: 'file' }
  })
  const listing = entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  return {
    revision,
    tree: createHash('sha1').update(JSON.stringify(listing)).digest('hex'),
    list: async () => listing,
    changes: async () => undefined,
    async *read(blobs) {
      for (const blob of new Set(blobs)) {
        const bytes = texts.get(blob)
        yield bytes ? { blob, bytes } : { blob, unreadable: 'it is not part of these files' }
      }
    },
  }
}
