import { mayBegin } from '../../github/budget.ts'
import { failureOf } from '../../github/failure.ts'
import type { Outcome } from '../../queue/dispatch.ts'
import type { Job } from '../../queue/job.ts'
import { type EvaluateData, type GroupData, PRIORITY } from '../jobs.ts'
import { mayWriteUnasked } from '../store/pace.ts'
import { giveUpRuns } from '../store/runs.ts'
import { lastMode } from '../store/tenants.ts'
import { begin, type CommitRuns, commitRuns, end, shown } from './commit-runs.ts'
import { DEADLINE, recover } from './recover.ts'
import { open, type Works } from './works.ts'

/** The work that ends in a conclusion, whatever happens. */
export async function judging<Data extends EvaluateData | GroupData>(
  works: Works,
  job: Job,
  signal: AbortSignal,
  evaluate: (works: Works, runs: CommitRuns, data: Data) => Promise<void>,
): Promise<Outcome> {
  const data = job.data as Data
  let runs: CommitRuns | undefined
  try {
    const repository = await open(works, data, signal)
    const until = await mayBeginAt(works, job, data.installation)
    runs = await commitRuns(works, repository, data.head, job)
    if (until > 0) return await postpone(works, runs, data, until)
    await evaluate(works, runs, data)
    return { kind: 'done' }
  } catch (error) {
    if (signal.aborted) return { kind: 'again', at: works.clock.now(), reason: 'interrupted', failed: false }
    const outcome = await recover(works, job, error)
    return runs && mayWrite(error) ? await explain(works, runs, data, outcome) : outcome
  }
}

/** Now (0), or when GitHub's limits leave room for work that is this urgent. */
async function mayBeginAt({ budgets, database, clock }: Works, { priority }: Job, installation: number): Promise<number> {
  const until = mayBegin(budgets, installation, priority <= PRIORITY.policy)
  return priority <= PRIORITY.catchUp ? Math.max(until, await mayWriteUnasked(database, installation, clock.now())) : until
}

/** Who is told to be silent and goes on talking may be shut out altogether. */
function mayWrite(error: unknown): boolean {
  const failure = failureOf(error)
  return failure?.kind !== 'rate-limited' || failure.writes
}

/** The hour's requests are nearly used up. Who would wait too long is told so with what is kept back for that. */
async function postpone(works: Works, runs: CommitRuns, data: EvaluateData | GroupData, until: number): Promise<Outcome> {
  if (runs.job.priority > PRIORITY.policy && until - runs.job.acceptedAt > DEADLINE) {
    const explanation = `GitHub's hourly limit for this installation is used up; this is judged after ${new Date(until).toISOString()}.`
    await tell(works, runs, data, explanation)
  }
  return { kind: 'again', at: until, reason: 'the rate budget is used up', failed: false }
}

/** Past the deadline, or when nothing more will be tried, the pull request hears why there is no verdict. */
async function explain(works: Works, runs: CommitRuns, data: EvaluateData | GroupData, outcome: Outcome): Promise<Outcome> {
  const { clock, database, log } = works
  const { job } = runs
  if (outcome.kind === 'done') {
    await giveUpRuns(database, data.repository.id, data.head)
    return outcome
  }
  const isLate = outcome.kind === 'bury' || Math.max(clock.now(), outcome.at) - job.acceptedAt > DEADLINE
  if (!isLate) return outcome
  const explanation =
    outcome.kind === 'bury' ? 'Readiness failed on this pull request.' : 'GitHub did not give in time what a verdict takes.'
  try {
    await tell(works, runs, data, explanation)
  } catch (error) {
    log.warn({ job: job.id, err: error }, 'the explanation did not get through')
    // Nothing may end without a conclusion, so it is tried for as long as it takes.
    if (outcome.kind === 'bury') return { kind: 'again', at: clock.now() + DEADLINE, reason: outcome.reason, failed: true }
  }
  return outcome
}

/** Concludes the run without a verdict: under `enforce` it must not pass. Once is enough. */
async function tell(works: Works, runs: CommitRuns, data: EvaluateData | GroupData, explanation: string): Promise<void> {
  if (!runs.current && shown(runs)?.outcome === 'unable') return
  const { base, repository } = data
  const enforced = (await lastMode(works.database, repository.id, base)) === 'enforce'
  const covers = 'pull' in data ? { pull: data.pull, base } : { parent: data.parent, base, queued: data.queued }
  await begin(works, runs, covers)
  const output = works.renderUnable({ explanation, reference: runs.job.id.slice(0, 8), enforced })
  await end(works, runs, { conclusion: enforced ? 'action_required' : 'neutral', output, outcome: 'unable', covers: [covers] })
}
