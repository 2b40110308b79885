import type { RunConclusion } from '../../github/check-run.ts'
import { Incomplete } from '../../github/failure.ts'
import { type Pull, type PullContext, readPullContext } from '../../github/pull-context.ts'
import type { Repository } from '../../github/repository.ts'
import type { Tip } from '../../github/tip.ts'
import { readTips } from '../../github/tips.ts'
import type { Job } from '../../queue/job.ts'
import { type EvaluateData, evaluateJob } from '../jobs.ts'
import type { Covered, KnownRun } from '../store/runs.ts'
import { begin, type CommitRuns, closeStrays, end, shown } from './commit-runs.ts'
import { type JudgedPull, judgePull } from './judge-pull.ts'
import { policyTag } from './policy-tag.ts'
import { publish } from './publish.ts'
import { POLICY_PATH, timed, type Works } from './works.ts'

/** Judges every open pull request of a head and concludes its run. Rejects when GitHub does not give what that takes. */
export async function evaluate(works: Works, runs: CommitRuns, data: EvaluateData): Promise<void> {
  const { job, repository } = runs
  const answer = answerTo(shown(runs), data, job)
  const isNews = data.first === 'post'
  if (answer && !isNews) return closeStrays(works, runs, answer.conclusion)
  const covers = { pull: data.pull, base: data.base }
  const reading = timed(works, 'context', () => readPullContext(repository, POLICY_PATH, { ...data, number: data.pull }))
  const opening = isNews && !answer ? begin(works, runs, covers) : undefined
  const context = await inStep(reading, opening)
  if (answer?.policy === policyTag(context.base, context.above)) return closeStrays(works, runs, answer.conclusion)
  await followMove(works, context, data, job)
  const pulls = context.sharing
  if (context.archived || pulls.length === 0 || !context.head) return conclude(works, runs, covers, assertOutdated(context, data, job))
  await begin(works, runs, covers)
  const judged = await judgeAll(works, runs, context, data)
  await publish(works, runs, judged, context.defaultBranch)
}

interface Answer {
  readonly conclusion: RunConclusion
  /** By which it was found. */
  readonly policy: string | undefined
}

/**
 * What people see already, if it says what this job would find out. To a head that is news, and that we know, somebody has come back: while it
 * was away the policy may have moved, and only what is open was judged again.
 */
function answerTo(run: KnownRun | undefined, { pull, base }: EvaluateData, { force, freshAt }: Job): Answer | undefined {
  if (!run?.conclusion || run.outcome !== 'judged' || (force && run.begunAt < freshAt)) return undefined
  const covered = run.covers.find((one) => one.pull === pull && one.base === base)
  return covered && { conclusion: run.conclusion, policy: covered.policy }
}

/** Both, and nothing is left behind unheard when one fails. */
async function inStep<Result>(main: Promise<Result>, beside: Promise<void> | undefined): Promise<Result> {
  const [result, aside] = await Promise.allSettled([main, beside])
  if (aside.status === 'rejected') throw aside.reason
  if (result.status === 'rejected') throw result.reason
  return result.value
}

/** The pull request has another head by now: the event that says so may be lost. */
async function followMove({ queue, clock }: Works, { pull }: PullContext, data: EvaluateData, { priority }: Job): Promise<void> {
  if (!pull?.open || pull.head === data.head || pull.updatedAt < data.updatedAt) return
  const moved = { ...data, head: pull.head, base: pull.base, updatedAt: pull.updatedAt, first: 'look' as const }
  await queue.add([evaluateJob(moved, { priority, runAt: clock.now() })], clock.now())
}

/** After this many looks we believe that GitHub's answer is not merely late. */
const LOOKS = 4

/** Nobody waits for this commit: but an answer may be older than the event. */
function assertOutdated({ pull, head, archived }: PullContext, { updatedAt, head: asked }: EvaluateData, { attempts }: Job): string {
  if (archived) return 'The repository is archived.'
  const isLate = !pull || pull.updatedAt < updatedAt || (pull.open && (pull.updatedAt === updatedAt || !head || pull.head === asked))
  if (isLate && attempts < LOOKS) throw new Incomplete('GitHub does not show this head of the pull request yet')
  return pull?.open ? 'The pull request has a newer commit.' : 'No open pull request has this commit as its head.'
}

async function conclude(works: Works, runs: CommitRuns, covers: Covered, why: string): Promise<void> {
  if (!runs.current) return closeStrays(works, runs, 'cancelled')
  const output = { title: 'Not judged: nobody waits for this commit', summary: why, annotations: [], actions: [] }
  await end(works, runs, { conclusion: 'cancelled', output, outcome: 'outdated', covers: [covers] })
}

async function judgeAll(
  works: Works,
  { repository, job }: CommitRuns,
  context: PullContext,
  data: EvaluateData,
): Promise<readonly JudgedPull[]> {
  const tips = new Map<string, Tip | undefined>([[data.base, context.base]])
  const judged: JudgedPull[] = []
  for (const pull of context.sharing) {
    const tip = await tipOf(repository, tips, pull)
    const asOf = new Date(job.acceptedAt).toISOString()
    const sides = {
      tip,
      head: context.head!,
      above: context.above,
      baseRef: pull.base,
      approved: { pull: pull.number, head: data.head },
      asOf,
    }
    judged.push({ pull, judgement: await judgePull(works, repository, sides), policy: policyTag(tip, context.above) })
  }
  return judged
}

async function tipOf(repository: Repository, tips: Map<string, Tip | undefined>, { base }: Pull): Promise<Tip> {
  if (!tips.has(base)) tips.set(base, (await readTips(repository, POLICY_PATH, base)).tip)
  const tip = tips.get(base)
  if (!tip) throw new Incomplete('GitHub does not show the base branch')
  return tip
}
