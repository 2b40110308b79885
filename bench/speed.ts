import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { median } from './cpu.ts'
import type { Measure, Measurement } from './measurement.ts'
import { generateRepository } from './repository.ts'

/** Source that machines like this one have anyway: the standard libraries of Python and Go, and this project. */
const KNOWN = [
  '/usr/lib/python3.11',
  '/usr/lib/python3.12',
  '/usr/lib/python3.13',
  '/usr/local/go/src/net',
  join(import.meta.dirname, '..'),
]

const RUNS = 3

interface Share {
  readonly files: number
  readonly bytes: number
  readonly cpu: number
}

interface Pass {
  readonly parsed: Share
  readonly rest: Share
  /** Of the whole process, with its threads for garbage and compiling. */
  readonly cpu: number
}

/** How fast files are read, cold, on one core. */
export const speeds: Measure = async ({ seed, sizes, checkouts }) => {
  const repository = generateRepository({ files: sizes.middle, changes: 0, seed })
  try {
    const places = [...KNOWN, ...checkouts].filter((folder) => existsSync(folder))
    return [...speedOf('generated', 'git', repository.folder), ...places.flatMap((folder) => speedOf(basename(folder), 'folder', folder))]
  } finally {
    repository.dispose()
  }
}

function speedOf(label: string, kind: string, folder: string): readonly Measurement[] {
  const passes = Array.from({ length: RUNS }, () => pass(kind, folder))
  const { parsed, rest } = passes[0]!
  const all = parsed.bytes + rest.bytes
  const share = `${Math.round((100 * parsed.bytes) / all)} % of the bytes were parsed (${parsed.files} of ${parsed.files + rest.files} files)`
  const whole = `${rate(all, median(passes.map(({ cpu }) => cpu))).toFixed(1)} MB/s of everything, all threads counted`
  const speed = (name: string, part: 'parsed' | 'rest', least: number, note: string): Measurement => ({
    name: `speed-${name}-${label}`,
    unit: 'MB/s',
    median: median(passes.map((one) => rate(one[part].bytes, one[part].cpu))),
    runs: RUNS,
    target: { least },
    note,
  })
  return [
    speed('parsed', 'parsed', 3, `${share}; ${whole}`),
    ...(rest.bytes > 0 ? [speed('rest', 'rest', 25, 'files that no parser had to see: globs, literals, secrets')] : []),
  ]
}

function pass(kind: string, folder: string): Pass {
  const output = execFileSync(process.execPath, [join(import.meta.dirname, 'speed-run.ts'), kind, folder], { encoding: 'utf8' })
  return JSON.parse(output) as Pass
}

/** MB/s of bytes in milliseconds. */
function rate(bytes: number, milliseconds: number): number {
  return bytes / 1_000 / milliseconds
}
