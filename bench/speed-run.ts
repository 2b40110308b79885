import { createRequire } from 'node:module'
import { catalogue } from '#catalogue'
import { grammarOf } from '#formats/code/code'
import { prepare } from '#formats/prepare'
import { SUPPRESSION_HINT, suppressions } from '#formats/suppressions'
import { collector } from '../src/evaluate/collector.ts'
import { filesOf, filesOn } from './files.ts'

/**
 * One cold pass over the files of a tree, in a process of its own: what files with a syntax tree (and configuration and documents that
 * a control asked for) cost, and what the rest does. Prints JSON.
 */
const [kind, folder] = process.argv.slice(2)
const files = kind === 'git' ? filesOf(folder!) : filesOn(folder!)
const reader = collector(catalogue, { hint: SUPPRESSION_HINT, read: suppressions })
const parsed = { files: 0, bytes: 0, cpu: 0 }
const rest = { files: 0, bytes: 0, cpu: 0 }
const trees = await countTrees()
const start = process.cpuUsage()

for (const [path, bytes] of files) {
  const [before, began] = [trees.made, cpu()]
  const parse = reader.reads(path) ? reader.glance(path, bytes) : undefined
  if (parse) {
    await prepare([path])
    parse()
  }
  const into = trees.made > before || (parse && grammarOf(path) === undefined) ? parsed : rest
  into.files += 1
  into.bytes += bytes.length
  into.cpu += cpu() - began
}

const { user, system } = process.cpuUsage(start)
process.stdout.write(JSON.stringify({ parsed, rest, cpu: (user + system) / 1000 }))

/** Of this thread, in milliseconds. */
function cpu(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Every tree that the parser of code makes from now on. */
async function countTrees(): Promise<{ readonly made: number }> {
  const count = { made: 0 }
  await prepare(['a.py'])
  const { Parser } = createRequire(import.meta.url)('web-tree-sitter') as typeof import('web-tree-sitter')
  const parse = Reflect.get(Parser.prototype, 'parse') as (...args: unknown[]) => unknown
  const counting = new Proxy(parse, {
    apply: (target, parser, args) => {
      count.made += 1
      return Reflect.apply(target, parser, args)
    },
  })
  Reflect.set(Parser.prototype, 'parse', counting)
  return count
}
