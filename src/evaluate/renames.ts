import type { ClassOf } from '#model/path-class'
import type { BlobId, Change, Entry, Snapshot } from '#model/snapshot'
import { RENAME_SIMILARITY, similarity } from './similarity.ts'

/** Paths of the head by the path that they had at the base. A path is taken once. */
export type Renames = ReadonlyMap<string, string>

/** Pairs that are compared by content at most: git gives up at a thousand files on each side. */
const MOST_PAIRS = 10_000
/** Larger files are renamed only when they are equal. */
const MOST_BYTES = 1_000_000

/**
 * Follows files with something to lose to their new place: the old path is gone, the new one was not there, and the
 * content is equal or similar. Those are the `open` ones, and those that leave production: what is written into them on
 * the way must not be exempt. So contents are read for few files.
 */
export async function followRenames(base: Snapshot, head: Snapshot, open: ReadonlySet<string>, classOf: ClassOf): Promise<Renames> {
  if (base.tree === head.tree) return new Map()
  const changes = await changesBetween(base, head)
  const gone = changes.flatMap(({ before, after }) => (before && !after && before.kind === 'file' ? before : []))
  const fresh = changes.flatMap(({ before, after }) => (after && !before && after.kind === 'file' ? after : []))
  const isProduction = ({ path }: Entry) => classOf(path) === 'production'
  const sides = { base, head }
  const kept = await pair(
    gone.filter(({ path }) => open.has(path)),
    fresh,
    sides,
  )
  const leaving = await pair(
    gone.filter((entry) => !open.has(entry.path) && isProduction(entry)),
    fresh.filter((entry) => !kept.has(entry.path) && !isProduction(entry)),
    sides,
  )
  return new Map([...kept, ...leaving])
}

async function pair(
  gone: readonly Entry[],
  fresh: readonly Entry[],
  { base, head }: { readonly base: Snapshot; readonly head: Snapshot },
): Promise<Renames> {
  const equal = pairEqual(gone, fresh)
  const taken = new Set(equal.values())
  const similar = await pairSimilar(
    base,
    head,
    gone.filter(({ path }) => !taken.has(path)),
    fresh.filter(({ path }) => !equal.has(path)),
  )
  return new Map([...equal, ...similar])
}

async function changesBetween(base: Snapshot, head: Snapshot): Promise<readonly Change[]> {
  const changes = await head.changes(base.tree)
  if (changes) return changes
  const [before, after] = [byPath(await base.list()), byPath(await head.list())]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path) =>
    before.get(path)?.blob === after.get(path)?.blob ? [] : [{ path, before: before.get(path), after: after.get(path) }],
  )
}

function byPath(entries: readonly Entry[]): Map<string, Entry> {
  return new Map(entries.map((entry) => [entry.path, entry]))
}

function pairEqual(gone: readonly Entry[], fresh: readonly Entry[]): Map<string, string> {
  const candidates = Map.groupBy(sorted(gone), ({ blob }) => blob)
  const pairs = new Map<string, string>()
  for (const { path, blob } of sorted(fresh)) {
    const same = candidates.get(blob)
    // The same file name in another folder is the likelier origin.
    const at = same
      ? Math.max(
          0,
          same.findIndex((entry) => nameOf(entry.path) === nameOf(path)),
        )
      : 0
    const [before] = same?.splice(at, 1) ?? []
    if (before) pairs.set(path, before.path)
  }
  return pairs
}

async function pairSimilar(base: Snapshot, head: Snapshot, gone: readonly Entry[], fresh: readonly Entry[]): Promise<Map<string, string>> {
  if (gone.length === 0 || fresh.length === 0 || gone.length * fresh.length > MOST_PAIRS) return new Map()
  const [before, after] = [await contents(base, gone), await contents(head, fresh)]
  const scored = sorted(gone).flatMap((from) =>
    sorted(fresh).map((to) => ({ from: from.path, to: to.path, score: score(before.get(from.blob), after.get(to.blob)) })),
  )
  const pairs = new Map<string, string>()
  const taken = new Set<string>()
  for (const { from, to, score } of scored.toSorted((a, b) => b.score - a.score)) {
    if (score < RENAME_SIMILARITY || taken.has(from) || pairs.has(to)) continue
    taken.add(from)
    pairs.set(to, from)
  }
  return pairs
}

function score(a: Uint8Array | undefined, b: Uint8Array | undefined): number {
  return a && b && a.length <= MOST_BYTES && b.length <= MOST_BYTES ? similarity(a, b) : 0
}

async function contents(snapshot: Snapshot, entries: readonly Entry[]): Promise<Map<BlobId, Uint8Array>> {
  const found = new Map<BlobId, Uint8Array>()
  for await (const { blob, bytes } of snapshot.read([...new Set(entries.map(({ blob }) => blob))])) if (bytes) found.set(blob, bytes)
  return found
}

function sorted(entries: readonly Entry[]): Entry[] {
  return entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
