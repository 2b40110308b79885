import type { Check, CheckId, Filed, Observation, Scope } from '#model/check'
import { dimensionOf, type Result, type Unit } from '#model/evaluation'
import { type Finding, identity } from '#model/finding'
import { byPosition } from '#model/location'
import type { ClassOf } from '#model/path-class'
import type { Policy, Rule } from '#model/policy'
import { type Rating, type Severity, worstRating } from '#model/rating'
import type { FileState, State } from '../facts/store.ts'
import { ruleFor } from '../policy/rules.ts'
import { pointsOf, WEIGHTS } from '../score.ts'
import { attempt } from './attempt.ts'
import { matcher } from './globs.ts'

/** What one check is judged under. */
export interface Judging {
  readonly id: CheckId
  readonly check: Check
  readonly rule: Rule
  readonly policy: Policy
  readonly classOf: ClassOf
}

/** Reduce: the facts of all files in, the result of one check out. */
export function judge(state: State, judging: Judging): Result {
  const { id, check, rule, policy } = judging
  const severity = rule.severity ?? check.severity
  const weight = WEIGHTS[severity] * (policy.weights.get(dimensionOf(id)) ?? 1)
  const empty = { control: id, weight, units: [], findings: [] }
  const askedBySome = policy.services.some(({ rules }) => (rules.get(id)?.level ?? 'off') !== 'off')
  if (rule.level === 'off' && !askedBySome) return { ...empty, rating: 'off' }
  const broken = errorsOf(state, id)
  if (broken) return { ...empty, rating: 'error', error: broken }
  const judged = attempt(() => unitsOf(state, judging))
  if (judged.value === undefined) return { ...empty, rating: 'error', error: judged.error ?? judged.unparsable }
  const units = judged.value
  return {
    control: id,
    weight,
    units,
    rating: worstRating(units.map((unit) => unit.rating)),
    points: pointsOf(units),
    findings: findingsOf(units, id, { at: (path) => ruleFor(policy, id, path)?.severity, control: check.severity }),
  }
}

function errorsOf(state: State, id: CheckId): string | undefined {
  const errors = [...state.files].flatMap(([path, { bundle }]) => (bundle.errors?.[id] ? [`${path}: ${bundle.errors[id]}`] : []))
  return errors.length > 0 ? errors.toSorted().join('\n') : undefined
}

function unitsOf(state: State, judging: Judging): readonly Unit[] {
  const { id, check, rule, classOf } = judging
  const scope: Scope = { params: rule.params, classOf }
  const applies = applicability(judging)
  const sources = [...state.files]
    .filter(([path, { bundle }]) => bundle.facts[id] && applies(path))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  const facts = sources.map((source) => filed(source, id))
  const groups = check.judged === 'repository' ? (facts.length > 0 ? [facts.flat()] : []) : facts
  return numbered(
    id,
    groups.flatMap((group) => [...check.judge(group, scope)]),
  )
}

/** The paths that a check judges under this policy. */
function applicability({ id, check, rule, policy, classOf }: Judging): (path: string) => boolean {
  const limited = rule.paths && matcher(rule.paths)
  const also = new Set<string>(['production', ...(check.also ?? [])])
  return (path) => also.has(classOf(path)) && (!limited || limited(path)) && ruleFor(policy, id, path)?.level !== 'off'
}

function filed([path, { bundle }]: [string, FileState], id: CheckId): Filed<unknown>[] {
  return bundle.facts[id]!.map((fact) => ({ path, fact }))
}

/** Observations as units, by place. */
export function numbered(control: CheckId, observations: readonly Observation[]): Unit[] {
  const seen = new Map<string, number>()
  return observations
    .map((observation) => ({ identity: identity(control, observation), observation }))
    .toSorted(byPlace)
    .map(({ identity, observation }) => {
      const ordinal = (seen.get(identity) ?? 0) + 1
      seen.set(identity, ordinal)
      return { identity, ordinal, observation, rating: ratingOf(observation) }
    })
}

type Placed = Pick<Unit, 'identity' | 'observation'>

function byPlace(a: Placed, b: Placed): number {
  const [one, other] = [a.observation.location, b.observation.location]
  if (one?.path !== other?.path) return (one?.path ?? '') < (other?.path ?? '') ? -1 : 1
  return byPosition(one?.range, other?.range) || (a.identity < b.identity ? -1 : a.identity > b.identity ? 1 : 0)
}

function ratingOf({ problem, unknown }: Observation): Rating {
  return problem?.rating ?? (unknown === undefined ? 'green' : 'unknown')
}

/** The findings among units: the policy's severity counts, else the problem's, else the control's. */
export function findingsOf(
  units: readonly Unit[],
  control: CheckId,
  severity: { readonly at?: ((path: string | undefined) => Severity | undefined) | undefined; readonly control: Severity },
): Finding[] {
  return units.flatMap(({ observation, ordinal }) => {
    const { subject, aspect, scope = 'file', location, problem } = observation
    if (!problem) return []
    const counts = severity.at?.(location?.path) ?? problem.severity ?? severity.control
    return [
      {
        control,
        aspect,
        subject,
        scope,
        severity: counts,
        rating: problem.rating,
        message: problem.message,
        location,
        fix: problem.fix,
        quiet: problem.quiet,
        ordinal,
      },
    ]
  })
}
