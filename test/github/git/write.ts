import { createHash, randomUUID } from 'node:crypto'
import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { deflate } from 'node:zlib'
import { type FileContent, type Files, modeAndBytes, type NewCommit } from './import.ts'
import { type GitRepository, readCommit, updateRef } from './repository.ts'
import { readTree, type TreeEntry } from './tree.ts'

const compress = promisify(deflate)

/** The same commit as `writeCommit` makes, bit for bit, without a process: for the small changes that storms are made of. */
export async function writeSmallCommit(repository: GitRepository, commit: NewCommit): Promise<string> {
  const [parent] = commit.parents
  const before = parent === undefined || commit.replace === true ? undefined : (await readCommit(repository, parent))?.tree
  const tree = (await writeTree(repository, before, nest(commit.files))) ?? (await writeObject(repository, 'tree', Buffer.alloc(0)))
  const { name, email, at } = commit.author
  const who = `${name} <${email}> ${Math.floor(at / 1_000)} +0000`
  const parents = commit.parents.map((sha) => `parent ${sha}\n`).join('')
  const text = `tree ${tree}\n${parents}author ${who}\ncommitter ${who}\n\n${commit.message}`
  const sha = await writeObject(repository, 'commit', Buffer.from(text))
  await updateRef(repository, commit.ref, sha)
  return sha
}

type Folder = Map<string, Folder | FileContent>

function nest(files: Files): Folder {
  const root: Folder = new Map()
  for (const [path, content] of Object.entries(files)) {
    const names = path.split('/')
    const last = names.pop()!
    let folder = root
    for (const name of names) {
      const known = folder.get(name)
      const next: Folder = known instanceof Map ? known : new Map()
      folder.set(name, next)
      folder = next
    }
    folder.set(last, content)
  }
  return root
}

/** Writes a tree with the changes, and those below it; an empty one is no tree at all. */
async function writeTree(repository: GitRepository, before: string | undefined, changes: Folder): Promise<string | undefined> {
  const entries = new Map((before === undefined ? [] : await readTree(repository, before)).map((entry) => [entry.path, entry]))
  for (const [name, change] of changes) {
    const entry =
      change instanceof Map ? await writeFolder(repository, entries.get(name), change) : await writeFileEntry(repository, change)
    if (entry === undefined) entries.delete(name)
    else entries.set(name, { ...entry, path: name })
  }
  if (entries.size === 0) return undefined
  const sorted = [...entries.values()].toSorted((a, b) => Buffer.compare(sortKey(a), sortKey(b)))
  const records = sorted.map(({ mode, path, oid }) =>
    Buffer.concat([Buffer.from(`${mode.replace(/^0/, '')} ${path}\0`), Buffer.from(oid, 'hex')]),
  )
  return writeObject(repository, 'tree', Buffer.concat(records))
}

/** Git sorts folders as if their names ended in a slash. */
function sortKey({ path, type }: Pick<TreeEntry, 'path' | 'type'>): Buffer {
  return Buffer.from(type === 'tree' ? `${path}/` : path)
}

type NewEntry = Pick<TreeEntry, 'mode' | 'type' | 'oid' | 'size'>

async function writeFolder(repository: GitRepository, before: TreeEntry | undefined, changes: Folder): Promise<NewEntry | undefined> {
  const oid = await writeTree(repository, before?.type === 'tree' ? before.oid : undefined, changes)
  return oid === undefined ? undefined : { mode: '040000', type: 'tree', oid, size: undefined }
}

async function writeFileEntry(repository: GitRepository, content: FileContent): Promise<NewEntry | undefined> {
  if (content === null) return undefined
  if (typeof content === 'object' && 'submodule' in content)
    return { mode: '160000', type: 'commit', oid: content.submodule, size: undefined }
  const [mode, bytes] = modeAndBytes(content)
  return { mode, type: 'blob', oid: await writeObject(repository, 'blob', bytes), size: undefined }
}

/** A loose object, where git looks for it. */
async function writeObject(repository: GitRepository, type: 'blob' | 'tree' | 'commit', content: Buffer): Promise<string> {
  const bytes = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content])
  const oid = createHash('sha1').update(bytes).digest('hex')
  const folder = join(repository.directory, 'objects', oid.slice(0, 2))
  const file = join(folder, oid.slice(2))
  const exists = await stat(file).then(
    () => true,
    () => false,
  )
  if (exists) return oid
  await mkdir(folder, { recursive: true })
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, await compress(bytes))
  await rename(draft, file)
  return oid
}
