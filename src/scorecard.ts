import type { Evaluation } from '#model/evaluation'
import type { Policy } from '#model/policy'
import type { Snapshot } from '#model/snapshot'
import { attest } from './attest.ts'
import { enginesFor } from './engines.ts'
import type { Engine } from './evaluate/engine.ts'
import { evaluate } from './evaluate/evaluate.ts'
import { policyResult } from './evaluate/policy-result.ts'
import { classOf } from './policy/classes.ts'
import { applyWaivers } from './policy/waive.ts'

/** Where one snapshot stands under its policy on a day (ISO 8601, UTC): the evaluation, with the accepted findings marked. */
export async function scorecard(snapshot: Snapshot, policy: Policy, asOf: string, engine: Engine): Promise<Evaluation> {
  const classes = classOf(policy)
  const judged = await evaluate(snapshot, policy, classes, enginesFor(policy, engine))
  const evaluation = await attest(judged, snapshot, { policy, catalogue: engine.catalogue, asOf })
  const waived = applyWaivers(evaluation.results, { policy, suppressions: evaluation.suppressions, asOf, classOf: classes })
  return {
    ...evaluation,
    results: new Map([...waived.results, ['policy/waivers', policyResult('policy/waivers', waived.observations)] as const]),
  }
}
