import { stagedOverVersion, versionOverEmpty } from './cli.ts'
import { againstGitleaks, againstSecretlint, twoCoresOverOne, wholeOverParts } from './cold.ts'
import type { Measure } from './measurement.ts'
import { repeatedLine } from './repeated.ts'
import { memory, roundTrips, throughput } from './server.ts'
import { speeds } from './speed.ts'
import { warmPullRequest } from './warm.ts'
import { hugeBlob, largePullRequest, longLines, manyFindings } from './worst.ts'

/** Everything that `npm run bench` measures, by the name that `--only` takes. One may give several lines. */
export const MEASUREMENTS: Readonly<Record<string, Measure>> = {
  'warm-50k-over-500': warmPullRequest,
  'cold-vs-secretlint': againstSecretlint,
  'cold-vs-gitleaks': againstGitleaks,
  'cold-whole-over-parts': wholeOverParts,
  'cold-two-cores-over-one': twoCoresOverOne,
  'cli-version-over-empty': versionOverEmpty,
  'staged-over-version': stagedOverVersion,
  speed: speeds,
  'server-memory': memory,
  'server-evaluations-a-minute': throughput,
  'server-round-trips': roundTrips,
  'worst-3000-file-pull-request': largePullRequest,
  'worst-100-mb-blob': hugeBlob,
  'worst-1-mb-lines': longLines,
  'worst-10000-findings': manyFindings,
  'worst-repeated-line': repeatedLine,
}

/** Thrown where somebody asks for what is not measured. */
export class UnknownMeasurement extends Error {
  override readonly name = 'UnknownMeasurement'

  constructor(name: string) {
    super(
      `Nothing is measured under the name ${JSON.stringify(name)}. There are:\n${Object.keys(MEASUREMENTS)
        .map((one) => `  ${one}`)
        .join('\n')}`,
    )
  }
}

/** Those that are asked for, by name; all where nobody asks. */
export function chosen(only: readonly string[]): readonly (readonly [name: string, measure: Measure])[] {
  const names = only.length > 0 ? only : Object.keys(MEASUREMENTS)
  return names.map((name) => {
    if (!Object.hasOwn(MEASUREMENTS, name)) throw new UnknownMeasurement(name)
    return [name, MEASUREMENTS[name]!]
  })
}
