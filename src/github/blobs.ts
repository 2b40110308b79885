import type { Blob, BlobId } from '#model/snapshot'
import { inParallel } from './concurrency.ts'
import { failureOf, Incomplete } from './failure.ts'
import { hasId, isObjectId } from './git-object.ts'
import type { Repository } from './repository.ts'

/** Sizes in bytes, as far as the listing told them. */
export type Sizes = ReadonlyMap<BlobId, number>

/** GitHub cuts texts of GraphQL at exactly this many bytes. */
const TEXT_LIMIT = 512_000
/** The largest blob that GitHub gives at all. */
const BLOB_LIMIT = 100_000_000
/** A hundred megabytes are on their way for longer than any other answer. */
const LARGE = 5_000_000
const LARGE_TIMEOUT = 120_000
/** More aliases in one query end in 502. */
const BATCH = 50
/** So that neither the ten seconds of a query nor our memory are at risk. */
const BATCH_BYTES = 4_000_000
const LANES = 3

/** Reads blobs in as few requests as there can be. Each one is believed only if its id is the one that was asked for. */
export async function* readBlobs(repository: Repository, ids: readonly BlobId[], sizes: Sizes): AsyncGenerator<Blob> {
  const sizeOf = (id: BlobId) => sizes.get(id) ?? 0
  const isSmall = (id: BlobId) => isObjectId(id) && sizeOf(id) <= TEXT_LIMIT
  const batches = batchesOf(ids.filter(isSmall), sizeOf)
  for (let first = 0; first < batches.length; first += LANES) {
    const read = await inParallel(batches.slice(first, first + LANES), LANES, (batch) => readBatch(repository, batch))
    for (const id of read.flatMap(({ missing }) => missing)) yield await readOne(repository, id)
    yield* read.flatMap(({ blobs }) => blobs)
  }
  for (const id of ids.filter((id) => !isSmall(id))) yield await readOne(repository, id, sizes.get(id))
}

function batchesOf(ids: readonly BlobId[], sizeOf: (id: BlobId) => number): readonly (readonly BlobId[])[] {
  const batches: BlobId[][] = []
  let bytes = 0
  for (const id of ids) {
    const last = batches.at(-1)
    bytes += sizeOf(id)
    if (last && last.length < BATCH && bytes <= BATCH_BYTES) last.push(id)
    else {
      batches.push([id])
      bytes = sizeOf(id)
    }
  }
  return batches
}

interface Batch {
  readonly blobs: readonly Blob[]
  /** What GraphQL cannot say: binary, cut off, or not exactly the text. */
  readonly missing: readonly BlobId[]
}

/** One query; where GitHub cannot answer it in time, two halves. */
async function readBatch(repository: Repository, ids: readonly BlobId[]): Promise<Batch> {
  const texts = await query(repository, ids).catch((error: unknown) => {
    if (ids.length === 1 || failureOf(error)?.kind !== 'transient') throw error
    return undefined
  })
  if (texts) return sort(ids, texts)
  const middle = Math.ceil(ids.length / 2)
  const [first, second] = [await readBatch(repository, ids.slice(0, middle)), await readBatch(repository, ids.slice(middle))]
  return { blobs: [...first.blobs, ...second.blobs], missing: [...first.missing, ...second.missing] }
}

type Texts = Readonly<Record<string, { readonly text?: string | null; readonly isTruncated?: boolean } | null>>

async function query({ client, at }: Repository, ids: readonly BlobId[]): Promise<Texts> {
  const objects = ids.map((id, index) => `b${index}: object(oid: "${id}") { ... on Blob { text isTruncated } }`)
  const document = `query Blobs($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${objects.join('\n')} } }`
  const { repository } = await client.graphql<{ repository: Texts | null }>(document, at)
  if (!repository) throw new Incomplete('GitHub does not show the repository')
  return repository
}

function sort(ids: readonly BlobId[], texts: Texts): Batch {
  const blobs: Blob[] = []
  const missing: BlobId[] = []
  for (const [index, blob] of ids.entries()) {
    const answer = texts[`b${index}`]
    const bytes = answer?.text != null && !answer.isTruncated ? Buffer.from(answer.text, 'utf8') : undefined
    if (bytes && hasId(bytes, blob)) blobs.push({ blob, bytes })
    else missing.push(blob)
  }
  return { blobs, missing }
}

/** Byte for byte, one request each. Rejects where GitHub does not give what it lists. */
async function readOne({ client, at }: Repository, blob: BlobId, size = 0): Promise<Blob> {
  if (!isObjectId(blob)) return { blob, unreadable: 'it has no object id' }
  if (size > BLOB_LIMIT) return { blob, unreadable: `${Math.round(size / 1e6)} MB are more than GitHub gives` }
  const data = await getBlob({ client, at }, blob, size)
  if (!data) return { blob, unreadable: 'it is larger than GitHub gives' }
  const bytes = Buffer.from(data.content, 'base64')
  if (!hasId(bytes, blob)) throw new Incomplete(`GitHub gives other bytes than those of blob ${blob}`)
  return { blob, bytes }
}

/** `undefined` where it is too large; where a tree is not listed whole, nobody has said so before. */
async function getBlob({ client, at }: Pick<Repository, 'client' | 'at'>, blob: BlobId, size: number) {
  const patience = size > LARGE ? { request: { timeout: LARGE_TIMEOUT } } : {}
  try {
    return (await client.rest.git.getBlob({ ...at, file_sha: blob, ...patience })).data
  } catch (error) {
    const failure = failureOf(error)
    if (failure?.kind === 'forbidden' && /too large/i.test(failure.detail)) return undefined
    throw error
  }
}
