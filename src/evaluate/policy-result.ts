import type { Observation } from '#model/check'
import type { Result } from '#model/evaluation'
import { POLICY_CONTROLS } from '#model/policy-controls'
import { worstRating } from '#model/rating'
import { findingsOf, numbered } from './judge.ts'

/** The result of a control about the review itself: findings like all others, and no weight in the score. */
export function policyResult(control: keyof typeof POLICY_CONTROLS, observations: readonly Observation[]): Result {
  const units = numbered(control, observations)
  const findings = findingsOf(units, control, { control: POLICY_CONTROLS[control].severity })
  return { control, weight: 0, units, findings, rating: worstRating(units.map(({ rating }) => rating)) }
}
