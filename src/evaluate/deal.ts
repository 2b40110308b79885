import { setImmediate as turn } from 'node:timers/promises'
import type { Bundle } from '#model/facts'
import type { Crew, RawFile } from './engine.ts'
import { type Looked, table } from './table.ts'

/** Files after which the work ahead is judged, by what the second half of them took: the first ones meet cold parsers. */
export const SAMPLE = 128
/**
 * Milliseconds of work ahead from which on hands are called. A thread of the whole catalogue costs about 1 s of CPU time until it is as fast
 * as this one: 2,000 generated files (2.2 to 3.6 s ahead, by a cold guess) took as long with it as without, 5,000 (7 s) a sixth less.
 */
export const PAYS = 4_000

export interface Dealing<File> {
  /** About how many files there will be. */
  readonly expected: number
  readonly crew?: Crew | undefined
  /** Looks at one in this thread. */
  readonly here: (file: File) => Promise<Bundle | undefined>
}

/**
 * What all these files say, in any order. Where enough work lies ahead hands are called: they get as many files as they have room for, and
 * all others are looked at here. So are those that a hand does not bring back: no file is lost with it.
 */
export async function* deal<File extends RawFile>(
  files: AsyncIterable<File>,
  { expected, crew, here }: Dealing<File>,
): AsyncIterable<Looked<File>> {
  const hands = table<File>()
  const prospect = crew && prospectOf(expected, crew)
  try {
    for await (const file of files) {
      if (!hands.take(file)) {
        yield [file, await (prospect ? prospect.measured(() => here(file)) : here(file))]
        if (crew && prospect?.pays()) hands.seat(crew.call())
        // Answers come in between two turns of the event loop, and reading from a disk takes none.
        if (hands.isAwaited()) await turn()
      }
      yield* hands.looked()
    }
    for (; !hands.isEmpty(); await hands.news()) {
      for (const file of hands.left()) yield [file, await here(file)]
      yield* hands.looked()
    }
  } finally {
    hands.clear()
  }
}

/** Tells, once, that much work lies ahead. */
function prospectOf(expected: number, { now }: Crew) {
  let [done, spent] = [0, 0]
  return {
    measured: async <Result>(work: () => Promise<Result>): Promise<Result> => {
      const start = now()
      const result = await work()
      done += 1
      if (done > SAMPLE / 2) spent += now() - start
      return result
    },
    pays: () => done === SAMPLE && (spent / (SAMPLE / 2)) * (expected - SAMPLE) >= PAYS,
  }
}
