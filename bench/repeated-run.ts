import { catalogue } from '#catalogue'
import { prepare } from '#formats/prepare'
import { SUPPRESSION_HINT, suppressions } from '#formats/suppressions'
import { collector } from '../src/evaluate/collector.ts'
import { fillSecrets } from '../test/support/secrets.ts'
import { seeded } from './repository.ts'

/** A line of an example that takes long when a file has it again and again. */
export interface Slow {
  /** Milliseconds of CPU time for a file of `bytes` that is made of it. */
  readonly cpu: number
  readonly bytes: number
  /** The control, the file and the line. */
  readonly line: string
}

export interface Found {
  /** How many lines were tried. */
  readonly lines: number
  readonly slowest: Slow
}

/** `repeated-run.ts`: every line of the examples is tried in a file of this size, and the slowest ones in one of the other. */
const [TRIED, LARGE] = [40_000, 320_000]
const SLOWEST = 25

interface Candidate {
  readonly path: string
  readonly line: string
  /** The file, with its line repeated until it has so many bytes. */
  readonly text: (bytes: number) => string
}

const reader = collector(catalogue, { hint: SUPPRESSION_HINT, read: suppressions })
const all = [...candidates()]
const tried: (readonly [candidate: Candidate, cpu: number])[] = []
for (const candidate of all) tried.push([candidate, await cost(candidate, TRIED)])
const slow: Slow[] = []
for (const [candidate] of tried.toSorted((a, b) => b[1] - a[1]).slice(0, SLOWEST)) {
  slow.push({ cpu: await cost(candidate, LARGE), bytes: LARGE, line: candidate.line })
}
const found: Found = { lines: all.length, slowest: slow.toSorted((a, b) => b.cpu - a.cpu)[0]! }
process.stdout.write(JSON.stringify(found))

/** Each line once for each kind of file. */
function* candidates(): Generator<Candidate> {
  const random = seeded(7)
  const seen = new Set<string>()
  for (const [id, { examples }] of Object.entries(catalogue)) {
    for (const files of [...Object.values(examples.bad), ...Object.values(examples.good)]) {
      for (const [path, marked] of Object.entries(files)) {
        const lines = fillSecrets(marked.replaceAll(/[«»]/g, ''), random).split('\n')
        for (const [index, line] of lines.entries()) {
          const kind = `${path.slice(path.lastIndexOf('.'))} ${line}`
          if (line.trim().length < 8 || seen.has(kind)) continue
          seen.add(kind)
          const repeated = (bytes: number) => Array<string>(Math.ceil(bytes / (line.length + 1))).fill(line)
          const text = (bytes: number) => [...lines.slice(0, index), ...repeated(bytes), ...lines.slice(index + 1)].join('\n')
          yield { path, line: `${id}, ${path}:${index + 1}`, text }
        }
      }
    }
  }
}

async function cost({ path, text }: Candidate, bytes: number): Promise<number> {
  const content = Buffer.from(text(bytes))
  await prepare([path])
  const start = process.threadCpuUsage()
  reader.glance(path, content)?.()
  const { user, system } = process.threadCpuUsage(start)
  return (user + system) / 1000
}
