import { CODEOWNERS_PATHS } from '#formats/codeowners'
import type { BlobId, SourceFile } from '#model/snapshot'
import { readBlobs } from './blobs.ts'
import type { Repository } from './repository.ts'
import type { Commit } from './snapshot.ts'
import type { TreeCache } from './trees.ts'

export interface Owners {
  readonly base?: SourceFile | undefined
  readonly head?: SourceFile | undefined
}

interface Place {
  readonly path: string
  readonly blob: BlobId
}

/** The CODEOWNERS of both sides where they differ: where they do not, nothing is read, and nothing has changed. */
export async function changedOwners(
  repository: Repository,
  { base, head }: { base: Commit; head: Commit },
  cache: TreeCache,
): Promise<Owners> {
  const [before, after] = [await placeOf(repository, base, cache), await placeOf(repository, head, cache)]
  if (before?.path === after?.path && before?.blob === after?.blob) return {}
  const texts = await textsOf(repository, [before, after])
  const file = (place: Place | undefined) => place && { path: place.path, text: texts.get(place.blob) ?? '' }
  return { base: file(before), head: file(after) }
}

/** The CODEOWNERS of one commit. */
export async function ownersAt(repository: Repository, commit: Commit, cache: TreeCache): Promise<SourceFile | undefined> {
  const place = await placeOf(repository, commit, cache)
  return place && { path: place.path, text: (await textsOf(repository, [place])).get(place.blob) ?? '' }
}

async function placeOf(repository: Repository, { oid, tree }: Commit, cache: TreeCache): Promise<Place | undefined> {
  const listing = cache.get(tree)
  if (!listing || listing === 'truncated') return askForPlace(repository, oid)
  const places = listing.entries.filter(({ path, kind }) => kind === 'file' && (CODEOWNERS_PATHS as readonly string[]).includes(path))
  return firstOf(places)
}

function firstOf(places: readonly Place[]): Place | undefined {
  return CODEOWNERS_PATHS.map((path) => places.find((place) => place.path === path)).find((place) => place !== undefined)
}

const DOCUMENT = `
  query Owners($owner: String!, $repo: String!, $commit: GitObjectID!) {
    repository(owner: $owner, name: $repo) {
      object(oid: $commit) { ... on Commit { ${CODEOWNERS_PATHS.map((path, index) => `f${index}: file(path: "${path}") { mode oid }`).join(' ')} } }
    }
  }`

async function askForPlace({ client, at }: Repository, commit: string): Promise<Place | undefined> {
  type Entry = { readonly mode: number; readonly oid: string } | null
  const { repository } = await client.graphql<{ repository: { object: Readonly<Record<string, Entry>> | null } | null }>(DOCUMENT, {
    ...at,
    commit,
  })
  const entries = CODEOWNERS_PATHS.flatMap((path, index) => {
    const entry = repository?.object?.[`f${index}`]
    return entry && (entry.mode & 0o170000) === 0o100000 ? [{ path, blob: entry.oid }] : []
  })
  return firstOf(entries)
}

async function textsOf(repository: Repository, places: readonly (Place | undefined)[]): Promise<ReadonlyMap<BlobId, string>> {
  const wanted = [...new Set(places.flatMap((place) => place?.blob ?? []))]
  const texts = new Map<BlobId, string>()
  for await (const { blob, bytes } of readBlobs(repository, wanted, new Map()))
    if (bytes) texts.set(blob, Buffer.from(bytes).toString('utf8'))
  return texts
}
