import type { Assessment } from '#model/assessment'
import type { Evaluation, Result } from '#model/evaluation'
import type { ClassOf } from '#model/path-class'
import type { Policy } from '#model/policy'
import type { Snapshot } from '#model/snapshot'
import { compare } from './compare.ts'
import { decide } from './decide.ts'
import type { Engine } from './evaluate/engine.ts'
import { evaluate } from './evaluate/evaluate.ts'
import { followRenames, type Renames } from './evaluate/renames.ts'

/** A pull request as two snapshots: the merge base and the head. */
export interface Pull {
  readonly base: Snapshot
  readonly head: Snapshot
}

/** What is said of both sides besides the checks: the policy's own controls. */
export interface Besides {
  readonly base: readonly Result[]
  readonly head: readonly Result[]
}

/** The whole product: both sides under one policy, what changed, and what that means. */
export async function assess({ base, head }: Pull, policy: Policy, classOf: ClassOf, engine: Engine, besides: Besides = NOTHING): Promise<Assessment> {
  const before = withResults(await evaluate(base, policy, classOf, engine), besides.base)
  const renames = await followRenames(base, head, openPaths(before))
  // After the base, so that the head is evaluated from the difference between the two.
  const after = withResults(await evaluate(head, policy, classAtBase(classOf, renames), engine), besides.head)
  const delta = compare(before, after, renames)
  return { base: before, head: after, policy, delta, verdict: decide(delta, { base: before, head: after }, policy) }
}

const NOTHING: Besides = { base: [], head: [] }

function withResults(evaluation: Evaluation, results: readonly Result[]): Evaluation {
  return { ...evaluation, results: new Map([...evaluation.results, ...results.map((result) => [result.control, result] as const)]) }
}

/** Files with an open finding, or that could not be looked at: those that a move could lose. */
function openPaths({ results, unreadable }: Evaluation): ReadonlySet<string> {
  const findings = [...results.values()].flatMap((result) => result.findings)
  return new Set([...findings.flatMap(({ location }) => location?.path ?? []), ...unreadable.map(({ path }) => path)])
}

/** A file that moves into an exempt class keeps its own until the next pull request, and so its open findings. */
function classAtBase(classOf: ClassOf, renames: Renames): ClassOf {
  return (path) => classOf(renames.get(path) ?? path)
}
