import type { Outcome } from '../../queue/dispatch.ts'
import type { Job } from '../../queue/job.ts'
import type { EvaluateData, GroupData, JobKind } from '../jobs.ts'
import { policyMoved, pressed, recheck, reconsider } from './ask.ts'
import { backfill, backfillRepository, next, sweep, watch } from './catch-up.ts'
import { evaluate } from './evaluate.ts'
import { evaluateGroup } from './group.ts'
import { judging } from './judging.ts'
import { recover } from './recover.ts'
import { expire, reconcile, UPKEEP } from './upkeep.ts'
import type { Works } from './works.ts'

type Handle = (works: Works, job: Job, signal: AbortSignal) => Promise<Outcome>

/** Who does what. */
const HANDLERS: { readonly [Kind in JobKind]: Handle } = {
  evaluate: (works, job, signal) => judging<EvaluateData>(works, job, signal, evaluate),
  group: (works, job, signal) => judging<GroupData>(works, job, signal, evaluateGroup),
  reconsider: once(reconsider),
  recheck: once(recheck),
  button: once(pressed),
  'policy-moved': once(policyMoved),
  backfill: once(backfill),
  'backfill-repository': once(backfillRepository),
  sweep,
  watch,
  reconcile,
  expire,
}

/** Work that is done when it ends, unless it says otherwise. */
function once(work: (works: Works, job: Job, signal: AbortSignal) => Promise<Outcome | undefined>): Handle {
  return async (works, job, signal) => (await work(works, job, signal)) ?? { kind: 'done' }
}

/** Works on a job. Never rejects: what fails becomes another attempt, or is put where an operator sees it. */
export async function handle(works: Works, job: Job, signal: AbortSignal): Promise<Outcome> {
  const stop = works.meters.jobSeconds.startTimer({ kind: job.kind })
  const outcome = await attempt(works, job, signal)
  stop()
  works.meters.jobs.inc({ kind: job.kind, outcome: outcome.kind })
  return outcome
}

async function attempt(works: Works, job: Job, signal: AbortSignal): Promise<Outcome> {
  try {
    const work = HANDLERS[job.kind as JobKind] as Handle | undefined
    if (!work) return { kind: 'bury', reason: `This release does not know the kind ${job.kind}.` }
    return await work(works, job, signal)
  } catch (error) {
    if (signal.aborted) return { kind: 'again', at: works.clock.now(), reason: 'interrupted', failed: false }
    return recoverSafely(works, job, error)
  }
}

async function recoverSafely(works: Works, job: Job, error: unknown): Promise<Outcome> {
  try {
    const outcome = await recover(works, job, error)
    // Upkeep goes on for ever.
    return outcome.kind !== 'again' && (UPKEEP as readonly string[]).includes(job.kind) ? next(works, 60_000) : outcome
  } catch (storeError) {
    works.log.error({ err: storeError }, 'the store does not answer')
    return { kind: 'again', at: works.clock.now() + 5_000, reason: 'the store does not answer', failed: false }
  }
}
