import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { median } from './cpu.ts'
import type { Measure, Measurement } from './measurement.ts'
import { generateRepository } from './repository.ts'
import type { Pass } from './speed-run.ts'

/** Source that machines like this one have anyway: the standard libraries of Python and Go, a part of the latter, and this project. */
const KNOWN: Readonly<Record<string, string>> = {
  'python3.11': '/usr/lib/python3.11',
  'python3.12': '/usr/lib/python3.12',
  'python3.13': '/usr/lib/python3.13',
  go: '/usr/local/go/src',
  'go-net': '/usr/local/go/src/net',
  readiness: join(import.meta.dirname, '..'),
}

const RUNS = 3

/**
 * How fast files are read on one core by a process that has just begun and knows no facts. Of a small tree much of that is the start of
 * the process, which compiles its code: the note says how much.
 */
export const speeds: Measure = async ({ seed, sizes, checkouts }) => {
  const places = [...Object.entries(KNOWN), ...checkouts.map((folder) => [basename(folder), folder] as const)]
  return [
    ...[sizes.middle, sizes.large].flatMap((files) => generatedSpeed(files, seed)),
    ...places.flatMap(([label, folder]) => (existsSync(folder) ? speedOf(label, 'folder', folder) : [])),
  ]
}

function generatedSpeed(files: number, seed: number): readonly Measurement[] {
  const repository = generateRepository({ files, changes: 0, seed })
  try {
    return speedOf(`generated-${files}`, 'git', repository.folder)
  } finally {
    repository.dispose()
  }
}

/** Which files need a parser is asked first; then those and the rest are read by processes of their own, each from a cold start. */
function speedOf(label: string, kind: string, folder: string): readonly Measurement[] {
  const { parsed, files, bytes, allThreads } = pass(kind, folder, 'all')
  const needed = new Set(parsed)
  const rest = Array.from({ length: files }, (_, index) => index).filter((index) => !needed.has(index))
  const speed = (part: 'parsed' | 'rest', chosen: readonly number[], least: number, note: (passes: readonly Pass[]) => string) => {
    if (chosen.length === 0) return []
    const passes = Array.from({ length: RUNS }, () => pass(kind, folder, part, chosen))
    const name = `speed-${part}-${label}`
    const found = median(passes.map((one) => rate(one.bytes, one.cpu)))
    const noted = `${note(passes)}; ${startOf(passes)}`
    return [{ name, unit: 'MB/s', median: found, runs: RUNS, target: { least }, note: noted } satisfies Measurement]
  }
  return [
    ...speed('parsed', parsed, 3, (passes) => {
      const share = `${Math.round((100 * passes[0]!.bytes) / bytes)} % of the bytes were parsed (${parsed.length} of ${files} files)`
      const alone = median(passes.map(({ tree }) => rate(tree.bytes, tree.time)))
      return `${share}; tree-sitter alone ${alone.toFixed(1)} MB/s; ${rate(bytes, allThreads).toFixed(1)} MB/s of everything, all threads counted`
    }),
    ...speed('rest', rest, 25, () => 'files that no parser had to see: globs, literals, secrets'),
  ]
}

/** What of a pass the same process needs no more for the next one. */
function startOf(passes: readonly Pass[]): string {
  const again = median(passes.map(({ cpu, again = cpu }) => again))
  const start = median(passes.map(({ cpu }) => cpu)) - again
  return `${rate(passes[0]!.bytes, again).toFixed(1)} MB/s when the process reads them once more: ${(start / 1000).toFixed(2)} s were its start`
}

function pass(kind: string, folder: string, part: 'all' | 'parsed' | 'rest', chosen: readonly number[] = []): Pass {
  const output = execFileSync(process.execPath, [join(import.meta.dirname, 'speed-run.ts'), kind, folder, part], {
    encoding: 'utf8',
    input: JSON.stringify(chosen),
    maxBuffer: 1e8,
  })
  return JSON.parse(output) as Pass
}

/** MB/s of bytes in milliseconds. */
function rate(bytes: number, milliseconds: number): number {
  return bytes / 1_000 / milliseconds
}
