import { createHash } from 'node:crypto'
import { lstatSync, readFileSync, readlinkSync, type Stats } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Blob, Entry, Snapshot } from '#model/snapshot'
import { TOO_LARGE } from './blobs.ts'
import { MAX_OBJECT_BYTES } from './objects.ts'
import { git, type Repository } from './run.ts'

/** The files on disk below a folder, whether it is a repository or not. What `.gitignore` files name is left out. */
export async function folderSnapshot(folder: string): Promise<Snapshot> {
  const root = resolve(folder)
  const files = (await listFiles(root)).flatMap((path) => entryOf(root, path) ?? [])
  const pathOf = new Map(files.map(({ blob, path }) => [blob, path]))
  const tree = createHash('sha256').update(JSON.stringify(files)).digest('hex')
  return { revision: folder, tree, list: async () => files, changes: async () => undefined, read: (blobs) => read(root, blobs, pathOf) }
}

/** Git lists, in a repository of its own that has no other purpose: so ignore files mean here what they mean everywhere. */
async function listFiles(root: string): Promise<string[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'readiness-'))
  try {
    const bare: Repository = { folder: root, env: { GIT_DIR: scratch, GIT_WORK_TREE: root } }
    await git({ folder: scratch }, 'init', '--quiet', '--bare', scratch)
    const output = await git(bare, 'ls-files', '-z', '--others', '--exclude-standard', '--exclude=.git')
    return output
      .split('\0')
      .filter((path) => path !== '')
      .toSorted()
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

// One after another, and without promises: for small files those cost three times what the disk does.

function entryOf(root: string, path: string): Entry | undefined {
  const stats = statsOf(join(root, path))
  if (stats?.isSymbolicLink()) return { path, blob: blobId(Buffer.from(readlinkSync(join(root, path)))), kind: 'symlink' }
  if (!stats?.isFile()) return undefined
  // Too large to be read: known by its name and size, and reported as unreadable when someone asks for it.
  const blob = stats.size > MAX_OBJECT_BYTES ? blobId(Buffer.from(`${path} ${stats.size}`)) : blobId(readFileSync(join(root, path)))
  return { path, blob, kind: 'file' }
}

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path)
  } catch {
    return undefined
  }
}

async function* read(root: string, blobs: readonly string[], pathOf: ReadonlyMap<string, string>): AsyncIterable<Blob> {
  for (const blob of blobs) {
    const path = join(root, pathOf.get(blob) ?? '')
    const stats = lstatSync(path)
    if (stats.size > MAX_OBJECT_BYTES) {
      yield { blob, unreadable: TOO_LARGE }
      continue
    }
    // The content of a link is where it leads, as git has it.
    const bytes = stats.isSymbolicLink() ? Buffer.from(readlinkSync(path)) : readFileSync(path)
    if (blobId(bytes) !== blob) throw new Error(`${pathOf.get(blob)} changed while it was read: run again.`)
    yield { blob, bytes }
  }
}

/** As git names content. */
function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
