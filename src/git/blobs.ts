import type { Blob, BlobId } from '#model/snapshot'
import { GitError, type Repository, spawnGit } from './run.ts'

/** Larger blobs are not taken into memory. GitHub's API gives none above 100 MB either, so App and CLI agree. */
export const MAX_BLOB_BYTES = 100_000_000

/** The contents of blobs through one `git cat-file --batch`, in the order asked. Rejects when one is missing. */
export async function* readBlobs(repository: Repository, blobs: readonly BlobId[]): AsyncIterable<Blob> {
  if (blobs.length === 0) return
  const child = spawnGit(repository, ['cat-file', '--batch', '--buffer'])
  const failed = new Promise<never>((_, reject) => child.on('error', reject))
  failed.catch(() => {})
  child.stderr.resume()
  // Its reader may stop early: then the pipe closes under us, and that is fine.
  child.stdin.on('error', () => {})
  child.stdin.end(`${blobs.join('\n')}\n`)
  try {
    yield* parse(child.stdout, blobs, failed)
  } finally {
    child.kill()
  }
}

async function* parse(stream: AsyncIterable<Buffer>, blobs: readonly BlobId[], failed: Promise<never>): AsyncIterable<Blob> {
  const reader = byteReader(stream[Symbol.asyncIterator](), failed)
  for (const blob of blobs) {
    const [, type, size] = (await reader.line()).split(' ')
    if (type !== 'blob') throw new GitError(`Object ${blob} is ${type ?? 'missing'}: fetch it (a shallow or partial clone lacks it).`, null)
    const length = Number(size)
    if (length > MAX_BLOB_BYTES) {
      await reader.skip(length + 1)
      yield { blob, unreadable: `larger than ${MAX_BLOB_BYTES / 1_000_000} MB` }
      continue
    }
    const bytes = await reader.take(length)
    await reader.skip(1)
    yield { blob, bytes }
  }
}

/** Cuts a stream of chunks into lines and counted bytes. */
function byteReader(chunks: AsyncIterator<Buffer>, failed: Promise<never>) {
  let rest: Buffer = Buffer.alloc(0)
  const more = async (): Promise<Buffer> => {
    const { value, done } = await Promise.race([chunks.next(), failed])
    if (done) throw new GitError('git cat-file ended early.', null)
    return value
  }
  const take = async (length: number): Promise<Buffer> => {
    const parts = [rest]
    let have = rest.length
    while (have < length) {
      const chunk = await more()
      parts.push(chunk)
      have += chunk.length
    }
    const all = parts.length === 1 ? rest : Buffer.concat(parts, have)
    rest = all.subarray(length)
    return all.subarray(0, length)
  }
  const skip = async (length: number): Promise<void> => {
    let left = length - rest.length
    if (left <= 0) rest = rest.subarray(length)
    for (rest = left <= 0 ? rest : Buffer.alloc(0); left > 0; ) {
      const chunk = await more()
      rest = chunk.subarray(Math.min(left, chunk.length))
      left -= chunk.length
    }
  }
  const line = async (): Promise<string> => {
    while (!rest.includes(0x0a)) rest = Buffer.concat([rest, await more()])
    const text = rest.subarray(0, rest.indexOf(0x0a)).toString()
    rest = rest.subarray(rest.indexOf(0x0a) + 1)
    return text
  }
  return { take, skip, line }
}
