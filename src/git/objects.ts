import { GitError, type Repository, spawnGit } from './run.ts'

/** Larger objects are not taken into memory. GitHub's API gives no blobs above 100 MB either, so App and CLI agree. */
export const MAX_OBJECT_BYTES = 100_000_000

/** An object as git holds it. */
export interface GitObject {
  readonly id: string
  readonly type: string
  /** Absent when there are too many. */
  readonly bytes?: Buffer | undefined
}

/**
 * The object of a name like `<tree>:<path>`, or `undefined` where git has none. What is asked for in one turn is one question to git,
 * so ask for everything that may be needed before waiting for any of it.
 */
export function objectNamed(repository: Repository, name: string): Promise<GitObject | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<GitObject | undefined>()
  const waiting = WAITING.get(repository)
  if (waiting) waiting.push({ name, resolve, reject })
  else {
    WAITING.set(repository, [{ name, resolve, reject }])
    queueMicrotask(() => void answer(repository))
  }
  return promise
}

interface Asked {
  readonly name: string
  readonly resolve: (found: GitObject | undefined) => void
  readonly reject: (error: unknown) => void
}

const WAITING = new WeakMap<Repository, Asked[]>()

async function answer(repository: Repository): Promise<void> {
  const asked = WAITING.get(repository) ?? []
  WAITING.delete(repository)
  try {
    const names = asked.map(({ name }) => name)
    let index = 0
    for await (const found of readObjects(repository, names)) asked[index++]!.resolve(found)
  } catch (error) {
    for (const { reject } of asked) reject(error)
  }
}

/** The objects of these names through one `git cat-file --batch`, in the order asked, `undefined` for each that git does not have. */
export async function* readObjects(repository: Repository, names: readonly string[]): AsyncIterable<GitObject | undefined> {
  if (names.length === 0) return
  if (names.some((name) => name.includes('\n'))) throw new GitError('A name of an object has no line breaks.', null)
  const child = spawnGit(repository, ['cat-file', '--batch', '--buffer'])
  const failed = new Promise<never>((_, reject) => child.on('error', reject))
  failed.catch(() => {})
  child.stderr.resume()
  // Its reader may stop early: then the pipe closes under us, and that is fine.
  child.stdin.on('error', () => {})
  child.stdin.end(`${names.join('\n')}\n`)
  try {
    const reader = byteReader(child.stdout[Symbol.asyncIterator](), failed)
    for (const _ of names) yield await next(reader)
  } finally {
    child.kill()
  }
}

/** `<id> SP <type> SP <size> LF <bytes> LF`, or a line that says what is wrong with the name. */
async function next(reader: ReturnType<typeof byteReader>): Promise<GitObject | undefined> {
  const [, id, type, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(await reader.line()) ?? []
  if (id === undefined || type === undefined) return undefined
  const length = Number(size)
  if (length > MAX_OBJECT_BYTES) {
    await reader.skip(length + 1)
    return { id, type }
  }
  const bytes = await reader.take(length)
  await reader.skip(1)
  return { id, type, bytes }
}

/** Cuts a stream of chunks into lines and counted bytes. */
function byteReader(chunks: AsyncIterator<Buffer>, failed: Promise<never>) {
  let rest: Buffer = Buffer.alloc(0)
  const more = async (): Promise<Buffer> => {
    const { value, done } = await Promise.race([chunks.next(), failed])
    if (done) throw new GitError('git cat-file ended early.', null)
    return value
  }
  const take = async (length: number): Promise<Buffer> => {
    const parts = [rest]
    let have = rest.length
    while (have < length) {
      const chunk = await more()
      parts.push(chunk)
      have += chunk.length
    }
    const all = parts.length === 1 ? rest : Buffer.concat(parts, have)
    rest = all.subarray(length)
    return all.subarray(0, length)
  }
  const skip = async (length: number): Promise<void> => {
    let left = length - rest.length
    if (left <= 0) rest = rest.subarray(length)
    for (rest = left <= 0 ? rest : Buffer.alloc(0); left > 0; ) {
      const chunk = await more()
      rest = chunk.subarray(Math.min(left, chunk.length))
      left -= chunk.length
    }
  }
  const line = async (): Promise<string> => {
    while (!rest.includes(0x0a)) rest = Buffer.concat([rest, await more()])
    const text = rest.subarray(0, rest.indexOf(0x0a)).toString()
    rest = rest.subarray(rest.indexOf(0x0a) + 1)
    return text
  }
  return { take, skip, line }
}
