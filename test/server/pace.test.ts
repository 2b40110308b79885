import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/queue/database.ts'
import { migrate } from '../../src/queue/migrate.ts'
import { openSqlite } from '../../src/queue/sqlite.ts'
import { mayWriteUnasked, paced } from '../../src/server/store/pace.ts'
import { MIGRATIONS } from '../../src/server/store/schema.ts'
import { forgetInstallation } from '../../src/server/store/tenants.ts'
import { type FakeClock, fakeClock } from '../support/fake-clock.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

let clock: FakeClock
let database: Database

beforeEach(async () => {
  clock = fakeClock()
  database = openSqlite(':memory:')
  await migrate(database, MIGRATIONS)
})
afterEach(() => database.close())

/** Asks for so many writes at once; gives the times at which they were let go, in seconds from now. */
function ask(count: number, { installation = 1, gap = SECOND } = {}): readonly number[] {
  const began = clock.now()
  const times: number[] = []
  const write = paced(database, clock, gap)
  for (let index = 0; index < count; index++) void write(installation, undefined).then(() => times.push((clock.now() - began) / SECOND))
  return times
}

describe('the writes of an installation', () => {
  it('do not wait while they are few: a first verdict is as fast as ever', async () => {
    const times = ask(10)
    await clock.advance(0)
    expect(times).toEqual(Array(10).fill(0))
  })

  it('go one a second where there are many, and no minute has more than 80', async () => {
    const times = ask(200)
    await clock.advance(10 * MINUTE)
    expect(times).toHaveLength(200)
    expect(times.slice(9, 13)).toEqual([0, 1, 2, 3])
    const inMinute = times.map((start) => times.filter((time) => time >= start && time < start + 60).length)
    expect(Math.max(...inMinute)).toBeLessThanOrEqual(80)
  })

  it('stand in one line, whichever process they come from, and others have a line of their own', async () => {
    const [here, there, others] = [ask(10), ask(5), ask(5, { installation: 2 })]
    await clock.advance(0)
    expect([here.length, there.length, others.length]).toEqual([10, 0, 5])
    await clock.advance(5 * SECOND)
    expect(there).toEqual([1, 2, 3, 4, 5])
  })

  it('may come as fast again after a rest', async () => {
    ask(30)
    await clock.advance(MINUTE)
    const times = ask(10)
    await clock.advance(0)
    expect(times).toEqual(Array(10).fill(0))
  })

  it('are not held up where there are no limits', async () => {
    const times = ask(100, { gap: 0 })
    await clock.advance(0)
    expect(times).toEqual(Array(100).fill(0))
  })

  it('do not wait for longer than the job is ours', async () => {
    ask(10)
    await clock.advance(0)
    const mine = new AbortController()
    let gone = false
    void paced(database, clock, SECOND)(1, mine.signal).then(() => (gone = true))
    await clock.advance(0)
    expect(gone).toBe(false)
    mine.abort()
    await clock.advance(0)
    expect(gone).toBe(true)
  })

  it('leave no trace of an installation that is gone', async () => {
    ask(20)
    await clock.advance(MINUTE)
    await database.exclusively((sql) => forgetInstallation(sql, 1))
    expect(await database.query('SELECT * FROM turn')).toEqual([])
  })
})

describe('what nobody waits for', () => {
  const until = async () => ((await mayWriteUnasked(database, 1, clock.now())) - clock.now()) / MINUTE

  it('begins while an hour has room for people', async () => {
    expect(await mayWriteUnasked(database, 1, clock.now())).toBe(0)
    ask(290)
    await clock.advance(0)
    expect(await mayWriteUnasked(database, 1, clock.now())).toBe(0)
  })

  it('waits when three in five of the hour’s 500 are used, and goes on as they pass', async () => {
    ask(400)
    await clock.advance(0)
    expect(await until()).toBeCloseTo(12, 5)
    await clock.advance(12 * MINUTE)
    expect(await mayWriteUnasked(database, 1, clock.now())).toBe(0)
    await clock.advance(HOUR)
  })
})
