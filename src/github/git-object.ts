import { createHash } from 'node:crypto'
import type { BlobId } from '#model/snapshot'

/** The id that git gives to this content: content from GitHub is believed only if it has the id that was asked for. */
export function blobIdOf(bytes: Uint8Array, like: BlobId): BlobId {
  return createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex')
}

export function hasId(bytes: Uint8Array, id: BlobId): boolean {
  return blobIdOf(bytes, id) === id
}

/** Ids come from GitHub, but they become parts of paths and queries. */
export function isObjectId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)
}
