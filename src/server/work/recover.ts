import { HOUR, MINUTE } from '#model/clock'
import { type Failure, failureOf } from '../../github/failure.ts'
import { backoff } from '../../queue/backoff.ts'
import type { Outcome } from '../../queue/dispatch.ts'
import type { Job } from '../../queue/job.ts'
import type { Works } from './works.ts'

/** How long a pull request waits for its verdict before it is told that there is none yet. */
export const DEADLINE = 10 * MINUTE
/** How often something that GitHub refuses is asked for. */
const REFUSALS = 4
/** How often something that fails for no reason of GitHub's is tried. */
const BUGS = 3
/** How often anything is tried: with the back-off, several hours. */
const ATTEMPTS = 60

/** What becomes of a job whose work failed. */
export async function recover(works: Works, job: Job, error: unknown): Promise<Outcome> {
  const { clock, queue, github, log } = works
  const now = clock.now()
  const failure = failureOf(error)
  const reason = failure ? `${failure.kind}: ${failure.detail}` : String((error as Error)?.message ?? error)
  log.warn({ job: job.id, kind: job.kind, attempts: job.attempts, reason, ...(failure ? {} : { err: error }) }, 'an attempt failed')
  const again: Outcome = { kind: 'again', at: now + backoff(job.attempts, works.random), reason, failed: true }
  if (failure?.kind === 'rate-limited') {
    const until = now + Math.min(failure.retryAfter, HOUR)
    await queue.pause(job.group, until)
    return { kind: 'again', at: until, reason, failed: false }
  }
  // The token may be older than the permissions.
  if (failure?.kind === 'forbidden' && job.attempts === 0) github.forget(Number(job.group))
  return job.attempts + 1 < mostAttempts(failure) ? again : finish(failure, reason)
}

function mostAttempts(failure: Failure | undefined): number {
  if (!failure) return BUGS
  return failure.kind === 'transient' ? ATTEMPTS : REFUSALS
}

/** What is gone needs nobody's help; everything else is put where an operator sees it. */
function finish(failure: Failure | undefined, reason: string): Outcome {
  return failure?.kind === 'gone' ? { kind: 'done' } : { kind: 'bury', reason }
}
