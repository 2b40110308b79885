import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import type { Catalogue } from '#model/check'
import type { Crew } from '../evaluate/engine.ts'
import { threadHand } from '../evaluate/threads.ts'
import { tell } from './output.ts'

/** Each has a catalogue and parsers of its own, some 150 MB. */
const MOST_HANDS = 3

/** Beside this module in `dist`, too: scripts/build.ts sees to that. */
const PROGRAM = new URL(`./hand${extname(import.meta.url)}`, import.meta.url)

/** A thread for each core that this one leaves idle; nothing where there is none. */
export function crewFor(catalogue: Catalogue, cores = availableParallelism()): Crew | undefined {
  const hands = Math.min(cores - 1, MOST_HANDS)
  if (hands < 1) return undefined
  const lost = ({ message }: Error) => tell(`a thread was lost (${message}); this run does its work without it.`)
  return {
    catalogue,
    call: () => Array.from({ length: hands }, () => threadHand(PROGRAM, Object.keys(catalogue), lost)),
    now: () => performance.now(),
  }
}
