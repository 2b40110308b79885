import type { BlobId, Change, Entry, EntryKind, TreeId } from '#model/snapshot'
import { inParallel } from './concurrency.ts'
import { Incomplete } from './failure.ts'
import type { Repository } from './repository.ts'

/** Every file below one tree. */
export interface Listing {
  readonly entries: readonly Entry[]
  /** In bytes, as far as GitHub says it. */
  readonly sizes: ReadonlyMap<BlobId, number>
}

/** Listings by tree id: they never change. `truncated`: GitHub does not give this one in one piece. */
export interface TreeCache {
  get(tree: TreeId): Listing | 'truncated' | undefined
  put(tree: TreeId, listing: Listing | 'truncated'): void
}

interface Node {
  readonly path: string
  readonly mode: string
  readonly sha: string
  readonly size?: number | undefined
}

/** How many requests of one walk are under way at once: GitHub asks for few. */
const LANES = 4

/** All files of a tree in one request, or `undefined` where GitHub cannot give it whole. */
export async function listWhole(repository: Repository, tree: TreeId, cache: TreeCache): Promise<Listing | undefined> {
  const known = cache.get(tree)
  if (known) return known === 'truncated' ? undefined : known
  const { nodes, truncated } = await getTree(repository, tree, true)
  const listing = truncated ? undefined : listingOf(nodes)
  cache.put(tree, listing ?? 'truncated')
  return listing
}

/** All files of a tree, folder by folder. */
export async function listByFolder(repository: Repository, tree: TreeId): Promise<Listing> {
  return listingOf(await walkFolders(repository, tree, ''))
}

async function walk(repository: Repository, tree: TreeId, prefix: string): Promise<readonly Node[]> {
  const { nodes, truncated } = await getTree(repository, tree, true)
  return truncated ? walkFolders(repository, tree, prefix) : below(prefix, nodes)
}

async function walkFolders(repository: Repository, tree: TreeId, prefix: string): Promise<readonly Node[]> {
  const level = [...(await levelOf(repository, tree, prefix)).values()]
  const folders = level.filter(isFolder)
  const inside = await inParallel(folders, LANES, ({ sha, path }) => walk(repository, sha, `${path}/`))
  return [...level.filter((node) => !isFolder(node)), ...inside.flat()]
}

/**
 * What differs between two trees, without listing either: descends only where ids differ.
 * For trees that GitHub does not give whole; the cost is two requests for each folder that differs.
 */
export async function walkChanges(repository: Repository, before: TreeId, after: TreeId, prefix = ''): Promise<readonly Change[]> {
  if (before === after) return []
  const [old, now] = await Promise.all([levelOf(repository, before, prefix), levelOf(repository, after, prefix)])
  const paths = [...new Set([...old.keys(), ...now.keys()])].filter((path) => !isSame(old.get(path), now.get(path)))
  const changes = await inParallel(paths, LANES, (path) => changesAt(repository, old.get(path), now.get(path)))
  return changes.flat()
}

async function changesAt(repository: Repository, before: Node | undefined, after: Node | undefined): Promise<readonly Change[]> {
  const folders = [before, after].filter((node) => node !== undefined).filter(isFolder)
  const path = (before ?? after)!.path
  const files: readonly Change[] = onlyFiles(path, before, after)
  if (folders.length === 0) return files
  if (folders.length === 2) return walkChanges(repository, before!.sha, after!.sha, `${path}/`)
  const { entries } = listingOf(await walk(repository, folders[0]!.sha, `${path}/`))
  return [
    ...files,
    ...entries.map((entry) => (folders[0] === before ? { path: entry.path, before: entry } : { path: entry.path, after: entry })),
  ]
}

function onlyFiles(path: string, before: Node | undefined, after: Node | undefined): readonly Change[] {
  const change = { path, before: before && entryOf(before), after: after && entryOf(after) }
  return change.before || change.after ? [change] : []
}

/** What differs between two listings. */
export function changesBetween(before: readonly Entry[], after: readonly Entry[]): readonly Change[] {
  const gone = new Map(before.map((entry) => [entry.path, entry]))
  const changes: Change[] = []
  for (const entry of after) {
    const old = gone.get(entry.path)
    gone.delete(entry.path)
    if (old?.blob !== entry.blob || old.kind !== entry.kind) changes.push({ path: entry.path, before: old, after: entry })
  }
  for (const [path, entry] of gone) changes.push({ path, before: entry })
  return changes
}

interface Level {
  readonly nodes: readonly Node[]
  readonly truncated: boolean
}

async function getTree({ client, at }: Repository, tree: TreeId, recursive: boolean): Promise<Level> {
  // Only the presence of `recursive` counts: `false` and `0` would list recursively too.
  const { data } = await client.rest.git.getTree({ ...at, tree_sha: tree, ...(recursive ? { recursive: '1' } : {}) })
  return { nodes: data.tree as readonly Node[], truncated: data.truncated }
}

async function levelOf(repository: Repository, tree: TreeId, prefix: string): Promise<ReadonlyMap<string, Node>> {
  const { nodes, truncated } = await getTree(repository, tree, false)
  if (truncated) throw new Incomplete(`GitHub lists the folder ${tree} only in part`)
  return new Map(below(prefix, nodes).map((node) => [node.path, node]))
}

function below(prefix: string, nodes: readonly Node[]): readonly Node[] {
  return prefix === '' ? nodes : nodes.map((node) => ({ ...node, path: prefix + node.path }))
}

function listingOf(nodes: readonly Node[]): Listing {
  const entries: Entry[] = []
  const sizes = new Map<BlobId, number>()
  for (const node of nodes) {
    const entry = entryOf(node)
    if (!entry) continue
    entries.push(entry)
    if (node.size !== undefined) sizes.set(node.sha, node.size)
  }
  return { entries, sizes }
}

function entryOf(node: Node): Entry | undefined {
  const kind = KINDS[node.mode]
  return kind && { path: node.path, blob: node.sha, kind }
}

const KINDS: Readonly<Record<string, EntryKind>> = {
  '100644': 'file',
  '100755': 'file',
  '100664': 'file',
  '120000': 'symlink',
  '160000': 'submodule',
}

function isFolder({ mode }: Node): boolean {
  return mode === '040000'
}

function isSame(a: Node | undefined, b: Node | undefined): boolean {
  return a?.sha === b?.sha && a && b ? KINDS[a.mode] === KINDS[b.mode] : a === b
}
