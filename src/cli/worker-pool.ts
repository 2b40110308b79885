import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import type { Catalogue } from '#model/check'
import type { PoolWorker, WorkerPool } from '../evaluate/engine.ts'
import { threadWorker } from '../evaluate/thread-worker.ts'
import { tell } from './output.ts'

/** Each has a catalogue and parsers of its own: 120 MB. */
const MOST_WORKERS = 3

/** Beside this module in `dist`, too: scripts/build.ts sees to that. */
const PROGRAM = new URL(`./worker${extname(import.meta.url)}`, import.meta.url)

/** A thread for each core that this one leaves idle; nothing where there is none. */
export function poolFor(catalogue: Catalogue, cores = availableParallelism(), program = PROGRAM): WorkerPool | undefined {
  const workers = Math.min(cores - 1, MOST_WORKERS)
  if (workers < 1) return undefined
  return {
    catalogue,
    start: () => Array.from({ length: workers }).flatMap(() => start(program, Object.keys(catalogue))),
    now: () => performance.now(),
  }
}

/** A machine may have no room for another thread: that is no reason to end. */
function start(program: URL, ids: readonly string[]): PoolWorker[] {
  try {
    return [threadWorker(program, ids, tellOf)]
  } catch (error) {
    tellOf(error as Error)
    return []
  }
}

function tellOf({ message }: Error): void {
  tell(`a thread was lost (${message}); this run does its work without it.`)
}
