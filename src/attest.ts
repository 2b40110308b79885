import type { Catalogue, CheckId, Observation } from '#model/check'
import type { Evaluation, Result } from '#model/evaluation'
import type { Attestation, Policy } from '#model/policy'
import { POLICY_PATH } from '#model/policy-file'
import type { Snapshot } from '#model/snapshot'
import { unitsFrom, worstOf } from '#model/units'
import { findingsOf } from './evaluate/judge.ts'
import { numbered } from './evaluate/units.ts'
import { isExpired } from './policy/waiver-scope.ts'
import { dimensionsOf, pointsOf, scoreOf } from './score.ts'

/** What attestations are judged under. */
export interface Attesting {
  readonly policy: Policy
  readonly catalogue: Catalogue
  /** ISO 8601, UTC: decides which have run out. */
  readonly asOf: string
}

/**
 * Lets people answer where no file can: an attestation in force takes the place of what is open or undecided about its
 * control. One that ran out counts as absent, one whose evidence is not there is a problem, and one that nobody asked
 * for counts for nothing.
 */
export async function attest(evaluation: Evaluation, snapshot: Snapshot, { policy, catalogue, asOf }: Attesting): Promise<Evaluation> {
  const inForce = policy.attestations.filter((one) => !isExpired(one, asOf) && isAskedFor(one.control, policy, catalogue))
  const missing = Object.keys(catalogue).filter(
    (id) => catalogue[id]!.kind === 'attest' && isAskedFor(id, policy, catalogue) && !inForce.some(({ control }) => control === id),
  )
  if (inForce.length + missing.length === 0) return evaluation
  const paths = inForce.some(({ evidence }) => !isLink(evidence))
    ? new Set((await snapshot.list()).map(({ path }) => path))
    : new Set<string>()
  const attested = new Map([
    ...missing.map((id) => [id, unanswered(id)] as const),
    ...inForce.map((one) => [one.control, answer(one, paths)] as const),
  ])
  const results = new Map([...evaluation.results].map(([id, result]) => [id, withAnswer(result, attested.get(id), catalogue)] as const))
  // What is said of the policy itself has no weight, and a control that is off or broken keeps saying so.
  const rated = [...results.values()].filter(({ control }) => !control.startsWith('policy/'))
  return { ...evaluation, results, score: scoreOf(rated), dimensions: dimensionsOf(rated) }
}

/** A line of a file cannot be attested away, and a sign-off that no profile requires raises no score. */
function isAskedFor(control: CheckId, { rules }: Policy, catalogue: Catalogue): boolean {
  const kind = catalogue[control]?.kind
  return kind === 'evidence' || (kind === 'attest' && rules.get(control)?.level === 'required')
}

function isLink(evidence: string): boolean {
  return evidence.startsWith('https://')
}

function answer({ by, evidence, location }: Attestation, paths: ReadonlySet<string>): Observation {
  const subject = `attestation by ${by}`
  if (isLink(evidence) || paths.has(evidence)) return { subject, scope: 'repository', location }
  const message = `The attestation by ${by} names ${evidence} as its evidence, and there is no such file. Add the file, or name where the evidence is.`
  return { subject, scope: 'repository', location, problem: { message, rating: 'red' } }
}

/** The policy requires it, and nobody said it, or what was said has run out. */
function unanswered(control: CheckId): Observation {
  const message = `Nobody attests ${control}, and the policy requires it. Add it to "attestations" in ${POLICY_PATH}: who says so, the evidence, and the last day on which it counts.`
  return { subject: 'attestation', scope: 'repository', location: { path: POLICY_PATH }, problem: { message, rating: 'red' } }
}

function withAnswer(result: Result, observation: Observation | undefined, catalogue: Catalogue): Result {
  if (!observation || result.rating === 'off' || result.rating === 'error') return result
  const fine = result.units
    .all()
    .filter(({ rating }) => rating === 'green')
    .map((unit) => unit.observation)
  const units = unitsFrom(numbered(result.control, [...fine, observation]))
  const findings = findingsOf(units.open, result.control, { control: catalogue[result.control]!.severity })
  return { ...result, units, findings, rating: worstOf(units.counts), points: pointsOf(units.counts) }
}
