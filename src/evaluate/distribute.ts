import { setImmediate as turn } from 'node:timers/promises'
import type { Bundle } from '#model/facts'
import type { RawFile, WorkerPool } from './engine.ts'
import { inFlight, type Looked } from './in-flight.ts'

/** Files after which the work ahead is judged, by what the second half of them took: the first ones meet cold parsers. */
export const SAMPLE = 128
/**
 * Milliseconds of work ahead from which on workers are started. A thread of the whole catalogue costs about 1 s of CPU time until it is as fast
 * as this one: 2,000 generated files (2.2 to 3.6 s ahead, by a cold guess) took as long with it as without, 5,000 (7 s) a sixth less.
 */
export const PAYS = 4_000

export interface Distribution<File> {
  /** About how many files there will be. */
  readonly expected: number
  readonly pool?: WorkerPool | undefined
  /** Looks at one in this thread. */
  readonly here: (file: File) => Promise<Bundle | undefined>
}

/**
 * What all these files say, in any order. Where enough work lies ahead workers are started: they get as many files as they have room for, and
 * all others are looked at here. So are those that a worker does not bring back: no file is lost with it.
 */
export async function* distribute<File extends RawFile>(
  files: AsyncIterable<File>,
  { expected, pool, here }: Distribution<File>,
): AsyncIterable<Looked<File>> {
  const workers = inFlight<File>()
  const prospect = pool && prospectOf(expected, pool)
  try {
    for await (const file of files) {
      if (!workers.take(file)) {
        yield [file, await (prospect ? prospect.measured(() => here(file)) : here(file))]
        if (pool && prospect?.pays()) workers.add(pool.start())
        // Answers come in between two turns of the event loop, and reading from a disk takes none.
        if (workers.isAwaited()) await turn()
      }
      yield* workers.looked()
    }
    for (; !workers.isEmpty(); await workers.news()) {
      for (const file of workers.left()) yield [file, await here(file)]
      yield* workers.looked()
    }
  } finally {
    workers.clear()
  }
}

/** Tells, once, that much work lies ahead. */
function prospectOf(expected: number, { now }: WorkerPool) {
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
