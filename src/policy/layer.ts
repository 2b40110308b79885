import type { Catalogue, CheckId } from '#model/check'
import { consistencyProblems } from './consistency.ts'
import { customProblems } from './custom-problems.ts'
import { type Places, readDocument } from './document.ts'
import { shapeProblems } from './issues.ts'
import { byPlace, type PolicyProblem, problemAt } from './problem.ts'
import { referenceProblems } from './references.ts'
import { type PolicyEntry, policySchema } from './schema.ts'

/** Where a policy's text came from. */
export interface Origin {
  /** Its file, for places: `.readiness.yml`. */
  readonly path: string
  /** For the reader: `.readiness.yml at main`. */
  readonly source: string
  /** Owner of the repository; a policy may extend only this one's. Absent: not known here. */
  readonly owner?: string | undefined
  /** Controls that the organisation's policy declares; absent: that policy is not at hand. */
  readonly inherited?: readonly CheckId[] | undefined
}

/** One policy file, free of mistakes, before defaults and inheritance. */
export interface PolicyLayer {
  readonly origin: Origin
  readonly entry: PolicyEntry
  readonly places: Places
}

export type Parsed<Value> = (Value & { readonly problems?: undefined }) | { readonly problems: readonly PolicyProblem[] }

/** Reads one policy file: the layer, or all of its mistakes at once. */
export function readLayer(text: string, origin: Origin, catalogue: Catalogue): Parsed<{ readonly layer: PolicyLayer }> {
  const document = readDocument(text, origin.path)
  if ('problems' in document) return { problems: document.problems.toSorted(byPlace) }
  const { value, places } = document
  if (value === null)
    return { problems: [problemAt(origin.path, places.value([]), 'The policy is empty.', 'It needs at least "version: 1".')] }
  const problems = [
    ...shapeProblems(policySchema, value, places, origin.path),
    ...referenceProblems(document, origin.path, { catalogue, inherited: origin.inherited }),
    ...consistencyProblems(document, origin.path, catalogue),
    ...customProblems(document, origin.path, { catalogue, inherited: origin.inherited }),
    ...ownerProblems(document.value, places, origin),
  ]
  if (problems.length > 0) return { problems: unique(problems.toSorted(byPlace)).slice(0, MOST_PROBLEMS) }
  return { layer: { origin, entry: policySchema.parse(value), places } }
}

/** Nobody reads more, and a report must be able to hold them. */
const MOST_PROBLEMS = 200

function unique(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  const seen = new Set<string>()
  return problems.filter(({ line, column, message }) => seen.size < seen.add(`${line}:${column} ${message}`).size)
}

/** What another owner writes must not judge this repository. */
function ownerProblems(value: unknown, places: Places, { path, owner }: Origin): readonly PolicyProblem[] {
  const extended = typeof value === 'object' && value !== null && 'extends' in value ? value.extends : undefined
  if (owner === undefined || typeof extended !== 'string' || extended.toLowerCase() === owner.toLowerCase()) return []
  return [problemAt(path, places.value(['extends']), `A policy can extend only that of the repository's own owner, ${owner}.`)]
}
