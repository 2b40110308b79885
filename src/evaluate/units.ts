import type { Check, CheckId, Filed, Observation, Scope } from '#model/check'
import { identity } from '#model/finding'
import { byPosition } from '#model/location'
import type { ClassOf } from '#model/path-class'
import type { Policy, Rule } from '#model/policy'
import type { Rating } from '#model/rating'
import type { Unit } from '#model/units'
import type { FiledFacts, Part } from '../facts/part.ts'
import { ruleFor } from '../policy/rules.ts'
import type { Counters } from './engine.ts'
import { matcher } from './globs.ts'

/** What one check is judged under. */
export interface Judging {
  readonly id: CheckId
  readonly check: Check
  readonly rule: Rule
  readonly policy: Policy
  readonly classOf: ClassOf
  readonly counters?: Counters | undefined
}

/** Nobody asks for it. */
export function isOff({ id, rule, policy }: Judging): boolean {
  return rule.level === 'off' && !policy.services.some(({ rules }) => (rules.get(id)?.level ?? 'off') !== 'off')
}

/** What a check says of some of the files under this policy. */
export function unitsOf(parts: readonly Part[], judging: Judging): readonly Unit[] {
  const { id, check, rule, classOf } = judging
  const scope: Scope = { params: rule.params, classOf }
  const applies = applicability(judging)
  const sources = parts
    .flatMap((part) => part.facts(id).filter(([path]) => applies(path)))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(filed)
  if (judging.counters) judging.counters.judged += sources.reduce((sum, facts) => sum + facts.length, 0)
  const groups = check.judged === 'file' ? sources : sources.length > 0 ? [sources.flat()] : []
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

function filed([path, facts]: FiledFacts): Filed<unknown>[] {
  return facts.map((fact) => ({ path, fact }))
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
  return unknown === undefined ? (problem?.rating ?? 'green') : 'unknown'
}
