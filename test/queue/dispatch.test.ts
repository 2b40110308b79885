import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backoff } from '../../src/queue/backoff.ts'
import type { Database } from '../../src/queue/database.ts'
import { type Dispatcher, type Dispatching, dispatch, type Outcome } from '../../src/queue/dispatch.ts'
import type { Job, JobQueue, NewJob } from '../../src/queue/job.ts'
import { migrate } from '../../src/queue/migrate.ts'
import { jobQueue } from '../../src/queue/queue.ts'
import { QUEUE_SCHEMA } from '../../src/queue/schema.ts'
import { openSqlite } from '../../src/queue/sqlite.ts'
import { type FakeClock, fakeClock } from '../support/fake-clock.ts'

let database: Database
let queue: JobQueue
let clock: FakeClock
let dispatcher: Dispatcher | undefined
const errors: unknown[] = []

beforeEach(async () => {
  database = openSqlite(':memory:')
  await migrate(database, [{ version: 1, compatibleFrom: 1, statements: QUEUE_SCHEMA }])
  queue = jobQueue(database)
  clock = fakeClock()
  errors.length = 0
})
afterEach(async () => {
  const stopped = dispatcher?.stop(0)
  await clock.advance(60_000)
  await stopped
  await database.close()
})

function start(handle: Dispatching['handle'], options: Partial<Dispatching> = {}): Dispatcher {
  const onError = (error: unknown) => errors.push(error)
  dispatcher = dispatch({ queue, clock, slots: 2, perGroup: 9, lease: 30_000, poll: 500, handle, onError, ...options })
  return dispatcher
}

const job = (key: string): NewJob => ({
  kind: 'k',
  key,
  serial: key,
  group: '1',
  priority: 0,
  version: 1,
  force: false,
  runAt: 0,
  data: {},
})
const add = (...keys: string[]) => queue.add(keys.map(job), clock.now())

/** A handler that the test ends itself. */
function controlled() {
  const running = new Map<string, (outcome: Outcome) => void>()
  const aborted: string[] = []
  const handle = (one: Job, signal: AbortSignal) => {
    return new Promise<Outcome>((resolve) => {
      running.set(one.key, resolve)
      signal.addEventListener('abort', () => {
        aborted.push(String(signal.reason))
        resolve({ kind: 'again', at: clock.now() + 99_000, reason: 'aborted', failed: true })
      })
    })
  }
  return { running, aborted, handle }
}

describe('the dispatcher', () => {
  it('works on as many jobs as it has slots, and on the next as soon as one ends', async () => {
    const { running, handle } = controlled()
    start(handle)
    await add('a', 'b', 'c')
    await clock.advance(500)
    expect([...running.keys()].toSorted()).toEqual(['a', 'b'])
    running.get('a')!({ kind: 'done' })
    await clock.advance(0)
    expect([...running.keys()].toSorted()).toEqual(['a', 'b', 'c'])
    for (const done of running.values()) done({ kind: 'done' })
    await clock.advance(0)
    expect(await queue.stats(clock.now())).toEqual({ counts: [], oldest: 0 })
  })

  it('does not wait for its next look when it is nudged', async () => {
    const { running, handle } = controlled()
    start(handle)
    await clock.advance(0)
    await add('a')
    dispatcher!.nudge()
    await clock.advance(0)
    expect([...running.keys()]).toEqual(['a'])
    running.get('a')!({ kind: 'done' })
  })

  it('does what the outcome says', async () => {
    const attempts: number[] = []
    start(async (one) => {
      attempts.push(one.attempts)
      if (one.attempts < 2) return { kind: 'again', at: clock.now() + 5000, reason: '502', failed: true }
      return { kind: 'bury', reason: 'hopeless' }
    })
    await add('a')
    await clock.advance(20_000)
    expect(attempts).toEqual([0, 1, 2])
    expect(await queue.dead()).toMatchObject([{ key: 'a', error: 'hopeless' }])
  })

  it('keeps a job that takes longer than its lease', async () => {
    const { running, aborted, handle } = controlled()
    start(handle)
    await add('slow')
    await clock.advance(300_000)
    expect([running.size, aborted]).toEqual([1, []])
    running.get('slow')!({ kind: 'done' })
  })

  it('lets go of a job that was given to somebody else', async () => {
    const { aborted, handle } = controlled()
    start(handle, { slots: 1 })
    await add('a')
    await clock.advance(500)
    await database.query("UPDATE job SET holder = 'other'")
    await clock.advance(11_000)
    expect(aborted).toEqual(['taken over'])
    expect(await queue.stats(clock.now())).toMatchObject({ counts: [{ state: 'active', count: 1 }] })
  })

  it('lets go of a job when the store has been silent for the whole lease', async () => {
    const { aborted, handle } = controlled()
    const silent = { ...queue, touch: async () => Promise.reject(new Error('disk full')) }
    start(handle, { queue: silent, slots: 1 })
    await add('a')
    await clock.advance(30_000)
    expect(aborted).toEqual([])
    await clock.advance(20_000)
    expect(aborted).toEqual(['taken over'])
    expect(errors).not.toEqual([])
  })

  it('goes on after an outage of the store', async () => {
    const { running, handle } = controlled()
    let broken = true
    const claim: JobQueue['claim'] = async (options) => (broken ? Promise.reject(new Error('no store')) : queue.claim(options))
    start(handle, { queue: { ...queue, claim } })
    await add('a')
    await clock.advance(5_000)
    expect(errors.length).toBeGreaterThan(1)
    broken = false
    await clock.advance(2_000)
    running.get('a')!({ kind: 'done' })
  })

  it('when stopped takes nothing new, waits for what is nearly done and hands back the rest', async () => {
    const { running, aborted, handle } = controlled()
    start(handle)
    await add('quick', 'slow', 'waiting')
    await clock.advance(500)
    const stopped = dispatcher!.stop(10_000)
    running.get('quick')!({ kind: 'done' })
    await clock.advance(10_000)
    expect(aborted).toEqual(['handed back', 'handed back'].slice(1))
    await stopped
    const claim = () => queue.claim({ now: clock.now(), leaseUntil: clock.now() + 1, perGroup: 9 })
    expect([await claim(), await claim()]).toMatchObject([{ key: 'waiting' }, { key: 'slow', attempts: 0, lost: 0 }])
    expect(running.has('waiting')).toBe(false)
  })
})

it('backs off from seconds to minutes, out of step', () => {
  expect([0, 1, 2, 10, 50].map((attempts) => backoff(attempts, () => 1))).toEqual([2_000, 4_000, 8_000, 300_000, 300_000])
  expect(backoff(3, () => 0)).toBe(8_000)
})
