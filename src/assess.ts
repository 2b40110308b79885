import type { Assessment } from '#model/assessment'
import type { Observation } from '#model/check'
import type { Evaluation, Result } from '#model/evaluation'
import type { ClassOf } from '#model/path-class'
import type { Policy } from '#model/policy'
import type { Snapshot } from '#model/snapshot'
import { attest } from './attest.ts'
import { compare } from './compare.ts'
import { decide } from './decide.ts'
import { enginesFor } from './engines.ts'
import type { Engine } from './evaluate/engine.ts'
import { evaluate } from './evaluate/evaluate.ts'
import { policyResult } from './evaluate/policy-result.ts'
import { followRenames, type Renames } from './evaluate/renames.ts'
import { waivePull } from './policy/waive.ts'

/** A pull request as two snapshots: the merge base and the head. */
export interface Pull {
  readonly base: Snapshot
  readonly head: Snapshot
}

/** Under what it is judged. */
export interface Judgement {
  /** That of the base: it judges both sides. */
  readonly policy: Policy
  readonly classOf: ClassOf
  /** When, ISO 8601, UTC: decides which waivers have run out. */
  readonly asOf: string
  /** What will judge after the merge, where it can be read. */
  readonly headPolicy?: Policy | undefined
  /** What else is said of the head: the policy's own controls. */
  readonly besides?: ((base: Evaluation, head: Evaluation, renames: Renames) => readonly Result[]) | undefined
}

/** The whole product: both sides under one policy, what changed, and what that means. */
export async function assess({ base, head }: Pull, judgement: Judgement, engine: Engine): Promise<Assessment> {
  const { policy, classOf, besides } = judgement
  const engines = enginesFor(policy, engine)
  const attesting = { policy, catalogue: engine.catalogue, asOf: judgement.asOf }
  const before = await attest(await evaluate(base, policy, classOf, engines), base, attesting)
  const renames = await followRenames(base, head, openPaths(before), classOf)
  // After the base, so that the head is evaluated from the difference between the two.
  const after = await attest(await evaluate(head, policy, classAtBase(classOf, renames), engines), head, attesting)
  const sides = waived(before, withResults(after, besides?.(before, after, renames) ?? []), renames, judgement)
  const delta = compare(sides.base, sides.head, renames)
  return { ...sides, policy, delta, verdict: decide(delta, sides, policy) }
}

/** Both sides with the findings marked that the team accepts, and with what is wrong with the waivers. */
function waived(base: Evaluation, head: Evaluation, renames: Renames, { policy, classOf, asOf, headPolicy }: Judgement) {
  const suppressions = { base: base.suppressions, head: head.suppressions }
  const marked = waivePull(base.results, head.results, { policy, asOf, classOf, suppressions, renames, headWaivers: headPolicy?.waivers })
  const side = (evaluation: Evaluation, results: Evaluation['results'], observations: readonly Observation[]) =>
    withResults({ ...evaluation, results }, [policyResult('policy/waivers', observations)])
  return {
    base: side(base, marked.base.results, marked.base.observations),
    head: side(head, marked.head.results, marked.head.observations),
  }
}

function withResults(evaluation: Evaluation, results: readonly Result[]): Evaluation {
  return { ...evaluation, results: new Map([...evaluation.results, ...results.map((result) => [result.control, result] as const)]) }
}

/** Files with an open finding, or that could not be looked at: those that a move could lose. */
function openPaths({ results, unreadable }: Evaluation): ReadonlySet<string> {
  const findings = [...results.values()].flatMap((result) => result.findings)
  return new Set([...findings.flatMap(({ location }) => location?.path ?? []), ...unreadable.map(({ path }) => path)])
}

/** A file that moves into an exempt class keeps its own until the next pull request, and so its findings, open and new ones. */
function classAtBase(classOf: ClassOf, renames: Renames): ClassOf {
  if (renames.size === 0) return classOf
  return Object.assign((path: string) => classOf(renames.get(path) ?? path), { key: classOf.key, except: new Set(renames.keys()) })
}
