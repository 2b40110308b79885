import type { Observation } from '#model/check'
import type { Result } from '#model/evaluation'
import { POLICY_CONTROLS } from '#model/policy-controls'
import { unitsFrom, worstOf } from '#model/units'
import { findingsOf } from './judge.ts'
import { numbered } from './units.ts'

/** The result of a control about the review itself: findings like all others, and no weight in the score. */
export function policyResult(control: keyof typeof POLICY_CONTROLS, observations: readonly Observation[]): Result {
  const units = unitsFrom(numbered(control, observations))
  const findings = findingsOf(units.open, control, { control: POLICY_CONTROLS[control].severity })
  return { control, weight: 0, units, findings, rating: worstOf(units.counts) }
}
