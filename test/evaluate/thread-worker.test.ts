import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { Catalogue } from '#model/check'
import { SAMPLE } from '../../src/evaluate/distribute.ts'
import type { PoolWorker, WorkerPool } from '../../src/evaluate/engine.ts'
import { stateOf } from '../../src/evaluate/state.ts'
import { threadWorker } from '../../src/evaluate/thread-worker.ts'
import type { Part } from '../../src/facts/part.ts'
import { type CountingEngine, memoryEngine } from '../support/engine.ts'
import { memorySnapshot } from '../support/memory-snapshot.ts'
import { TINY } from '../support/tiny-catalogue.ts'

const PROGRAM = new URL('../support/tiny-worker.ts', import.meta.url)

/** A pool that is started as early as possible: by its clock each file takes a minute. */
function poolOf(start: () => readonly PoolWorker[], catalogue: Catalogue = TINY): WorkerPool {
  let time = 0
  return { catalogue, start, now: () => (time += 60_000) }
}

const lines = [
  'debug: bad',
  'mode: worse',
  'token: key-1',
  'needs alert',
  'gives alert',
  'throw',
  'garbled',
  '',
  '\u00fc: bad',
  '# readiness: ignore access/lines',
]
const content = fc.oneof(
  fc.array(fc.constantFrom(...lines), { maxLength: 6 }).map((all) => all.join('\n')),
  fc.uint8Array({ maxLength: 40 }),
)

/** Enough files for workers to be started, and some of any kind. */
const FILLER = Object.fromEntries(Array.from({ length: 3 * SAMPLE }, (_, index) => [`filler/${index}.conf`, `needs n${index}\nmode: bad`]))

function saidBy(parts: readonly Part[]) {
  return parts.map(({ id, checks, remarks, ...part }) => {
    const facts = Object.keys(checks).map((check) => part.facts(check))
    return JSON.stringify({ id, checks, remarks, blobs: [...part.blobs()], facts })
  })
}

async function collected(files: Readonly<Record<string, string | Uint8Array>>, pool?: WorkerPool) {
  const engine: CountingEngine = { ...memoryEngine(TINY), pool }
  const { parts } = await stateOf(memorySnapshot('r', files), engine)
  return { said: saidBy(parts), counters: engine.counters }
}

/** What workers were given, in files. */
function counting(worker: PoolWorker) {
  const given = { files: 0 }
  const counted: PoolWorker = {
    collect: (files) => {
      given.files += files.length
      return worker.collect(files)
    },
    stop: () => {},
  }
  return { counted, given }
}

describe('threads that help to collect', () => {
  const worker = threadWorker(PROGRAM, undefined, () => {})
  afterAll(() => worker.stop())

  test('change nothing in what is kept', async () => {
    const { counted, given } = counting(worker)
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom('a.conf', 'b/c.conf', 'd.conf', 'e/f.conf', 'g.txt'), content), async (some) => {
        const files = { ...FILLER, ...some }
        const alone = await collected(files)
        expect(
          await collected(
            files,
            poolOf(() => [counted]),
          ),
        ).toEqual(alone)
      }),
      { numRuns: 25 },
    )
    expect(given.files).toBeGreaterThan(25 * SAMPLE)
  })

  test('are not asked for other controls than those that they know', async () => {
    const { counted, given } = counting(worker)
    await collected(
      FILLER,
      poolOf(() => [counted], { ...TINY }),
    )
    expect(given.files).toBe(0)
  })
})

describe('a thread that is lost', () => {
  test.each([
    ['ends at its first batch', { at: 1, how: 'exit' }, /^exit code 7$/],
    ['ends in the midst', { at: 2, how: 'exit' }, /^exit code 7$/],
    ['breaks', { at: 1, how: 'throw' }, /^a thread broke$/],
  ])('because it %s takes no file with it', async (_, data, reason) => {
    const lost: string[] = []
    const start = () => [threadWorker(PROGRAM, data, ({ message }) => lost.push(message))]
    expect(await collected(FILLER, poolOf(start))).toEqual(await collected(FILLER))
    expect(lost).toEqual([expect.stringMatching(reason)])
  })

  test('because its program is missing takes no file with it', async () => {
    const lost: string[] = []
    const start = () => [threadWorker(new URL('./nowhere.ts', import.meta.url), undefined, ({ message }) => lost.push(message))]
    expect(await collected(FILLER, poolOf(start))).toEqual(await collected(FILLER))
    expect(lost).toEqual([expect.stringContaining('nowhere.ts')])
  })

  test('because it is killed takes no file with it', async () => {
    const thread = threadWorker(PROGRAM, undefined, () => {})
    const killed: PoolWorker = {
      collect: (files) => {
        const answer = thread.collect(files)
        thread.stop()
        return answer
      },
      stop: () => {},
    }
    expect(
      await collected(
        FILLER,
        poolOf(() => [killed]),
      ),
    ).toEqual(await collected(FILLER))
    await expect(thread.collect([])).rejects.toThrow('stopped')
  })
})
