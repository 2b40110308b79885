import type { Assessment } from '#model/assessment'
import type { Observation } from '#model/check'
import type { Evaluation, Result } from '#model/evaluation'
import type { Waived } from '#model/finding'
import type { Mode, Policy } from '#model/policy'
import { POLICY_PATH, type PolicyFile } from '#model/policy-file'
import type { SourceFile } from '#model/snapshot'
import { assess, type Pull } from './assess.ts'
import type { Engine } from './evaluate/engine.ts'
import { policyResult } from './evaluate/policy-result.ts'
import type { Renames } from './evaluate/renames.ts'
import { digest } from './facts/part.ts'
import type { PolicyChange } from './policy/change.ts'
import { type Chosen, choosePolicy, type Organisation } from './policy/choose.ts'
import { classOf } from './policy/classes.ts'
import { compareOwners, compareSuppressions } from './policy/compare-owners.ts'
import { comparePolicies } from './policy/compare-policies.ts'
import { loosenedObservations } from './policy/loosened.ts'
import type { PolicyProblem } from './policy/problem.ts'
import type { KnownPolicies } from './policy/read.ts'
import type { PolicyEntry } from './policy/schema.ts'

/** A pull request as a host sees it. */
export interface ReviewRequest extends Pull {
  /** At the tip of the base branch: it judges. */
  readonly basePolicy: PolicyFile
  /** At the head: it must be readable, and is compared. */
  readonly headPolicy: PolicyFile
  /** The CODEOWNERS files that GitHub takes, at the merge base and at the head. */
  readonly owners: { readonly base?: SourceFile | undefined; readonly head?: SourceFile | undefined }
  /** The policy files before that, newest first along the first parents of the base branch. */
  readonly earlier: () => AsyncIterable<PolicyFile>
  /** The policy of the owner, above that of the repository. */
  readonly organisation?: Organisation | undefined
  /** When the review was first asked for, ISO 8601, UTC. */
  readonly asOf: string
  /** The owner of the policy who approved this pull request, if any: lifts `policy/loosened`. */
  readonly approvedBy?: string | undefined
  /** Judge as if the policy said so. */
  readonly mode?: Mode | undefined
}

export type Review =
  | {
      readonly assessment: Assessment
      readonly hasPolicy: boolean
      readonly policyChanged: boolean
      /** What the pull request does to policy, waivers, comments and their owners. */
      readonly policyDelta: readonly PolicyChange[]
      readonly notes: readonly string[]
      readonly problems?: undefined
    }
  /** The base has a policy with mistakes and no valid one before it. */
  | { readonly problems: readonly PolicyProblem[]; readonly source: string; readonly assessment?: undefined }

/** Everything from the policy files to the verdict, the same for App and CLI. Rejects when the host cannot give all of it. */
export async function review(request: ReviewRequest, engine: Engine): Promise<Review> {
  const { basePolicy, headPolicy, organisation, mode, asOf } = request
  const known = knownPolicies(engine)
  const chosen = await choosePolicy(basePolicy, request.earlier, engine.catalogue, organisation, known)
  if (chosen.problems) return { problems: chosen.problems, source: basePolicy.source }
  const policy: Policy = mode ? { ...chosen.policy, mode } : chosen.policy
  const policyChanged = JSON.stringify(basePolicy.content) !== JSON.stringify(headPolicy.content)
  const own: Chosen = policyChanged ? await choosePolicy(headPolicy, nothing, engine.catalogue, organisation, known) : chosen
  let policyDelta: readonly PolicyChange[] = []
  const besides = (base: Evaluation, head: Evaluation, renames: Renames): readonly Result[] => {
    policyDelta = changesOf(request, chosen.policy, own.policy, { base, head, renames }, engine)
    return [
      policyResult('policy/invalid', (own.problems ?? []).map(observe)),
      approved(policyResult('policy/loosened', loosenedObservations(policyDelta)), request),
    ]
  }
  const assessment = await assess(request, { policy, classOf: classOf(policy), asOf, headPolicy: own.policy, besides }, engine)
  const outlook = policyChanged && own.policy ? [await outlookUnder(own.policy, request, engine)] : []
  return { assessment, hasPolicy: chosen.found, policyChanged, policyDelta, notes: [...chosen.notes, ...outlook] }
}

/** What the policy of the head would say of this very pull request. Nothing is read again for it. */
async function outlookUnder(policy: Policy, request: ReviewRequest, engine: Engine): Promise<string> {
  const { verdict } = await assess(request, { policy, classOf: classOf(policy), asOf: request.asOf }, engine)
  return `Under the policy that it brings, this pull request would end in ${verdict.conclusion}: ${verdict.reasons[0]}`
}

/** Kept with what judging came to. The version holds the catalogue and the language of policies. */
function knownPolicies({ states: { judged }, version }: Engine): KnownPolicies {
  const keyOf = (about: unknown) => digest(['policy', version, about])
  return {
    get: (about) => judged.get([keyOf(about)]).get(keyOf(about)) as PolicyEntry | undefined,
    put: (about, entry) => judged.put([[keyOf(about), entry]]),
  }
}

/** The head stands for itself: a mistake in it is not mended by its history. */
async function* nothing(): AsyncIterable<PolicyFile> {}

interface Sides {
  readonly base: Evaluation
  readonly head: Evaluation
  readonly renames: Renames
}

/** A policy that is deleted gives way to the built-in one. One that cannot be read is not compared: that is said of it. */
function changesOf(
  { owners }: ReviewRequest,
  before: Policy,
  after: Policy | undefined,
  { base, head, renames }: Sides,
  { catalogue }: Engine,
): readonly PolicyChange[] {
  return [
    ...(after ? comparePolicies(before, after, catalogue).changes : []),
    ...compareOwners(owners.base, owners.head),
    ...compareSuppressions(base.suppressions, head.suppressions, renames),
  ]
}

/** What an owner of the policy approved is shown, and lets pass. */
function approved(result: Result, { approvedBy }: ReviewRequest): Result {
  if (approvedBy === undefined) return result
  const waived: Waived = { reason: `approved by ${approvedBy}`, owner: approvedBy, by: 'policy' }
  return { ...result, findings: result.findings.map((finding) => ({ ...finding, waived })) }
}

/** A head whose policy has mistakes would judge nothing once it is merged. */
function observe({ line, column, endLine, endColumn, message, hint }: PolicyProblem): Observation {
  const range = { start: { line, column }, end: { line: endLine ?? line, column: endColumn ?? column } }
  return {
    subject: message,
    location: { path: POLICY_PATH, range },
    problem: { message: hint ? `${message} ${hint}` : message, rating: 'red' },
  }
}
