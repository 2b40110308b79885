import { Incomplete } from '../../github/failure.ts'
import { formedOn } from '../../github/formed-on.ts'
import { type GroupContext, readGroupContext } from '../../github/group-context.ts'
import type { GroupData } from '../jobs.ts'
import { overridesOn, type StoredOverride } from '../store/overrides.ts'
import { isShut, overridesFor, overrideUnder, whoAndWhen } from './break-glass.ts'
import { begin, type CommitRuns, closeStrays, type Ending, end, shown } from './commit-runs.ts'
import type { Judgement } from './judge.ts'
import { judgePull } from './judge-pull.ts'
import { POLICY_PATH, timed, type Works } from './works.ts'

/** Judges what a merge queue is about to merge: its commit against the one before it in the queue. */
export async function evaluateGroup(works: Works, runs: CommitRuns, data: GroupData): Promise<void> {
  const { job, repository } = runs
  const answer = shown(runs)
  const isAnswered = answer?.outcome === 'judged' && (!job.force || answer.begunAt >= job.freshAt)
  if (isAnswered && answer.conclusion) return closeStrays(works, runs, answer.conclusion)
  const { parent, base, queued } = data
  const reading = readGroupContext(repository, POLICY_PATH, data)
  const [read, begun] = await Promise.allSettled([timed(works, 'context', () => reading), begin(works, runs, { parent, base, queued })])
  if (begun.status === 'rejected') throw begun.reason
  if (read.status === 'rejected') throw read.reason
  const judgement = await judgeGroup(works, runs, data, read.value)
  const override = await overrideOf(works, runs, data, { judgement, pullHead: read.value.pullHead })
  await timed(works, 'conclude', () => end(works, runs, endingOf(judgement, data, override)))
}

async function judgeGroup(works: Works, { repository, job }: CommitRuns, data: GroupData, context: GroupContext): Promise<Judgement> {
  const { base: now, head, parent, formedAt, above, pullHead } = context
  if (!now || !head || !parent) throw new Incomplete('GitHub does not show the commits of the merge queue yet')
  const tip = await formedOn(repository, POLICY_PATH, { base: now, parent, formedAt })
  const approved = data.queued === undefined || pullHead === undefined ? undefined : { pull: data.queued, head: pullHead }
  const asOf = new Date(job.acceptedAt).toISOString()
  return judgePull(works, repository, { tip, head, parent, above, approved, baseRef: data.base, asOf })
}

/** Who let the pull request pass wants it merged: its way leads through the queue. A push takes it out of there, and asks again. */
async function overrideOf(
  { database }: Works,
  { repository }: CommitRuns,
  { queued, base }: GroupData,
  { judgement, pullHead }: { readonly judgement: Judgement; readonly pullHead: string | undefined },
): Promise<StoredOverride | undefined> {
  if (queued === undefined || pullHead === undefined || !isShut(judgement)) return undefined
  const known = await overridesOn(database, repository.id, pullHead)
  return overrideUnder(judgement.breakGlass, overridesFor(known, { pull: queued, base }))
}

function endingOf(judgement: Judgement, { parent, base, queued }: GroupData, override: StoredOverride | undefined): Ending {
  const shut = isShut(judgement) && !override && judgement.breakGlass !== 'forbid'
  const notes = [
    `This is the commit that the merge queue is about to merge into ${base}.`,
    ...(shut ? ['Whoever wants to override it breaks the glass on the pull request, and queues it again.'] : []),
  ]
  const output = judgement.render({ notes, override: override && { ...whoAndWhen(override), reason: override.reason } })
  return {
    conclusion: override ? 'success' : judgement.conclusion,
    // A commit that the queue has thrown out is of no use to anybody, so the glass in front of it is not either.
    output: { ...output, actions: output.actions.filter(({ identifier }) => identifier !== 'break-glass') },
    outcome: 'judged',
    covers: [{ parent, base, queued }],
  }
}
