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

/** The entries of a tree in git's order; a recursive listing holds the folders too, as GitHub's does. */
export async function listTree(repository: GitRepository, tree: string, recursive: boolean): Promise<readonly TreeEntry[]> {
  const listings = kept.get(repository) ?? new Map<string, readonly TreeEntry[]>()
  kept.set(repository, listings)
  const key = `${tree} ${recursive}`
  const known = listings.get(key)
  if (known !== undefined) return known
  const flags = recursive ? ['-r', '-t'] : []
  const output = await git(repository.directory, ['ls-tree', '-z', '-l', '--full-tree', ...flags, tree])
  const entries = output.toString().split('\0').filter(Boolean).map(parseEntry)
  if (listings.size >= KEPT_LISTINGS) listings.clear()
  listings.set(key, entries)
  return entries
}

function parseEntry(line: string): TreeEntry {
  const tab = line.indexOf('\t')
  const [mode = '', type = '', oid = '', size = '-'] = line.slice(0, tab).split(/ +/)
  return { path: line.slice(tab + 1), mode, type: type as TreeEntry['type'], oid, size: size === '-' ? undefined : Number(size) }
}

/** The entry at a path, without following links. */
export async function findEntry(repository: GitRepository, tree: string, path: string): Promise<TreeEntry | undefined> {
  let current: TreeEntry = { path: '', mode: '040000', type: 'tree', oid: tree, size: undefined }
  for (const name of path.split('/').filter(Boolean)) {
    if (current.type !== 'tree') return undefined
    const next = (await listTree(repository, current.oid, false)).find((entry) => entry.path === name)
    if (next === undefined) return undefined
    current = next
  }
  return current
}
