import { randomUUID } from 'node:crypto'
import type { RunConclusion, RunOutput } from '../../github/check-run.ts'
import { concludeRun, type Ledger, type OpenRun, openRun, resumeRun } from '../../github/publish.ts'
import type { Repository } from '../../github/repository.ts'
import type { Job } from '../../queue/job.ts'
import { type Covered, type KnownRun, ledgerOf, type RunOutcome, runsOn, saveOutcome } from '../store/runs.ts'
import { CHECK_NAME, type Works } from './works.ts'

/** The runs of one commit, as one attempt at it sees and makes them. */
export interface CommitRuns {
  readonly repository: Repository
  readonly head: string
  readonly job: Job
  /** What is written down of earlier attempts, newest first. */
  earlier: readonly KnownRun[]
  /** The run of this attempt, once there is one. */
  current: OpenRun | undefined
}

export async function commitRuns(works: Works, repository: Repository, head: string, job: Job): Promise<CommitRuns> {
  const runs: CommitRuns = { repository, head, job, earlier: await runsOn(works.database, repository.id, head), current: undefined }
  await resume(works, runs)
  return runs
}

/**
 * Only a run that this very job opened, in an attempt that ended in order, is gone on with. All others are read and closed but never added to:
 * whoever holds them may still live.
 */
function unitOf({ id, lost }: Job): string {
  return `${id}.${lost}`
}

const isOpen = ({ state }: KnownRun) => state !== 'concluded' && state !== 'void'

/** Finds out what became of the newest run, where that matters. */
async function resume(works: Works, runs: CommitRuns): Promise<void> {
  const [newest, ...others] = runs.earlier
  const isOurs = newest?.unit === unitOf(runs.job)
  if (!newest || !isOpen(newest) || (!isOurs && newest.outcome !== 'judged')) return
  const found = await resumeRun(runs.repository, ledgerFor(works, newest), works.github.appId, newest)
  if (found?.state === 'concluded') runs.earlier = [{ ...newest, state: 'concluded', conclusion: found.conclusion }, ...others]
  else if (found && isOurs) runs.current = found
}

/** The newest run, if it is concluded: what people see. */
export function shown({ earlier }: CommitRuns): KnownRun | undefined {
  return earlier[0]?.state === 'concluded' ? earlier[0] : undefined
}

/** Shows on GitHub that the commit is being judged. */
export async function begin(works: Works, runs: CommitRuns, covers: Covered): Promise<void> {
  if (runs.current) return
  const { repository, head, job } = runs
  const begunAt = works.clock.now()
  const run = { name: CHECK_NAME, head, externalId: `${nameOf(covers)} ${randomUUID()}`, startedAt: new Date(begunAt).toISOString() }
  const owner = { installation: Number(job.group), repository: repository.id, unit: unitOf(job), begunAt, covers: [covers] }
  runs.current = await openRun(repository, ledgerFor(works, owner), run)
}

function nameOf({ pull }: Covered): string {
  return pull === undefined ? 'group' : `pull-${pull}`
}

function ledgerFor(works: Works, owner: Parameters<typeof ledgerOf>[1]): Ledger {
  return ledgerOf(works.database, owner, () => works.clock.now())
}

export interface Ending {
  readonly conclusion: RunConclusion
  readonly output: RunOutput
  readonly outcome: RunOutcome
  readonly covers: readonly Covered[]
}

/** Concludes the run of this attempt, after whatever else was left open on the commit: the one that is concluded last counts. */
export async function end(works: Works, runs: CommitRuns, { conclusion, output, outcome, covers }: Ending): Promise<void> {
  const { current, job, repository } = runs
  if (!current) return
  await closeStrays(works, runs, conclusion)
  await saveOutcome(works.database, current.externalId, outcome, covers)
  const owner = { installation: Number(job.group), repository: repository.id, unit: unitOf(job), begunAt: works.clock.now(), covers }
  const completedAt = new Date(works.clock.now()).toISOString()
  runs.current = await concludeRun(repository, ledgerFor(works, owner), current, { conclusion, output, completedAt })
  works.meters.runs.inc({ conclusion })
}

/** Ends what interrupted attempts left open, in the same way as the run that stands for them, and without annotations. */
export async function closeStrays(works: Works, runs: CommitRuns, conclusion: RunConclusion): Promise<void> {
  const strays = runs.earlier.filter((run) => isOpen(run) && run.externalId !== runs.current?.externalId)
  for (const stray of strays) await close(works, runs.repository, stray, conclusion)
}

async function close(works: Works, repository: Repository, stray: KnownRun, conclusion: RunConclusion): Promise<void> {
  const ledger = ledgerFor(works, stray)
  const state = stray.state === 'sending' ? 'closing' : stray.state
  const found = await resumeRun(repository, ledger, works.github.appId, { ...stray, state })
  const completedAt = new Date(works.clock.now()).toISOString()
  if (!found) await ledger.save({ ...stray, state: 'void' })
  else if (found.state !== 'concluded') await concludeRun(repository, ledger, found, { conclusion, output: REPLACED, completedAt })
}

const REPLACED: RunOutput = {
  title: 'Replaced by a newer run',
  summary: 'This run was interrupted. The newer one on this commit has the report.',
  annotations: [],
  actions: [],
}
