import type { GitRepository, Signature } from './repository.ts'
import { git } from './run.ts'

/** Content of a file, `null` for gone, or something that is not a regular file. */
export type FileContent =
  | string
  | Uint8Array
  | null
  | { readonly symlink: string }
  | { readonly submodule: string }
  | { readonly executable: string }

export type Files = Readonly<Record<string, FileContent>>

export interface NewCommit {
  readonly ref: string
  /** The commits that it follows, the first one's tree being what `files` changes. */
  readonly parents: readonly string[]
  readonly files: Files
  /** Starts from an empty tree and not from the first parent's. */
  readonly replace?: boolean
  readonly message: string
  readonly author: Signature
}

/** Writes real objects through `git fast-import`, moves the ref, and gives the new commit's id. */
export async function writeCommit(repository: GitRepository, commit: NewCommit): Promise<string> {
  const args = ['fast-import', '--quiet', '--force', '--date-format=raw', '--done']
  const output = await git(repository.directory, args, [...stream(commit)])
  const sha = output.toString().trim()
  repository.refs.set(commit.ref, sha)
  return sha
}

function* stream(commit: NewCommit): Generator<Buffer> {
  const who = `${commit.author.name} <${commit.author.email}> ${Math.floor(commit.author.at / 1_000)} +0000`
  yield Buffer.from(`commit ${commit.ref}\nmark :1\nauthor ${who}\ncommitter ${who}\n`)
  yield* data(Buffer.from(commit.message))
  const [first, ...others] = commit.parents
  if (first !== undefined) yield Buffer.from(`from ${first}\n`)
  for (const other of others) yield Buffer.from(`merge ${other}\n`)
  if (commit.replace === true) yield Buffer.from('deleteall\n')
  for (const [path, content] of Object.entries(commit.files)) yield* file(path, content)
  yield Buffer.from('\nget-mark :1\ndone\n')
}

function* file(path: string, content: FileContent): Generator<Buffer> {
  const name = quote(path)
  if (content === null) return yield Buffer.from(`D ${name}\n`)
  if (typeof content === 'object' && 'submodule' in content) return yield Buffer.from(`M 160000 ${content.submodule} ${name}\n`)
  const [mode, bytes] = modeAndBytes(content)
  yield Buffer.from(`M ${mode} inline ${name}\n`)
  yield* data(bytes)
}

/** The mode of an entry that has content of its own, and that content. */
export function modeAndBytes(content: Exclude<FileContent, null | { submodule: string }>): readonly [string, Buffer] {
  if (typeof content === 'string') return ['100644', Buffer.from(content)]
  if (content instanceof Uint8Array) return ['100644', Buffer.from(content)]
  return 'symlink' in content ? ['120000', Buffer.from(content.symlink)] : ['100755', Buffer.from(content.executable)]
}

function* data(bytes: Buffer): Generator<Buffer> {
  yield Buffer.from(`data ${bytes.length}\n`)
  yield bytes
  yield Buffer.from('\n')
}

/** C-style, as fast-import wants names with quotes, newlines or backslashes. */
function quote(path: string): string {
  const escapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' }
  return `"${path.replaceAll(/["\\\n\t\r]/g, (character) => escapes[character]!)}"`
}
