import type { Log } from './log.ts'

/** What a job needs to stop after the grace is over. */
const MARGIN = 5_000

/** Stops once when the system asks for it, and ends the process; a second signal, or too long a stop, ends it at once. */
export function onSignals(log: Log, grace: number, stop: () => Promise<void>): void {
  let stopping = false
  const handle = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1)
    stopping = true
    log.info({ signal }, 'stopping: nothing new is taken, what is under way is finished or handed back')
    setTimeout(() => process.exit(1), grace + MARGIN).unref()
    stop().then(
      () => process.exit(0),
      (err: unknown) => {
        log.error({ err }, 'the stop failed; jobs are taken over when their leases run out')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', handle)
  process.on('SIGINT', handle)
}
