import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Bundle } from '#model/facts'
import { distribute, PAYS, SAMPLE } from '../../src/evaluate/distribute.ts'
import type { PoolWorker, RawFile, WorkerPool } from '../../src/evaluate/engine.ts'
import { AT_A_TIME, BATCH_BYTES, BATCH_FILES, MOST_BYTES } from '../../src/evaluate/in-flight.ts'

/** What a file says, whoever looks at it; every third says nothing. */
function saying({ path }: RawFile): Bundle | undefined {
  return Number(path) % 3 === 0 ? undefined : { facts: { 'access/lines': [path] } }
}

function filesOf(sizes: readonly number[]): RawFile[] {
  return sizes.map((size, index) => ({ path: String(index), bytes: new Uint8Array(size) }))
}

async function* inTurn(files: readonly RawFile[]): AsyncIterable<RawFile> {
  yield* files
}

/** A worker that takes so many turns of the event loop for a batch, and breaks at one of them. */
function workerOf({ slow = 0, breaksAt = Infinity }) {
  const [got, held]: [RawFile[][], { now: number; most: number; gone: boolean }] = [[], { now: 0, most: 0, gone: false }]
  const worker: PoolWorker = {
    collect: async (files) => {
      got.push([...files])
      held.most = Math.max(held.most, ++held.now)
      for (let turns = 0; turns < slow; turns++) await turn()
      held.now -= 1
      if (got.length > breaksAt) throw new Error('broke')
      return files.map(saying)
    },
    stop: () => {
      held.gone = true
    },
  }
  return { worker, got, held }
}

/** By its clock, what is looked at here takes so many milliseconds a file. */
function poolOf(workers: readonly PoolWorker[], perFile: number) {
  let [time, starts] = [0, 0]
  const pool: WorkerPool = {
    catalogue: {},
    start: () => {
      starts += 1
      return workers
    },
    now: () => time,
  }
  const here = async (file: RawFile) => {
    time += perFile
    return saying(file)
  }
  return { pool, here, starts: () => starts }
}

async function all(distributed: AsyncIterable<readonly [RawFile, Bundle | undefined]>) {
  const looked: (readonly [RawFile, Bundle | undefined])[] = []
  for await (const one of distributed) looked.push(one)
  return looked.toSorted(([a], [b]) => Number(a.path) - Number(b.path))
}

const MANY = 3 * SAMPLE
const DEAR = (2 * PAYS) / SAMPLE

test('each file is looked at and told of once, however slow workers are and whichever of them break', async () => {
  const size = fc.oneof(fc.nat(64), fc.constantFrom(BATCH_BYTES, MOST_BYTES, MOST_BYTES + 1))
  const worker = fc.record({ slow: fc.nat(9), breaksAt: fc.oneof(fc.nat(3), fc.constant(Infinity)) })
  await fc.assert(
    fc.asyncProperty(fc.array(size, { maxLength: 200 }), fc.array(worker, { maxLength: 3 }), async (more, chosen) => {
      const files = filesOf([...Array<number>(SAMPLE).fill(1), ...more])
      const workers = chosen.map(workerOf)
      const { pool, here } = poolOf(
        workers.map(({ worker }) => worker),
        DEAR,
      )
      const looked = await all(distribute(inTurn(files), { expected: MANY, pool, here }))
      expect(looked).toEqual(files.map((file) => [file, saying(file)]))
    }),
    { numRuns: 60 },
  )
})

test('workers have a few batches at a time, and neither many nor large files', async () => {
  const { worker, got, held } = workerOf({ slow: 3 })
  const { pool, here } = poolOf([worker], DEAR)
  const files = filesOf(Array.from({ length: 2_000 }, (_, index) => (index % 500 === 499 ? MOST_BYTES + 1 : index % 9)))
  await all(distribute(inTurn(files), { expected: files.length, pool, here }))
  expect(held).toEqual({ now: 0, most: AT_A_TIME, gone: true })
  expect(got.length).toBeGreaterThan(AT_A_TIME)
  expect(Math.max(...got.map(({ length }) => length))).toBe(BATCH_FILES)
  expect(Math.max(...got.flat().map(({ bytes }) => bytes.length))).toBeLessThan(MOST_BYTES)
})

test('a worker that broke is given nothing more', async () => {
  const { worker, got } = workerOf({ breaksAt: 0 })
  const { pool, here } = poolOf([worker], DEAR)
  const files = filesOf(Array<number>(2_000).fill(10))
  expect(await all(distribute(inTurn(files), { expected: files.length, pool, here }))).toHaveLength(files.length)
  expect(got.length).toBeLessThanOrEqual(AT_A_TIME)
})

describe('workers are called', () => {
  test.each([
    ['where much work lies ahead', MANY, DEAR, 1],
    ['not for many files that are soon looked at', 10 * MANY, DEAR / 100, 0],
    ['not for few files', SAMPLE + 9, DEAR, 0],
  ])('%s', async (_, count, perFile, called) => {
    const { worker, got } = workerOf({})
    const { pool, here, starts } = poolOf([worker], perFile)
    const files = filesOf(Array<number>(count).fill(10))
    expect(await all(distribute(inTurn(files), { expected: count, pool, here }))).toHaveLength(count)
    expect([starts(), got.length > 0]).toEqual([called, called > 0])
  })

  test('by nobody where there is no pool', async () => {
    const files = filesOf(Array<number>(MANY).fill(10))
    expect(await all(distribute(inTurn(files), { expected: MANY, here: async (file) => saying(file) }))).toHaveLength(MANY)
  })
})

describe('workers are stopped', () => {
  const files = filesOf(Array<number>(MANY).fill(BATCH_BYTES))
  const start = (source: AsyncIterable<RawFile>) => {
    const { worker, held } = workerOf({ slow: 99 })
    const { pool, here } = poolOf([worker], DEAR)
    return { held, distributed: distribute(source, { expected: MANY, pool, here }) }
  }

  test('when files cannot be read any more', async () => {
    const { held, distributed } = start(
      (async function* () {
        yield* files.slice(0, SAMPLE + 9)
        throw new Error('no more')
      })(),
    )
    await expect(all(distributed)).rejects.toThrow('no more')
    expect(held).toMatchObject({ gone: true, most: AT_A_TIME })
  })

  test('when nobody wants to hear more', async () => {
    const { held, distributed } = start(inTurn(files))
    let heard = 0
    for await (const _ of distributed) if (++heard === SAMPLE + 3) break
    expect(held).toMatchObject({ gone: true, most: AT_A_TIME })
  })
})
