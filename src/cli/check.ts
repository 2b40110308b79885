import { CATALOGUE_VERSION } from '#catalogue'
import type { Snapshot } from '#model/snapshot'
import { catalogueFor } from '../engines.ts'
import { contentsOf } from '../evaluate/contents.ts'
import { earlierPolicies, ownersAt, policyAt } from '../git/policy.ts'
import { defaultBase, mergeBase, nameOf, shortName, topOf } from '../git/pull.ts'
import type { Repository } from '../git/run.ts'
import { commitSnapshot, resolveCommit } from '../git/snapshot.ts'
import { stagedSnapshot, type Uncommitted, worktreeSnapshot } from '../git/worktree.ts'
import { renderProblem } from '../policy/problem.ts'
import { type Review, type ReviewRequest, review } from '../review.ts'
import { EXIT, type ExitCode, UsageError } from './failure.ts'
import { applyFixes, type Fixed } from './fix.ts'
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
  readonly enforce?: boolean | undefined
  /** Apply the safe edits of what is new to the files on disk. */
  readonly fix?: boolean | undefined
  /** ISO 8601; absent: now. */
  readonly asOf?: string | undefined
  /** A checkout of the owner's `.github` repository. */
  readonly organisation?: string | undefined
  readonly only?: readonly string[] | undefined
  readonly format: CheckFormat
  readonly output?: string | undefined
  readonly cache: boolean | string
}

/** `readiness check`: the verdict on what this branch, index or working tree changes. */
export async function check(options: CheckOptions): Promise<ExitCode> {
  const repository = await topOf(options.repo)
  const head = headName(options)
  const base = options.base ?? (await defaultBase(repository))
  const uncommitted = await uncommittedOf(repository, options)
  const { engine, close } = wire({ only: options.only, cache: options.cache, repository: await nameOf(repository) })
  try {
    const pull = {
      base: await mergeBase(repository, base, uncommitted ? 'HEAD' : head),
      head: uncommitted?.snapshot ?? (await commitSnapshot(repository, head)),
    }
    const request = await requestFor(repository, uncommitted?.repository ?? repository, pull, base, options)
    const reviewed = await review(request, engine)
    if (!reviewed.assessment) throw new UsageError(problemsOf(reviewed))
    const { delta } = reviewed.assessment
    const shown = [...delta.introduced, ...delta.worsened.map(({ finding }) => finding), ...delta.unchanged]
    const contents = await contentsOf(pull.head, reviewed.assessment.head, shown)
    const context = {
      base: shortName(base),
      head,
      hasPolicy: reviewed.hasPolicy,
      policyChanged: reviewed.policyChanged,
      policyDelta: reviewed.policyDelta.map(({ words }) => words),
      notes: reviewed.notes,
      contents,
    }
    const report = await renderCheck(
      options,
      reviewed.assessment,
      { version: CATALOGUE_VERSION, catalogue: catalogueFor(reviewed.assessment.policy, engine) },
      context,
    )
    publish(report, options.output)
    if (options.fix)
      reportFixes(
        applyFixes(
          repository.folder,
          shown.filter((finding) => !delta.unchanged.includes(finding)),
          contents,
        ),
      )
    return reviewed.assessment.verdict.conclusion === 'failure'
      ? EXIT.gateFailed
      : reviewed.assessment.verdict.conclusion === 'action_required'
        ? EXIT.notEvaluated
        : EXIT.passed
  } finally {
    close()
    await uncommitted?.dispose()
  }
}

function headName({ head, staged, worktree }: CheckOptions): string {
  if ([head, staged, worktree].filter(Boolean).length > 1)
    throw new UsageError('Only one of --head, --staged and --worktree can be judged: leave the others out.')
  return staged ? 'staged' : worktree ? 'worktree' : (head ?? 'HEAD')
}

async function uncommittedOf(repository: Repository, { staged, worktree }: CheckOptions): Promise<Uncommitted | undefined> {
  return staged ? stagedSnapshot(repository) : worktree ? worktreeSnapshot(repository) : undefined
}

async function requestFor(
  repository: Repository,
  headRepository: Repository,
  pull: { readonly base: Snapshot; readonly head: Snapshot },
  base: string,
  { enforce, organisation, asOf = new Date().toISOString() }: CheckOptions,
): Promise<ReviewRequest> {
  const tip = await resolveCommit(repository, base)
  const basePolicy = await policyAt(repository, tip, shortName(base))
  return {
    ...pull,
    basePolicy,
    ...(organisation !== undefined && { organisation: await organisationFrom(organisation, repository, basePolicy) }),
    headPolicy: await policyAt(headRepository, pull.head.tree, 'the head'),
    owners: { base: await ownersAt(repository, pull.base.tree), head: await ownersAt(headRepository, pull.head.tree) },
    earlier: () => earlierPolicies(repository, tip),
    asOf,
    ...(enforce && { mode: 'enforce' as const }),
  }
}

function problemsOf({ problems = [], source = '' }: Partial<Extract<Review, { source: string }>>): string {
  return `The policy (${source}) has mistakes, and no earlier one is valid:\n${problems.map((problem) => `  ${renderProblem(problem)}`).join('\n')}\nMend it there: \`readiness policy check\` lists the mistakes.`
}

/** On standard error: the report is on standard output, and may be JSON. */
function reportFixes({ applied, left }: Fixed): void {
  process.stderr.write(`readiness: ${applied} ${applied === 1 ? 'finding' : 'findings'} fixed on disk.\n`)
  for (const line of left) process.stderr.write(`readiness: left alone ${line}.\n`)
}
