import { type Clock, SECOND } from '#model/clock'
import type { Job, JobQueue } from './job.ts'

/** What the work on a job came to. */
export type Outcome =
  | { readonly kind: 'done' }
  /** Try again then. `failed` ones count as attempts. */
  | { readonly kind: 'again'; readonly at: number; readonly reason: string; readonly failed: boolean }
  /** Nobody but a person can help. */
  | { readonly kind: 'bury'; readonly reason: string }

export interface Dispatching {
  readonly queue: JobQueue
  readonly clock: Clock
  /** Jobs of this process at a time. */
  readonly slots: number
  /** Jobs of one installation at a time, in all processes. */
  readonly perGroup: number
  /** How long a worker may be silent before its jobs are given to others. */
  readonly lease: number
  /** How long to wait where nothing is to be done; `nudge` ends it. */
  readonly poll: number
  /** Never rejects. The signal aborts when the job is no longer ours. */
  readonly handle: (job: Job, signal: AbortSignal) => Promise<Outcome>
  /** The store does not answer. The dispatcher goes on trying. */
  readonly onError: (error: unknown) => void
}

export interface Dispatcher {
  /** Looks at once: a job was added. */
  nudge(): void
  readonly active: number
  /** Takes no more jobs, waits for those at work, and hands back what is not ready by then. */
  stop(grace: number): Promise<void>
}

/** Works on jobs, a few at a time, until stopped. */
export function dispatch(options: Dispatching): Dispatcher {
  const { clock, slots, poll } = options
  const stopping = new AbortController()
  const working = new Map<Promise<void>, AbortController>()
  let wake = new AbortController()
  const nudge = () => wake.abort()
  const begin = (job: Job) => {
    const mine = new AbortController()
    const work = workOn(job, mine, options).finally(() => {
      working.delete(work)
      nudge()
    })
    working.set(work, mine)
  }
  const loop = async () => {
    while (!stopping.signal.aborted) {
      wake = new AbortController()
      const job = working.size < slots ? await claim(options) : undefined
      if (job) begin(job)
      else await clock.sleep(poll, wake.signal)
    }
  }
  const looping = loop()
  return {
    nudge,
    get active() {
      return working.size
    },
    stop: async (grace) => {
      stopping.abort()
      nudge()
      await looping
      const waiting = new AbortController()
      await Promise.race([Promise.all(working.keys()), clock.sleep(grace, waiting.signal)])
      waiting.abort()
      for (const mine of working.values()) mine.abort(HANDED_BACK)
      await Promise.all(working.keys())
    },
  }
}

const HANDED_BACK = 'handed back'

async function claim({ queue, clock, lease, perGroup, onError }: Dispatching): Promise<Job | undefined> {
  try {
    const now = clock.now()
    await queue.reclaim(now)
    return await queue.claim({ now, leaseUntil: now + lease, perGroup })
  } catch (error) {
    onError(error)
    await clock.sleep(SECOND)
    return undefined
  }
}

async function workOn(job: Job, mine: AbortController, options: Dispatching): Promise<void> {
  const { queue, clock, handle, onError } = options
  const done = new AbortController()
  const beating = beat(job, mine, done.signal, options)
  const outcome = await handle(job, mine.signal)
  done.abort()
  await beating
  try {
    if (mine.signal.aborted && mine.signal.reason !== HANDED_BACK) return
    if (mine.signal.aborted && outcome.kind !== 'done') await queue.putBack(job, { runAt: clock.now(), failed: false })
    else await settle(job, outcome, queue)
  } catch (error) {
    // The lease runs out, and somebody else finds the job as it is.
    onError(error)
  }
}

async function settle(job: Job, outcome: Outcome, queue: JobQueue): Promise<void> {
  if (outcome.kind === 'done') await queue.complete(job)
  else if (outcome.kind === 'bury') await queue.bury(job, outcome.reason)
  else await queue.putBack(job, { runAt: outcome.at, error: outcome.reason, failed: outcome.failed })
}

/** Says that the worker lives, and stops it where somebody else was given the job, or may have been. */
async function beat(job: Job, mine: AbortController, done: AbortSignal, { queue, clock, lease, onError }: Dispatching): Promise<void> {
  let ours = clock.now() + lease
  while (true) {
    await clock.sleep(lease / 3, done)
    if (done.aborted) return
    const until = clock.now() + lease
    try {
      ours = (await queue.touch(job, until)) ? until : 0
    } catch (error) {
      onError(error)
    }
    if (ours < clock.now()) return mine.abort('taken over')
  }
}
