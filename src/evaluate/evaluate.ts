import type { CheckId } from '#model/check'
import type { Evaluation, Result } from '#model/evaluation'
import type { ClassOf } from '#model/path-class'
import type { Policy } from '#model/policy'
import type { Snapshot } from '#model/snapshot'
import type { State } from '../facts/store.ts'
import { dimensionsOf, scoreOf } from '../score.ts'
import type { Engine } from './engine.ts'
import { judge } from './judge.ts'
import { stateOf } from './state.ts'
import { judgeUnreadable, unreadableOf } from './unreadable.ts'

/** What all checks say about one snapshot under one policy. Rejects when the host cannot give all of it. */
export async function evaluate(snapshot: Snapshot, policy: Policy, classOf: ClassOf, engine: Engine): Promise<Evaluation> {
  const state = await stateOf(snapshot, engine)
  const judged = Object.entries(engine.catalogue).map(([id, check]) =>
    judge(state, { id, check, rule: ruleOf(policy, id), policy, classOf }),
  )
  const unreadable = unreadableOf(state, policy)
  const results = new Map<CheckId, Result>(
    [...judged, judgeUnreadable(unreadable, policy, classOf)].map((result) => [result.control, result]),
  )
  return {
    revision: snapshot.revision,
    tree: snapshot.tree,
    results,
    score: scoreOf(judged),
    dimensions: dimensionsOf(judged),
    unreadable,
    suppressions: suppressionsOf(state),
    files: state.files,
  }
}

function suppressionsOf({ files }: State): Evaluation['suppressions'] {
  return new Map([...files].flatMap(([path, { bundle }]) => (bundle.suppressions ? [[path, bundle.suppressions] as const] : [])))
}

function ruleOf(policy: Policy, id: CheckId) {
  const rule = policy.rules.get(id)
  if (!rule) throw new Error(`The policy has no rule for ${id}: it was made for another catalogue.`)
  return rule
}
