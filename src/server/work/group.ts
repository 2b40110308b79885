import { Incomplete } from '../../github/failure.ts'
import { formedOn } from '../../github/formed-on.ts'
import { readGroupContext } from '../../github/group-context.ts'
import type { GroupData } from '../jobs.ts'
import { begin, type CommitRuns, closeStrays, end, shown } from './commit-runs.ts'
import { judgePull } from './judge-pull.ts'
import { POLICY_PATH, timed, type Works } from './works.ts'

/** Judges what a merge queue is about to merge: its commit against the one before it in the queue. */
export async function evaluateGroup(works: Works, runs: CommitRuns, { head, parent, base }: GroupData): Promise<void> {
  const { job, repository } = runs
  const answer = shown(runs)
  const isAnswered = answer?.outcome === 'judged' && (!job.force || answer.begunAt >= job.freshAt)
  if (isAnswered && answer.conclusion) return closeStrays(works, runs, answer.conclusion)
  const reading = readGroupContext(repository, POLICY_PATH, { head, parent, base })
  const [context, begun] = await Promise.allSettled([timed(works, 'context', () => reading), begin(works, runs, { parent, base })])
  if (begun.status === 'rejected') throw begun.reason
  if (context.status === 'rejected') throw context.reason
  const { base: now, head: commit, parent: before, formedAt, above } = context.value
  if (!now || !commit || !before) throw new Incomplete('GitHub does not show the commits of the merge queue yet')
  const asOf = new Date(job.acceptedAt).toISOString()
  const tip = await formedOn(repository, POLICY_PATH, { base: now, parent: before, formedAt })
  const judgement = await judgePull(works, repository, { tip, head: commit, parent: before, above, baseRef: base, asOf })
  const output = judgement.render({ notes: [`This is the commit that the merge queue is about to merge into ${base}.`] })
  const covers = [{ parent, base }]
  await timed(works, 'conclude', () => end(works, runs, { conclusion: judgement.conclusion, output, outcome: 'judged', covers }))
}
