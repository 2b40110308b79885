import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Measure } from './measurement.ts'
import type { Found } from './repeated-run.ts'

/**
 * What takes by the square of a file's size hangs where someone repeats it, or a program wrote the file: each line of the examples, which
 * between them reach what every control looks at, is repeated in its file.
 */
export const repeatedLine: Measure = async () => {
  const output = execFileSync(process.execPath, [join(import.meta.dirname, 'repeated-run.ts')], { encoding: 'utf8' })
  const { lines, slowest } = JSON.parse(output) as Found
  const note = `the slowest of ${lines} lines of examples, each repeated in its file, there to ${slowest.bytes / 1_000} kB: ${slowest.line}`
  return [{ name: 'worst-repeated-line', unit: 's CPU', median: slowest.cpu / 1_000, runs: 1, target: { most: 3 }, note }]
}
