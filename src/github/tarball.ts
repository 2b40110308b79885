import { Parser, type ReadEntry } from 'tar'
import type { BlobId } from '#model/snapshot'
import { failureOf } from './failure.ts'
import { blobIdOf } from './git-object.ts'
import type { Repository } from './repository.ts'

export interface VerifiedBlob {
  readonly blob: BlobId
  readonly bytes: Uint8Array
}

/** Unpacked bytes of one archive; what is beyond is read by id. */
const MOST_BYTES = 4_000_000_000
/** Files beyond this are read by id, one at a time. */
const LARGEST_FILE = 20_000_000
const TIMEOUT = 300_000

/**
 * Yields those of the wanted blobs that the archive of a commit holds. The archive is a bulk carrier and nothing more: its names are not
 * looked at, and content counts only by its id, so what `export-ignore` hides or `export-subst` changes is simply not among them.
 * Ends early where the archive is damaged or GitHub does not give it; the caller reads the rest by id.
 */
export async function* readTarball(repository: Repository, commit: string, wanted: ReadonlySet<BlobId>): AsyncGenerator<VerifiedBlob> {
  const found: VerifiedBlob[] = []
  const unpack = parser(wanted, (blob) => found.push(blob))
  try {
    for await (const chunk of await download(repository, commit)) {
      unpack.write(chunk)
      yield* found.splice(0)
      if (unpack.stopped()) return
    }
    unpack.end()
    yield* found.splice(0)
  } catch (error) {
    if (!failureOf(error) && !isBrokenStream(error)) throw error
  }
}

async function download({ client, at }: Repository, commit: string): Promise<AsyncIterable<Uint8Array>> {
  const request = { parseSuccessResponseBody: false, timeout: TIMEOUT }
  const { data } = await client.request('GET /repos/{owner}/{repo}/tarball/{ref}', { ...at, ref: commit, request })
  return data as unknown as AsyncIterable<Uint8Array>
}

/** The stream of a fetch that was cut off. */
function isBrokenStream(error: unknown): boolean {
  return error instanceof TypeError && error.message === 'terminated'
}

function parser(wanted: ReadonlySet<BlobId>, found: (blob: VerifiedBlob) => void) {
  const state = { bytes: 0, broken: false }
  const like = wanted.values().next().value ?? ''
  const take = (bytes: Buffer) => {
    const blob = blobIdOf(bytes, like)
    if (wanted.has(blob)) found({ blob, bytes })
  }
  const onReadEntry = (entry: ReadEntry) => {
    state.bytes += entry.size
    if (entry.type === 'File' && entry.size <= LARGEST_FILE) collect(entry, take)
    else entry.resume()
  }
  const tar = new Parser({ strict: true, onReadEntry })
  tar.on('error', () => (state.broken = true))
  return {
    write: (chunk: Uint8Array) => tar.write(chunk),
    end: () => tar.end(),
    stopped: () => state.broken || state.bytes > MOST_BYTES,
  }
}

function collect(entry: ReadEntry, done: (bytes: Buffer) => void): void {
  const chunks: Buffer[] = []
  entry.on('data', (chunk: Buffer) => chunks.push(chunk))
  entry.on('end', () => done(Buffer.concat(chunks)))
}
