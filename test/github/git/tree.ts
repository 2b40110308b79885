import type { GitRepository } from './repository.ts'
import { git } from './run.ts'

export interface TreeEntry {
  readonly path: string
  readonly mode: string
  readonly type: 'blob' | 'tree' | 'commit'
  readonly oid: string
  /** Absent for trees and submodules. */
  readonly size: number | undefined
}

const kept = new WeakMap<GitRepository, Map<string, readonly TreeEntry[]>>()
const KEPT_LISTINGS = 20

/** One level of a tree in git's order. */
export async function listLevel(repository: GitRepository, tree: string): Promise<readonly TreeEntry[]> {
  const size = async ({ type, oid }: TreeEntry) => (type === 'blob' ? (await repository.objects.stat(oid))?.size : undefined)
  return Promise.all((await readTree(repository, tree)).map(async (entry) => ({ ...entry, size: await size(entry) })))
}

/** Everything below a tree in git's order, the folders too, as GitHub lists it. */
export async function listTree(repository: GitRepository, tree: string): Promise<readonly TreeEntry[]> {
  const listings = kept.get(repository) ?? new Map<string, readonly TreeEntry[]>()
  kept.set(repository, listings)
  const known = listings.get(tree)
  if (known !== undefined) return known
  const entries = (await listSmallTree(repository, tree)) ?? (await listByGit(repository, tree))
  if (listings.size >= KEPT_LISTINGS) listings.clear()
  listings.set(tree, entries)
  return entries
}

const SMALL = 1_000

/** Level by level without a process, for the small repositories that storms are made of; `undefined` for a larger one. */
async function listSmallTree(repository: GitRepository, tree: string): Promise<readonly TreeEntry[] | undefined> {
  const entries: TreeEntry[] = []
  const walk = async (oid: string, prefix: string): Promise<void> => {
    for (const entry of await listLevel(repository, oid)) {
      if (entries.length > SMALL) return
      const path = prefix + entry.path
      entries.push({ ...entry, path })
      if (entry.type === 'tree') await walk(entry.oid, `${path}/`)
    }
  }
  await walk(tree, '')
  return entries.length > SMALL ? undefined : entries
}

export async function listByGit(repository: GitRepository, tree: string): Promise<readonly TreeEntry[]> {
  const output = await git(repository.directory, ['ls-tree', '-z', '-l', '--full-tree', '-r', '-t', tree])
  return output.toString().split('\0').filter(Boolean).map(parseEntry)
}

function parseEntry(line: string): TreeEntry {
  const tab = line.indexOf('\t')
  const [mode = '', type = '', oid = '', size = '-'] = line.slice(0, tab).split(/ +/)
  return { path: line.slice(tab + 1), mode, type: type as TreeEntry['type'], oid, size: size === '-' ? undefined : Number(size) }
}

/** The entry at a path, without following links; its `path` is the last name only. */
export async function findEntry(repository: GitRepository, tree: string, path: string): Promise<TreeEntry | undefined> {
  let current: TreeEntry = { path: '', mode: '040000', type: 'tree', oid: tree, size: undefined }
  for (const name of path.split('/').filter(Boolean)) {
    if (current.type !== 'tree') return undefined
    const next = (await readTree(repository, current.oid)).find((entry) => entry.path === name)
    if (next === undefined) return undefined
    current = next
  }
  return current
}

/** The entries of one level, straight from the object: no process, and no sizes. */
export async function readTree({ objects }: GitRepository, oid: string): Promise<readonly TreeEntry[]> {
  const object = await objects.read(oid)
  return object?.type === 'tree' ? [...parseTree(object.content)] : []
}

function* parseTree(content: Buffer): Generator<TreeEntry> {
  for (let at = 0; at < content.length; ) {
    const end = content.indexOf(0, at)
    const [mode = '', ...name] = content.toString('utf8', at, end).split(' ')
    const oid = content.toString('hex', end + 1, end + 21)
    yield { path: name.join(' '), mode: mode.padStart(6, '0'), type: KINDS[mode] ?? 'blob', oid, size: undefined }
    at = end + 21
  }
}

const KINDS: Readonly<Record<string, TreeEntry['type']>> = { '40000': 'tree', '160000': 'commit' }
