import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { catalogue } from '#catalogue'
import { grammarOf } from '#formats/code/code'
import { prepare } from '#formats/prepare'
import { SUPPRESSION_HINT, suppressions } from '#formats/suppressions'
import { collector } from '../src/evaluate/collector.ts'
import { filesOf, filesOn } from './files.ts'

/** What one cold pass over files of a tree cost, in a process of its own. */
export interface Pass {
  /** The files, by their place in the listing, that a parser had to see. */
  readonly parsed: readonly number[]
  readonly files: number
  readonly bytes: number
  /** Milliseconds of CPU time of the thread that reads. */
  readonly cpu: number
  /** The same pass once more in the same process, which has compiled its code by then; a part of a tree only. */
  readonly again: number | undefined
  /** Of the whole process, with its threads for garbage and compiling. */
  readonly allThreads: number
  /** Milliseconds in the parser of source code itself, and the bytes that it was given. */
  readonly tree: { readonly time: number; readonly bytes: number }
}

/** `speed-run.ts git|folder <path> all|parsed|rest`: standard input names the files of a part, as a JSON array of places in the listing. */
const [kind, folder, part] = process.argv.slice(2)
const all = kind === 'git' ? filesOf(folder!) : filesOn(folder!)
const chosen = part === 'all' ? all.keys() : (JSON.parse(readFileSync(0, 'utf8')) as readonly number[])
const files = [...chosen].map((index) => [index, all[index]!] as const)

const reader = collector(catalogue, { hint: SUPPRESSION_HINT, read: suppressions })
const trees = await watchTrees()
// What a parser weighs is paid where one is needed: the rest is read beside files that have loaded it.
if (part === 'rest') await prepare(all.map(([path]) => path))
const began = { thread: process.threadCpuUsage(), process: process.cpuUsage() }
const parsed = await readAll()
const cpu = millisecondsSince(began.thread)
const { user, system } = process.cpuUsage(began.process)
const tree = { time: trees.time, bytes: trees.bytes }
const pass: Pass = {
  parsed,
  files: files.length,
  bytes: files.reduce((sum, [, [, bytes]]) => sum + bytes.length, 0),
  cpu,
  again: part === 'all' ? undefined : await secondPass(),
  allThreads: (user + system) / 1000,
  tree,
}
process.stdout.write(JSON.stringify(pass))

/** Reads every file, and tells which of them a parser had to see. */
async function readAll(): Promise<number[]> {
  const parsed: number[] = []
  for (const [index, [path, bytes]] of files) {
    const before = trees.made
    const parse = reader.reads(path) ? reader.glance(path, bytes) : undefined
    if (parse) {
      await prepare([path])
      parse()
    }
    // Configuration and documents that a control asked for were parsed too.
    if (trees.made > before || (parse && grammarOf(path) === undefined)) parsed.push(index)
  }
  return parsed
}

async function secondPass(): Promise<number> {
  const start = process.threadCpuUsage()
  await readAll()
  return millisecondsSince(start)
}

function millisecondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(start)
  return (user + system) / 1000
}

/** Every tree that the parser of source code makes from now on. */
async function watchTrees(): Promise<{ readonly made: number; readonly time: number; readonly bytes: number }> {
  const watched = { made: 0, time: 0, bytes: 0 }
  await prepare(['a.py'])
  const { Parser } = createRequire(import.meta.url)('web-tree-sitter') as typeof import('web-tree-sitter')
  const parse = Reflect.get(Parser.prototype, 'parse') as (...args: unknown[]) => unknown
  const watching = new Proxy(parse, {
    apply: (target, parser, args) => {
      const begin = performance.now()
      const tree: unknown = Reflect.apply(target, parser, args)
      watched.made += 1
      watched.time += performance.now() - begin
      watched.bytes += Buffer.byteLength(String(args[0]))
      return tree
    },
  })
  Reflect.set(Parser.prototype, 'parse', watching)
  return watched
}
