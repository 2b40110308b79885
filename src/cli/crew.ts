import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import type { Catalogue } from '#model/check'
import type { Crew, Hand } from '../evaluate/engine.ts'
import { threadHand } from '../evaluate/threads.ts'
import { tell } from './output.ts'

/** Each has a catalogue and parsers of its own: 120 MB. */
const MOST_HANDS = 3

/** Beside this module in `dist`, too: scripts/build.ts sees to that. */
const PROGRAM = new URL(`./hand${extname(import.meta.url)}`, import.meta.url)

/** A thread for each core that this one leaves idle; nothing where there is none. */
export function crewFor(catalogue: Catalogue, cores = availableParallelism(), program = PROGRAM): Crew | undefined {
  const hands = Math.min(cores - 1, MOST_HANDS)
  if (hands < 1) return undefined
  return {
    catalogue,
    call: () => Array.from({ length: hands }).flatMap(() => start(program, Object.keys(catalogue))),
    now: () => performance.now(),
  }
}

/** A machine may have no room for another thread: that is no reason to end. */
function start(program: URL, ids: readonly string[]): Hand[] {
  try {
    return [threadHand(program, ids, tellOf)]
  } catch (error) {
    tellOf(error as Error)
    return []
  }
}

function tellOf({ message }: Error): void {
  tell(`a thread was lost (${message}); this run does its work without it.`)
}
