import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BlobId } from '#model/snapshot'
import { isObjectId } from './git-object.ts'

/** Blobs on disk for the time of one evaluation: an archive comes at once, and is wanted in pieces. */
export interface Spool {
  put(blob: BlobId, bytes: Uint8Array): void
  take(blob: BlobId): Uint8Array | undefined
  close(): void
}

const MOST_BYTES = 1_000_000_000

export function openSpool(): Spool {
  const folder = mkdtempSync(join(tmpdir(), 'readiness-'))
  const kept = new Set<BlobId>()
  let bytes = 0
  return {
    put: (blob, content) => {
      if (kept.has(blob) || !isObjectId(blob) || bytes + content.length > MOST_BYTES) return
      writeFileSync(join(folder, blob), content)
      kept.add(blob)
      bytes += content.length
    },
    take: (blob) => (kept.has(blob) ? readFileSync(join(folder, blob)) : undefined),
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
