import { onceEach } from '#model/once'
import { type GitObject, objectNamed } from './objects.ts'
import { GitError, type Repository } from './run.ts'

/**
 * The texts of files in a commit or tree, named by its full id, without those that are not there; `null` where a path holds a link, a
 * folder or a submodule. Rejects when an object is missing: what cannot be read is not absent.
 */
export async function filesAt(
  repository: Repository,
  treeish: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const objectAt = onceEach((path) => objectNamed(repository, `${treeish}:${path}`))
  const entriesOf = onceEach(async (folder): Promise<Entries> => {
    // Both are asked for before any is known.
    const [listed, entry] = await Promise.all([objectAt(folder), folder === '' ? undefined : entryOf(folder)])
    if (folder !== '' && entry?.mode !== FOLDER) return NO_ENTRIES
    return parseTree(present(listed, `${treeish}:${folder}`, entry))
  })
  const entryOf = async (path: string): Promise<TreeEntry | undefined> => {
    const slash = path.lastIndexOf('/')
    return (await entriesOf(path.slice(0, Math.max(0, slash)))).get(path.slice(slash + 1))
  }
  const textOf = async (path: string): Promise<readonly [string, string | null][]> => {
    const [found, entry] = await Promise.all([objectAt(path), entryOf(path)])
    if (!entry) return []
    return [[path, entry.mode.startsWith('100') ? present(found, `${treeish}:${path}`, entry).bytes.toString() : null]]
  }
  return new Map((await Promise.all(paths.map(textOf))).flat())
}

interface TreeEntry {
  /** In octal digits, as git writes it. */
  readonly mode: string
  readonly id: string
}

type Entries = ReadonlyMap<string, TreeEntry>

const NO_ENTRIES: Entries = new Map()
const FOLDER = '40000'

interface Whole {
  readonly id: string
  readonly bytes: Buffer
}

/** What a tree says is there must be there, and be the same. */
function present(found: GitObject | undefined, name: string, entry: TreeEntry | undefined): Whole {
  if (!found || (entry && found.id !== entry.id))
    throw new GitError(`Object ${name} is missing: fetch it (a shallow or partial clone lacks it).`, null)
  if (!found.bytes) throw new GitError(`Object ${name} is too large.`, null)
  return { id: found.id, bytes: found.bytes }
}

/** `<mode> SP <name> NUL <id in bytes>`. Of two entries of one name git takes the first. */
function parseTree({ id, bytes }: Whole): Entries {
  const entries = new Map<string, TreeEntry>()
  const length = id.length / 2
  for (let at = 0; at < bytes.length; ) {
    const [space, end] = [bytes.indexOf(0x20, at), bytes.indexOf(0, at)]
    // Anyone can write an object that no git would make.
    if (space < at || end < space || end + length >= bytes.length) throw new GitError(`Object ${id} is a broken tree.`, null)
    const name = bytes.toString('utf8', space + 1, end)
    if (!entries.has(name))
      entries.set(name, { mode: bytes.toString('latin1', at, space), id: bytes.toString('hex', end + 1, end + 1 + length) })
    at = end + 1 + length
  }
  return entries
}
