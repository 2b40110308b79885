import type { CheckId } from '#model/check'
import type { Evaluation, Files, Result, Said, Unreadable } from '#model/evaluation'
import type { ClassOf } from '#model/path-class'
import type { Policy } from '#model/policy'
import type { Snapshot } from '#model/snapshot'
import { digest, type Part, partIndex } from '../facts/part.ts'
import type { State } from '../facts/store.ts'
import { policyDigest } from '../policy/digest.ts'
import { dimensionsOf, scoreOf } from '../score.ts'
import type { Engine } from './engine.ts'
import { judge } from './judge.ts'
import { judgeFiles, judgeRepository } from './portions.ts'
import { stateOf } from './state.ts'
import { judgeUnreadable, unreadableOf } from './unreadable.ts'

/**
 * What all checks say about one snapshot under one policy. `engines`: the catalogue, and where the policy declares controls of its
 * own a second one for them, because their facts depend on other things. Rejects when the host cannot give all of it.
 */
export async function evaluate(snapshot: Snapshot, policy: Policy, classOf: ClassOf, engines: readonly Engine[]): Promise<Evaluation> {
  const parts = await Promise.all(engines.map(async (engine) => ({ engine, state: await stateOf(snapshot, engine) })))
  const judged = parts.flatMap(({ engine, state }) => judgeAll(state, engine, policy, classOf))
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
    files: filesOf(parts),
  }
}

function judgeAll(state: State, engine: Engine, policy: Policy, classOf: ClassOf): Result[] {
  const { catalogue, counters } = engine
  const judgings = Object.entries(catalogue).map(([id, check]) => ({ id, check, rule: ruleOf(policy, id), policy, classOf, counters }))
  const key = classOf.key && digest([engine.version, policyDigest(policy), classOf.key])
  const memory = { store: engine.states.judged, key }
  const byFile = judgeFiles(state, judgings, memory)
  return judgings.map((judging) => judge(state, judging, byFile.get(judging.id) ?? judgeRepository(state, judging, memory)))
}

function filesOf(evaluated: readonly { readonly engine: Engine; readonly state: State }[]): Files {
  const states = evaluated.map(({ state }) => state)
  return {
    blobOf: (path) => states.map(({ parts }) => parts[partIndex(path)]!.blobs().get(path)).find((blob) => blob !== undefined),
    paths: () => [...new Set(states.flatMap(({ parts }) => parts.flatMap((part) => [...part.blobs().keys()])))].toSorted(),
    saying: (id) =>
      evaluated.flatMap(({ engine: { catalogue }, state }) =>
        catalogue[id]?.judged === 'repository' ? state.parts.flatMap((part) => saidIn(part, id)) : [],
      ),
  }
}

function saidIn(part: Part, id: CheckId): readonly Said[] {
  const key = Object.hasOwn(part.checks, id) ? part.checks[id] : undefined
  return key === undefined ? [] : [{ key, facts: () => part.facts(id) }]
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
  const remarks = states.flatMap(({ parts }) => parts.flatMap((part) => part.remarks))
  return new Map(remarks.flatMap(([path, { suppressions }]) => (suppressions ? [[path, suppressions] as const] : [])))
}

function ruleOf(policy: Policy, id: CheckId) {
  const rule = policy.rules.get(id)
  if (!rule) throw new Error(`The policy has no rule for ${id}: it was made for another catalogue.`)
  return rule
}
