import type { Check, CheckId, Example } from '#model/check'
import type { Result } from '#model/evaluation'
import { byPosition, type Range } from '#model/location'
import { evaluate } from '../../src/evaluate/evaluate.ts'
import { memoryEngine } from './engine.ts'
import { unmark } from './marked.ts'
import { memorySnapshot } from './memory-snapshot.ts'
import { policyFor } from './policy.ts'
import { seeded } from './random.ts'
import { fillSecrets } from './secrets.ts'

export interface Place {
  readonly path: string
  readonly range: Range
}

export type Files = Readonly<Record<string, string>>

/** An example as files, with credentials filled in, and the places that are marked. */
export function filesOf(example: Example, change: (text: string) => string = (text) => text): { files: Files; marks: readonly Place[] } {
  const random = seeded(1)
  const parts = Object.entries(example).map(([path, marked]) => ({ path, ...unmark(change(fillSecrets(marked, random))) }))
  return {
    files: Object.fromEntries(parts.map(({ path, text }) => [path, text])),
    marks: parts.flatMap(({ path, spans }) => spans.map((range) => ({ path, range }))).toSorted(byPlace),
  }
}

/** What one check says about some files, through the engine: globs, hints, JSON facts and judging included. */
export async function resultOf(id: CheckId, check: Check, files: Files): Promise<Result> {
  const catalogue = { [id]: check }
  const { results, unreadable } = await evaluate(memorySnapshot('example', files), policyFor(catalogue), () => 'production', [
    memoryEngine(catalogue),
  ])
  if (unreadable.length > 0) throw new Error(`unreadable: ${unreadable.map(({ path, reason }) => `${path} (${reason})`).join(', ')}`)
  return results.get(id)!
}

/** Where the findings are, from top to bottom. */
export function placesOf({ findings }: Result): Place[] {
  return findings.flatMap(({ location }) => (location?.range ? [{ path: location.path, range: location.range }] : [])).toSorted(byPlace)
}

function byPlace(a: Place, b: Place): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : byPosition(a.range, b.range)
}
