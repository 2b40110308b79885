import type { Assessment, CatalogueInfo } from '#model/assessment'
import type { Catalogue } from '#model/check'
import { POLICY_PATH } from '#model/policy-file'
import type { Blob, BlobId, Snapshot } from '#model/snapshot'
import { catalogueFor } from '../engines.ts'
import { contentsOf } from '../evaluate/contents.ts'
import type { Engine } from '../evaluate/engine.ts'
import { choosePolicy } from '../policy/choose.ts'
import { renderProblem } from '../policy/problem.ts'
import { serviceOf } from '../policy/rules.ts'
import { renderCheckRun, renderUnjudged } from '../reports/check-run.ts'
import type { CheckContext } from '../reports/context.ts'
import { code } from '../reports/escape.ts'
import { checkSuggestions } from '../reports/suggestions.ts'
import { type Review, type ReviewRequest, review } from '../review.ts'
import type { Judge, Judgement, ModeOf, PullToJudge } from './work/judge.ts'

/** The judge over a catalogue: the same review as on the command line. */
export function createJudge(engineOf: (repository: number) => Engine, version: string): Judge {
  return async (pull) => {
    const engine = engineOf(pull.repository)
    const { head, remembered } = remembering(pull.head)
    const request = requestFor(pull, head)
    const first = await review(request, engine)
    const { by: approvedBy, undecided } = isLoosened(first) ? await pull.approval() : {}
    const reviewed = approvedBy === undefined ? first : await review({ ...request, approvedBy }, engine)
    if (!reviewed.assessment) return unjudged(reviewed, pull.head.revision)
    const info = { version, catalogue: catalogueFor(reviewed.assessment.policy, engine) }
    const context = await contextOf(pull, reviewed, remembered)
    return judged(reviewed, info, undecided === undefined ? context : { ...context, notes: [undecided, ...(context.notes ?? [])] })
  }
}

/** Nobody can say what a policy with mistakes asks for, so nothing passes. */
const UNKNOWN_MODE = 'enforce'

export function createModeOf(catalogue: Catalogue): ModeOf {
  return async ({ policy, organisation }) =>
    (await choosePolicy(policy.base, policy.earlier, catalogue, organisation)).policy?.mode ?? UNKNOWN_MODE
}

function requestFor(pull: PullToJudge, head: Snapshot): ReviewRequest {
  const { base, policy, owners, organisation, asOf } = pull
  const { earlier } = policy
  return { base, head, basePolicy: policy.base, headPolicy: policy.head, owners, earlier, asOf, ...(organisation && { organisation }) }
}

/** Whether an owner's approval would make a difference. */
function isLoosened(reviewed: Review): boolean {
  if (!reviewed.assessment) return false
  const { policy, verdict } = reviewed.assessment
  const loosens = reviewed.policyDelta.some(({ kind }) => kind === 'loosened')
  return loosens && policy.gate.policy === 'require-owner' && verdict.conclusion === 'failure'
}

function judged({ assessment }: { readonly assessment: Assessment }, info: CatalogueInfo, context: CheckContext): Judgement {
  const { policy, verdict } = assessment
  return {
    conclusion: verdict.conclusion,
    mode: policy.mode,
    breakGlass: policy.gate.breakGlass,
    render: ({ notes, ...glass }) =>
      renderCheckRun(assessment, info, { ...context, notes: [...(context.notes ?? []), ...notes], ...glass }),
    suggestions: () => (policy.report.suggestions ? checkSuggestions(assessment, context) : []),
  }
}

type Assessed = Extract<Review, { readonly assessment: Assessment }>

async function contextOf(pull: PullToJudge, reviewed: Assessed, remembered: Snapshot): Promise<CheckContext> {
  const { assessment, hasPolicy, policyChanged, policyDelta, notes } = reviewed
  const { delta, head, policy } = assessment
  const news = [...delta.introduced, ...delta.worsened.map(({ finding }) => finding)]
  return {
    baseRef: pull.baseRef,
    base: pull.tip,
    head: pull.head.revision,
    hasPolicy,
    policyPath: POLICY_PATH,
    policyChanged,
    policyDelta: policyDelta.map(({ words }) => words),
    notes,
    asOf: pull.asOf.slice(0, 10),
    contents: await contentsOf(remembered, head, news),
    ...(policy.services.length > 0 && { serviceOf: (path: string) => serviceOf(policy, path)?.name }),
  }
}

/** The base has a policy with mistakes and never had one without: nobody can say what it asks for, so nothing passes. */
function unjudged({ problems, source }: Exclude<Review, Assessed>, head: string): Judgement {
  const lines = problems.slice(0, 50).map((problem) => `- ${code(renderProblem(problem))}`)
  const summary = `### The policy has mistakes\n\n${code(source)} cannot be read, and there is no earlier one that can:\n\n${lines.join('\n')}\n\n**What to do:** mend it on the base branch; \`readiness policy check\` lists the mistakes.`
  return {
    conclusion: 'action_required',
    mode: UNKNOWN_MODE,
    // It may forbid it and cannot say so; but the pull request that mends it has to get in.
    breakGlass: 'require-reason',
    render: ({ notes, ...glass }) => renderUnjudged(summary, notes, { ...glass, head }),
    suggestions: () => [],
  }
}

/** Files that are kept for code frames. */
const MOST_BYTES = 8_000_000
const LARGEST = 500_000

/** Keeps what the evaluation reads of the head anyway: code frames must not cost another request. */
function remembering(head: Snapshot): { readonly head: Snapshot; readonly remembered: Snapshot } {
  const kept = new Map<BlobId, Blob>()
  let bytes = 0
  async function* read(blobs: readonly BlobId[]): AsyncGenerator<Blob> {
    for await (const blob of head.read(blobs)) {
      const size = blob.bytes?.length ?? Number.POSITIVE_INFINITY
      if (size <= LARGEST && bytes + size <= MOST_BYTES) {
        kept.set(blob.blob, blob)
        bytes += size
      }
      yield blob
    }
  }
  async function* recall(blobs: readonly BlobId[]): AsyncGenerator<Blob> {
    for (const blob of blobs) if (kept.has(blob)) yield kept.get(blob)!
  }
  return { head: { ...head, read }, remembered: { ...head, read: recall } }
}
