import { randomBytes } from 'node:crypto'
import { startGit } from './run.ts'

/** Raw output of `git diff-tree` between two trees, from one long-lived process: starting one each time costs milliseconds. */
export interface DiffReader {
  read(fromTree: string, toTree: string): Promise<Buffer>
  close(): void
}

interface Running {
  readonly child: ReturnType<typeof startGit>
  readonly waiting: { readonly end: Buffer; readonly resolve: (output: Buffer) => void; readonly reject: (error: Error) => void }[]
}

const ARGS = ['diff-tree', '--stdin', '-r', '-M', '-z', '--raw', '--numstat', '-p', '--no-ext-diff', '--full-index']

export function openDiffs(directory: string): DiffReader {
  let running: Running | undefined
  return {
    read: (from, to) => {
      running ??= start(directory)
      const { child, waiting } = running
      // A line that is no pair of ids comes back as it is: it ends the answer, and nobody's content can foretell it.
      const end = `end ${randomBytes(12).toString('hex')}\n`
      return new Promise((resolve, reject) => {
        waiting.push({ end: Buffer.from(end), resolve, reject })
        child.stdin.write(`${from} ${to}\n${end}`)
      })
    },
    close: () => {
      running?.child.kill()
      running = undefined
    },
  }
}

function start(directory: string): Running {
  const running: Running = { child: startGit(directory, ARGS), waiting: [] }
  let chunks: Buffer[] = []
  running.child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    const next = running.waiting[0]
    if (next === undefined || !mayEnd(chunks, next.end)) return
    chunks = takeAnswers(Buffer.concat(chunks), running)
  })
  running.child.stdin.on('error', () => {})
  running.child.on('close', () => {
    for (const { reject } of running.waiting.splice(0)) reject(new Error('git diff-tree ended'))
  })
  return running
}

/** Looks at the last bytes only, so that a large answer is joined once. */
function mayEnd(chunks: readonly Buffer[], end: Buffer): boolean {
  const tail = Buffer.concat(chunks.slice(-3))
  return tail.includes(end)
}

function takeAnswers(output: Buffer, { waiting }: Running): Buffer[] {
  let rest = output
  for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
    const at = rest.indexOf(next.end)
    if (at < 0) break
    waiting.shift()
    next.resolve(rest.subarray(rest.indexOf(10) + 1, at))
    rest = rest.subarray(at + next.end.length)
  }
  return [rest]
}
