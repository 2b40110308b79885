import type { Blob, BlobId } from '#model/snapshot'
import { MAX_OBJECT_BYTES, readObjects } from './objects.ts'
import { GitError, type Repository } from './run.ts'

/** The contents of blobs, in the order asked. Rejects when one is missing. */
export async function* readBlobs(repository: Repository, blobs: readonly BlobId[]): AsyncIterable<Blob> {
  let index = 0
  for await (const found of readObjects(repository, blobs)) {
    const blob = blobs[index++]!
    if (found?.type !== 'blob')
      throw new GitError(`Object ${blob} is ${found?.type ?? 'missing'}: fetch it (a shallow or partial clone lacks it).`, null)
    yield found.bytes ? { blob, bytes: found.bytes } : { blob, unreadable: TOO_LARGE }
  }
}

/** Why the content of a blob is not given. */
export const TOO_LARGE = `larger than ${MAX_OBJECT_BYTES / 1_000_000} MB`
