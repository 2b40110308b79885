import { CATALOGUE_VERSION } from '#catalogue'
import type { Finding } from '#model/finding'
import { POLICY_PATH } from '#model/policy-file'
import type { Snapshot } from '#model/snapshot'
import type { Verdict } from '#model/verdict'
import { catalogueFor } from '../engines.ts'
import { contentsOf } from '../evaluate/contents.ts'
import { commitOf } from '../git/commits.ts'
import { earlierPolicies, ownersAt, policyAt } from '../git/policy.ts'
import { defaultBase, mergeBase, type Place, shortName, topOf } from '../git/pull.ts'
import { commitSnapshot } from '../git/snapshot.ts'
import { stagedSnapshot, type Uncommitted, worktreeSnapshot } from '../git/worktree.ts'
import { renderProblem } from '../policy/problem.ts'
import { serviceOf } from '../policy/rules.ts'
import type { CheckContext } from '../reports/context.ts'
import { type Review, type ReviewRequest, review } from '../review.ts'
import { EXIT, type ExitCode, UsageError } from './failure.ts'
import { applyFixes, reportFixes } from './fix.ts'
import { type CheckFormat, renderCheck } from './formats.ts'
import { organisationFrom } from './organisation.ts'
import { publish } from './output.ts'
import { wire } from './wiring.ts'

export interface CheckOptions {
  readonly repo: string
  readonly base?: string | undefined
  readonly head?: string | undefined
  readonly staged?: boolean | undefined
  readonly worktree?: boolean | undefined
  /** ISO 8601; absent: now. */
  readonly asOf?: string | undefined
  readonly enforce?: boolean | undefined
  /** Apply the safe edits of what is new to the files on disk. */
  readonly fix?: boolean | undefined
  /** A checkout of the owner's `.github` repository. */
  readonly organisation?: string | undefined
  readonly only?: readonly string[] | undefined
  readonly format: CheckFormat
  readonly output?: string | undefined
  readonly cache: boolean | string
}

/** `readiness check`: the verdict on what this branch, index or working tree changes. */
export async function check(options: CheckOptions): Promise<ExitCode> {
  const head = headName(options)
  const tip = options.staged || options.worktree ? 'HEAD' : head
  const repository = await topOf(options.repo, [tip, ...(options.base === undefined ? [] : [options.base])])
  const names = { base: options.base ?? (await defaultBase(repository)), head }
  const uncommitted = await uncommittedOf(repository, options)
  const { engine, close } = wire({ only: options.only, cache: options.cache, repository: repository.name, telling: true })
  try {
    const request = await requestFor(repository, uncommitted, names, options)
    const reviewed = await review(request, engine)
    if (!reviewed.assessment) throw new UsageError(problemsOf(reviewed))
    const context = await contextOf(reviewed, request, names)
    const info = { version: CATALOGUE_VERSION, catalogue: catalogueFor(reviewed.assessment.policy, engine) }
    publish(await renderCheck(options, reviewed.assessment, info, context), options.output)
    if (options.fix) reportFixes(applyFixes(repository.folder, newsOf(reviewed), context.contents!))
    return exitOf(reviewed.assessment.verdict)
  } finally {
    close()
    uncommitted?.dispose()
  }
}

interface Names {
  readonly base: string
  readonly head: string
}

function headName({ head, staged, worktree }: CheckOptions): string {
  if ([head, staged, worktree].filter(Boolean).length > 1)
    throw new UsageError('Only one of --head, --staged and --worktree can be judged: leave the others out.')
  return staged ? 'staged' : worktree ? 'worktree' : (head ?? 'HEAD')
}

async function uncommittedOf(repository: Place, { staged, worktree }: CheckOptions): Promise<Uncommitted | undefined> {
  return staged ? stagedSnapshot(repository) : worktree ? worktreeSnapshot(repository) : undefined
}

async function requestFor(
  repository: Place,
  uncommitted: Uncommitted | undefined,
  names: Names,
  { enforce, organisation, asOf = new Date().toISOString() }: CheckOptions,
): Promise<ReviewRequest> {
  const tip = await commitOf(repository, names.base)
  const base = await mergeBase(repository, names.base, uncommitted ? 'HEAD' : names.head)
  const head: Snapshot = uncommitted?.snapshot ?? (await commitSnapshot(repository, names.head))
  // It has the objects of both sides, and what is asked for together is one question to git.
  const both = uncommitted?.repository ?? repository
  const [basePolicy, headPolicy, ownersAtBase, ownersAtHead] = await Promise.all([
    policyAt(both, tip.tree, shortName(names.base)),
    policyAt(both, head.tree, 'the head'),
    ownersAt(both, base.tree),
    ownersAt(both, head.tree),
  ])
  return {
    base,
    head,
    basePolicy,
    headPolicy,
    ...(organisation !== undefined && { organisation: await organisationFrom(organisation, repository, basePolicy) }),
    owners: { base: ownersAtBase, head: ownersAtHead },
    earlier: () => earlierPolicies(repository, tip.id),
    asOf,
    ...(enforce && { mode: 'enforce' as const }),
  }
}

type Reviewed = Extract<Review, { readonly hasPolicy: boolean }>

async function contextOf(reviewed: Reviewed, { head, asOf }: ReviewRequest, names: Names): Promise<CheckContext> {
  const { assessment, hasPolicy, policyChanged, policyDelta, notes } = reviewed
  const { policy } = assessment
  return {
    base: shortName(names.base),
    head: names.head,
    hasPolicy,
    policyPath: POLICY_PATH,
    policyChanged,
    policyDelta: policyDelta.map(({ words }) => words),
    notes,
    asOf: asOf.slice(0, 10),
    contents: await contentsOf(head, assessment.head, newsOf(reviewed)),
    ...(policy.services.length > 0 && { serviceOf: (path: string) => serviceOf(policy, path)?.name }),
  }
}

function newsOf({ assessment: { delta } }: Reviewed): readonly Finding[] {
  return [...delta.introduced, ...delta.worsened.map(({ finding }) => finding)]
}

function exitOf({ conclusion }: Verdict): ExitCode {
  return conclusion === 'failure' ? EXIT.gateFailed : conclusion === 'action_required' ? EXIT.notEvaluated : EXIT.passed
}

function problemsOf({ problems, source }: Extract<Review, { readonly source: string }>): string {
  return [
    `The policy (${source}) has mistakes, and no earlier one is valid:`,
    ...problems.map((problem) => `  ${renderProblem(problem)}`),
    'Mend it there: `readiness policy check` lists the mistakes.',
  ].join('\n')
}
