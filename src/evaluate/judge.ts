import type { CheckId } from '#model/check'
import { dimensionOf, type Result, type Unit } from '#model/evaluation'
import type { Finding } from '#model/finding'
import type { Severity } from '#model/rating'
import { unitsIn, worstOf } from '#model/units'
import type { State } from '../facts/store.ts'
import { ruleFor } from '../policy/rules.ts'
import { pointsOf, WEIGHTS } from '../score.ts'
import type { Judged } from './portions.ts'
import { isOff, type Judging } from './units.ts'

/** Reduce: the facts of all files in, the result of one check out. */
export function judge(state: State, judging: Judging, judged: Judged): Result {
  const { id, check, rule, policy } = judging
  const weight = WEIGHTS[rule.severity ?? check.severity] * (policy.weights.get(dimensionOf(id)) ?? 1)
  const empty = { control: id, weight, units: unitsIn([]), findings: [] }
  if (isOff(judging)) return { ...empty, rating: 'off' }
  const error = errorsOf(state, id) ?? judged.error
  if (error !== undefined) return { ...empty, rating: 'error', error }
  const units = unitsIn(judged.portions)
  const severity = { at: (path: string | undefined) => ruleFor(policy, id, path)?.severity, control: check.severity }
  const ifNew = findingsOf(
    units.open.filter(({ rating }) => rating === 'unknown'),
    id,
    severity,
  )
  return {
    control: id,
    weight,
    units,
    rating: worstOf(units.counts),
    points: pointsOf(units.counts),
    findings: findingsOf(
      units.open.filter(({ rating }) => rating !== 'unknown'),
      id,
      severity,
    ),
    ...(ifNew.length > 0 && { ifNew }),
  }
}

function errorsOf({ parts }: State, id: CheckId): string | undefined {
  const errors: string[] = []
  for (const { remarks } of parts) for (const [path, said] of remarks) if (said.errors?.[id]) errors.push(`${path}: ${said.errors[id]}`)
  return errors.length > 0 ? errors.toSorted().join('\n') : undefined
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
