import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { startGit } from './run.ts'

export interface GitObject {
  readonly oid: string
  readonly type: 'blob' | 'tree' | 'commit' | 'tag'
  readonly size: number
  readonly content: Buffer
}

/** The objects of one network of forks, read through one long-lived `git cat-file`. */
export interface ObjectReader {
  /** The object, or `undefined` when the network does not have it. */
  read(oid: string): Promise<GitObject | undefined>
  /** As `read`, without content (which is then empty). */
  stat(oid: string): Promise<GitObject | undefined>
  close(): void
}

type Waiting = (object: GitObject | undefined) => void

interface Batch {
  readonly child: ChildProcessWithoutNullStreams
  readonly waiting: { readonly wantsContent: boolean; readonly settle: Waiting }[]
}

const CACHED_BYTES = 64_000_000
const CACHED_OBJECT = 1_000_000
/** Types and sizes that are kept. */
const SEEN = 10_000

export function openObjects(directory: string): ObjectReader {
  const cache = new Map<string, GitObject>()
  const seen = new Map<string, GitObject>()
  let cachedBytes = 0
  let batch: Batch | undefined

  async function ask(command: 'contents' | 'info', oid: string): Promise<GitObject | undefined> {
    if (!/^[0-9a-f]{40}$/.test(oid)) return undefined
    const known = cache.get(oid) ?? (command === 'info' ? seen.get(oid) : undefined)
    if (known !== undefined) return known
    batch ??= startBatch(directory)
    const current = batch
    const object = await new Promise<GitObject | undefined>((settle) => {
      current.waiting.push({ wantsContent: command === 'contents', settle })
      current.child.stdin.write(`${command} ${oid}\n`)
    })
    if (object !== undefined && command === 'contents') remember(object)
    else if (object !== undefined && seen.size < SEEN) seen.set(oid, object)
    return object
  }

  function remember(object: GitObject): void {
    if (object.size > CACHED_OBJECT) return
    if (cachedBytes > CACHED_BYTES) {
      cache.clear()
      cachedBytes = 0
    }
    cache.set(object.oid, object)
    cachedBytes += object.size
  }

  return {
    read: (oid) => ask('contents', oid),
    stat: (oid) => ask('info', oid),
    close: () => {
      batch?.child.kill()
      batch = undefined
    },
  }
}

function startBatch(directory: string): Batch {
  const child = startGit(directory, ['cat-file', '--batch-command'])
  const batch: Batch = { child, waiting: [] }
  let chunks: Buffer[] = []
  let length = 0
  let needed = 1
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    length += chunk.length
    if (length < needed) return
    const answer = takeAnswers(Buffer.concat(chunks, length), batch)
    chunks = [answer.rest]
    length = answer.rest.length
    needed = answer.needed
  })
  child.stdin.on('error', () => {})
  child.on('close', () => {
    for (const { settle } of batch.waiting.splice(0)) settle(undefined)
  })
  return batch
}

/** Settles every complete answer; says how many bytes the next one needs, so that large ones are joined once. */
function takeAnswers(buffer: Buffer, batch: Batch): { readonly rest: Buffer; readonly needed: number } {
  let start = 0
  for (;;) {
    const end = buffer.indexOf(10, start)
    const next = batch.waiting[0]
    if (end < 0 || next === undefined) return { rest: buffer.subarray(start), needed: buffer.length - start + 1 }
    const [oid = '', type, size = '0'] = buffer.toString('latin1', start, end).split(' ')
    const missing = type === 'missing'
    const body = next.wantsContent && !missing ? Number(size) + 1 : 0
    if (buffer.length < end + 1 + body) return { rest: buffer.subarray(start), needed: end + 1 + body - start }
    const content = body > 0 ? Buffer.from(buffer.subarray(end + 1, end + body)) : Buffer.alloc(0)
    batch.waiting.shift()
    next.settle(missing ? undefined : { oid, type: type as GitObject['type'], size: Number(size), content })
    start = end + 1 + body
  }
}
