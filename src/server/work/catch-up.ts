import { DAY, HOUR, MINUTE } from '#model/clock'
import { mayBegin } from '../../github/budget.ts'
import { failureOf } from '../../github/failure.ts'
import { installedRepositories } from '../../github/installations.ts'
import { openPulls } from '../../github/pulls.ts'
import type { Repository } from '../../github/repository.ts'
import { readTips } from '../../github/tips.ts'
import type { Outcome } from '../../queue/dispatch.ts'
import type { Job } from '../../queue/job.ts'
import {
  type BackfillData,
  type BackfillRepositoryData,
  backfillRepositoryJob,
  evaluateJob,
  groupJob,
  type InRepository,
  PRIORITY,
} from '../jobs.ts'
import { type Covered, type KnownRun, runsOn, stuckRuns } from '../store/runs.ts'
import { forgetRepository, leastSwept, markSwept, repositoryById, saveRepository } from '../store/tenants.ts'
import { policyTag } from './policy-tag.ts'
import { open, POLICY_PATH, type Works } from './works.ts'

/** Pull requests that changed since then are judged when the App arrives. */
const ACTIVE = 7 * DAY

/** The App arrived: one job for each repository, so that they can be spread over hours. */
export async function backfill(works: Works, { data }: Job, signal: AbortSignal): Promise<Outcome | undefined> {
  const { installation } = data as BackfillData
  const wait = postponed(works, installation)
  if (wait) return wait
  const now = works.clock.now()
  for await (const repository of installedRepositories(works.github.installation(installation, { signal }))) {
    await saveRepository(works.database, installation, repository, now)
    const when = { priority: PRIORITY.catchUp, runAt: now, force: true }
    await works.queue.add([backfillRepositoryJob({ installation, repository }, when)], now)
  }
  return undefined
}

export async function backfillRepository(works: Works, { data }: Job, signal: AbortSignal): Promise<Outcome | undefined> {
  const { anew = false, ...where } = data as BackfillRepositoryData
  const wait = postponed(works, where.installation)
  if (wait) return wait
  await askForUnjudged(works, where, signal, { since: anew ? 0 : works.clock.now() - ACTIVE, anew })
  return undefined
}

function postponed({ budgets }: Works, installation: number): Outcome | undefined {
  const until = mayBegin(budgets, installation, true)
  return until > 0 ? { kind: 'again', at: until, reason: 'the budget is kept for people', failed: false } : undefined
}

/** Asks for every open pull request without an answer, newest first. */
async function askForUnjudged(
  works: Works,
  where: InRepository,
  signal: AbortSignal,
  { since, anew }: { readonly since: number; readonly anew: boolean },
): Promise<void> {
  const { queue, clock, meters } = works
  const repository = await open(works, where, signal)
  const policies = new Map<string, string>()
  for await (const { number, head, base, updatedAt } of openPulls(repository)) {
    if (updatedAt < since) return
    const answer = anew ? undefined : await answerTo(works, where, number, head, base)
    if (answer && !policies.has(base)) policies.set(base, await currentPolicy(repository, base))
    const isAnswered = answer?.policy !== undefined && answer.policy === policies.get(base)
    meters.swept.inc({ result: isAnswered ? 'answered' : 'missing' })
    if (isAnswered) continue
    const now = clock.now()
    const data = { ...where, pull: number, head, base, updatedAt, first: 'look' as const }
    await queue.add([evaluateJob(data, { priority: PRIORITY.catchUp, runAt: now, force: anew || answer !== undefined })], now)
  }
}

/** What the newest run of a head answers to one of its pull requests. */
async function answerTo(
  { database }: Works,
  { repository }: InRepository,
  pull: number,
  head: string,
  base: string,
): Promise<Covered | undefined> {
  const [newest] = await runsOn(database, repository.id, head)
  if (newest?.state !== 'concluded' || newest.outcome !== 'judged') return undefined
  return newest.covers.find((covered) => covered.pull === pull && covered.base === base)
}

/** The event that tells of a new policy may be lost like all others. */
async function currentPolicy(repository: Repository, base: string): Promise<string> {
  const { tip, above } = await readTips(repository, POLICY_PATH, base)
  return policyTag(tip, above)
}

const SWEEP_EVERY = 10 * MINUTE
/** No repository is looked at more often. */
const SWEEP_REST = HOUR
const SWEEP_AT_ONCE = 50

/** Looks for open pull requests that nobody has answered, a few repositories at a time, as far as the budgets allow. */
export async function sweep(works: Works, _: Job, signal: AbortSignal): Promise<Outcome> {
  const { clock, database, budgets, log } = works
  for (const { installation, ...repository } of await leastSwept(database, clock.now() - SWEEP_REST, SWEEP_AT_ONCE)) {
    if (signal.aborted) break
    if (mayBegin(budgets, installation, true) > 0) continue
    try {
      await askForUnjudged(works, { installation, repository }, signal, { since: 0, anew: false })
    } catch (error) {
      const failure = failureOf(error)
      if (!failure) throw error
      // A deleted repository is not announced.
      if (failure.kind === 'gone') await forgetRepository(database, repository.id)
      if (failure.kind === 'rate-limited') await works.queue.pause(String(installation), clock.now() + failure.retryAfter)
      log.info({ repository: repository.id, reason: failure.detail }, 'a repository could not be swept')
    }
    await markSwept(database, repository.id, clock.now())
  }
  return next(works, SWEEP_EVERY)
}

const WATCH_EVERY = MINUTE
/** Longer than any attempt takes. */
const STUCK_AFTER = 10 * MINUTE

/** Finds runs that were left open and that no job will conclude, and asks for them. */
export async function watch(works: Works): Promise<Outcome> {
  const { clock, database, queue } = works
  const now = clock.now()
  for (const run of await stuckRuns(database, now - STUCK_AFTER, 100)) {
    const repository = await repositoryById(database, run.repository)
    if (repository) await queue.add([askFor(run, repository, now)], now)
  }
  return next(works, WATCH_EVERY)
}

function askFor(run: KnownRun, repository: InRepository['repository'], now: number) {
  const { installation, head, covers } = run
  const when = { priority: PRIORITY.closing, runAt: now }
  const { parent, pull = 0, base = '', queued }: Partial<Covered> = covers[0] ?? {}
  if (parent !== undefined) return groupJob({ installation, repository, head, parent, base, queued }, when)
  const data = { installation, repository, pull, head, base, updatedAt: 0, first: 'look' as const }
  return evaluateJob(data, when)
}

export function next({ clock }: Works, every: number): Outcome {
  return { kind: 'again', at: clock.now() + every, reason: 'it is done again and again', failed: false }
}
