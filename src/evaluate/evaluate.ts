import type { CheckId } from '#model/check'
import type { Evaluation, Result, Unreadable } from '#model/evaluation'
import type { ClassOf } from '#model/path-class'
import type { Policy } from '#model/policy'
import type { Snapshot } from '#model/snapshot'
import type { State } from '../facts/store.ts'
import { dimensionsOf, scoreOf } from '../score.ts'
import type { Engine } from './engine.ts'
import { judge } from './judge.ts'
import { stateOf } from './state.ts'
import { judgeUnreadable, unreadableOf } from './unreadable.ts'

/**
 * What all checks say about one snapshot under one policy. `engines`: the catalogue, and where the policy declares controls of its
 * own a second one for them, because their facts depend on other things. Rejects when the host cannot give all of it.
 */
export async function evaluate(snapshot: Snapshot, policy: Policy, classOf: ClassOf, engines: readonly Engine[]): Promise<Evaluation> {
  const parts = await Promise.all(engines.map(async (engine) => ({ engine, state: await stateOf(snapshot, engine) })))
  const judged = parts.flatMap(({ engine, state }) =>
    Object.entries(engine.catalogue).map(([id, check]) => judge(state, { id, check, rule: ruleOf(policy, id), policy, classOf })),
  )
  const states = parts.map(({ state }) => state)
  const unreadable = merge(states.flatMap((state) => unreadableOf(state, classOf)))
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
    suppressions: suppressionsOf(states),
    files: states.length === 1 ? states[0]!.files : new Map(states.flatMap(({ files }) => [...files])),
  }
}

/** One entry a file: two engines may have failed at it. */
function merge(files: readonly Unreadable[]): readonly Unreadable[] {
  const groups = Map.groupBy(files, ({ path }) => path)
  return [...groups.values()].map((group) => ({
    ...group[0]!,
    controls: [...new Set(group.flatMap(({ controls }) => controls))].toSorted(),
  }))
}

function suppressionsOf(states: readonly State[]): Evaluation['suppressions'] {
  const files = states.flatMap((state) => [...state.files])
  return new Map(files.flatMap(([path, { bundle }]) => (bundle.suppressions ? [[path, bundle.suppressions] as const] : [])))
}

function ruleOf(policy: Policy, id: CheckId) {
  const rule = policy.rules.get(id)
  if (!rule) throw new Error(`The policy has no rule for ${id}: it was made for another catalogue.`)
  return rule
}
