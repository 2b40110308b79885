import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/queue/database.ts'
import type { Claim, Job, JobQueue, NewJob } from '../../src/queue/job.ts'
import { migrate } from '../../src/queue/migrate.ts'
import { jobQueue } from '../../src/queue/queue.ts'
import { QUEUE_SCHEMA } from '../../src/queue/schema.ts'

const MIGRATIONS = [{ version: 1, compatibleFrom: 1, statements: QUEUE_SCHEMA }]

/** What a queue promises, on whatever database. `open` gives another connection to the same one. */
export function describeQueue(engine: string, open: () => Promise<Database>): void {
  describe(`the queue on ${engine}`, () => {
    let databases: readonly [Database, Database]
    let queue: JobQueue
    let other: JobQueue

    beforeAll(async () => {
      databases = [await open(), await open()]
      await migrate(databases[0], MIGRATIONS)
      queue = jobQueue(databases[0])
      other = jobQueue(databases[1])
    })
    beforeEach(async () => {
      await databases[0].query('DELETE FROM job')
      await databases[0].query('DELETE FROM turn')
    })
    afterAll(async () => {
      for (const database of databases) await database.close()
    })

    const job = (key: string, options: Partial<NewJob> = {}): NewJob => ({
      kind: 'evaluate',
      key,
      serial: key,
      group: '1',
      priority: 0,
      version: 1,
      force: false,
      runAt: 0,
      data: { key },
      ...options,
    })
    const claim = (options: Partial<Claim> = {}, from = queue) => from.claim({ now: 100, leaseUntil: 200, perGroup: 10, ...options })
    const claimAll = async (options: Partial<Claim> = {}): Promise<Job[]> => {
      const jobs: Job[] = []
      for (let next = await claim(options); next; next = await claim(options)) jobs.push(next)
      return jobs
    }
    const keys = (jobs: readonly NewJob[]) => jobs.map(({ key }) => key)

    describe('adding', () => {
      it('joins triggers of one key: the newest data, in whatever order they come', async () => {
        await queue.add([job('pr', { version: 5, data: 'new', runAt: 50 })], 10)
        await other.add([job('pr', { version: 3, data: 'old', priority: 7, runAt: 20 })], 11)
        const jobs = await claimAll()
        expect(jobs).toMatchObject([{ data: 'new', version: 5, priority: 7, runAt: 20, acceptedAt: 10, freshAt: 11 }])
      })

      it('forgets failed attempts when something newer comes', async () => {
        await queue.add([job('pr', { version: 1 })], 10)
        await queue.putBack((await claim())!, { runAt: 5000, error: 'x', failed: true })
        await queue.add([job('pr', { version: 2, data: 'new' })], 20)
        expect(await claim()).toMatchObject({ data: 'new', attempts: 0, acceptedAt: 20 })
      })

      it('leaves out what is being worked on already, unless it is newer or forced', async () => {
        await queue.add([job('pr', { version: 5, data: 'at work' })], 10)
        const active = (await claim())!
        await queue.add([job('pr', { version: 5 })], 11)
        await queue.add([job('pr', { version: 4 })], 12)
        expect(await queue.stats(100)).toMatchObject({ counts: [{ state: 'active', count: 1 }] })
        await queue.add([job('pr', { version: 0, force: true, data: 'stale hint' })], 13)
        await queue.complete(active)
        expect(await claim()).toMatchObject({ data: 'at work', version: 5, freshAt: 13 })
      })

      it('takes the later of two heads of one second', async () => {
        await queue.add([job('pr', { version: 5, serial: 'sha1', data: 1 })], 10)
        await queue.add([job('pr', { version: 5, serial: 'sha2', data: 2 })], 11)
        await queue.add([job('pr', { version: 5, serial: 'sha2', data: 3 })], 12)
        expect(await claim()).toMatchObject({ data: 2, acceptedAt: 11, freshAt: 12 })
      })

      it('keeps a newer version that comes while an older one is at work', async () => {
        await queue.add([job('pr', { version: 1 })], 10)
        await claim()
        await queue.add([job('pr', { version: 2, serial: 'other sha', data: 'new' })], 11)
        expect(await claim()).toMatchObject({ data: 'new' })
      })
    })

    describe('claiming', () => {
      it('waits for the time, and takes the highest priority, then the oldest', async () => {
        await queue.add([job('late', { runAt: 101 }), job('low', { runAt: 1 }), job('second', { priority: 5, runAt: 2 })], 0)
        await queue.add([job('first', { priority: 5, runAt: 1 })], 0)
        expect(keys(await claimAll())).toEqual(['first', 'second', 'low'])
      })

      it('gives each job to one holder, however many ask', async () => {
        await queue.add(
          Array.from({ length: 40 }, (_, index) => job(`pr${index}`)),
          0,
        )
        const claims = await Promise.all(Array.from({ length: 60 }, (_, index) => claim({ perGroup: 100 }, index % 2 ? queue : other)))
        const got = claims.filter((one) => one !== undefined)
        expect(new Set(keys(got)).size).toBe(40)
        expect(got).toHaveLength(40)
      })

      it('works on one job of a serial at a time', async () => {
        await queue.add([job('pr1', { serial: 'sha' }), job('pr2', { serial: 'sha' })], 0)
        const [first, ...more] = await claimAll()
        expect(more).toEqual([])
        await queue.complete(first!)
        expect(keys(await claimAll())).toEqual(['pr2'])
      })

      it('lets installations take turns, a few jobs of each at a time', async () => {
        const busy = Array.from({ length: 50 }, (_, index) => job(`busy${index}`, { group: 'busy', runAt: 1 }))
        await queue.add([...busy, job('small1', { group: 'small', runAt: 9 }), job('small2', { group: 'small', runAt: 9 })], 0)
        const jobs = await claimAll({ perGroup: 3 })
        expect(jobs.map(({ group }) => group)).toEqual(['busy', 'small', 'busy', 'small', 'busy'])
      })

      it('lets nobody claim of a group that is paused', async () => {
        await queue.add([job('a', { group: 'limited' }), job('b', { group: 'free' })], 0)
        await queue.pause('limited', 150)
        await queue.pause('limited', 120)
        expect(keys(await claimAll())).toEqual(['b'])
        expect(keys(await claimAll({ now: 151, leaseUntil: 300 }))).toEqual(['a'])
      })
    })

    describe('a holder', () => {
      it('keeps its job by saying that it lives', async () => {
        await queue.add([job('pr')], 0)
        const mine = (await claim({ leaseUntil: 200 }))!
        expect(await queue.touch(mine, 300)).toBe(true)
        expect(await other.reclaim(250)).toBe(0)
      })

      it('that was not heard of loses the job, and cannot end it any more', async () => {
        await queue.add([job('pr')], 0)
        const mine = (await claim({ leaseUntil: 200 }))!
        expect(await other.reclaim(201)).toBe(1)
        const theirs = (await claim({ now: 201, leaseUntil: 400 }, other))!
        expect(theirs).toMatchObject({ key: 'pr', lost: 1, attempts: 0 })
        expect(await queue.touch(mine, 500)).toBe(false)
        await queue.complete(mine)
        await queue.putBack(mine, { runAt: 0, failed: true })
        await queue.bury(mine, 'x')
        expect(await other.touch(theirs, 500)).toBe(true)
      })

      it('that is lost while something newer waits leaves the newer', async () => {
        await queue.add([job('pr', { version: 1, data: 'old' })], 0)
        await claim({ leaseUntil: 200 })
        await queue.add([job('pr', { version: 2, data: 'new' })], 1)
        await queue.reclaim(201)
        expect(await claimAll({ now: 201, leaseUntil: 400 })).toMatchObject([{ data: 'new', lost: 0 }])
      })

      it('that fails tries again later, and counts', async () => {
        await queue.add([job('pr')], 0)
        await queue.putBack((await claim())!, { runAt: 500, error: '502', failed: true })
        expect(await claim()).toBeUndefined()
        expect(await claim({ now: 500, leaseUntil: 600 })).toMatchObject({ attempts: 1, lost: 0 })
      })

      it('that is stopped hands back without a mark', async () => {
        await queue.add([job('pr')], 0)
        await queue.putBack((await claim())!, { runAt: 100, failed: false })
        expect(await claim()).toMatchObject({ attempts: 0, lost: 0 })
      })
    })

    describe('the dead', () => {
      it('are listed with their reason, and come back when a person says so', async () => {
        await queue.add([job('pr', { data: { sha: 'a' } })], 7)
        await queue.bury((await claim())!, 'TypeError: x')
        expect(await queue.dead()).toMatchObject([{ key: 'pr', data: { sha: 'a' }, error: 'TypeError: x', acceptedAt: 7 }])
        expect(await claim()).toBeUndefined()
        const [dead] = await queue.dead()
        expect(await queue.revive(100, dead!.id)).toBe(1)
        expect(await claim()).toMatchObject({ key: 'pr', attempts: 0, freshAt: 100 })
      })

      it('do not stand in the way of new triggers', async () => {
        await queue.add([job('pr')], 0)
        await queue.bury((await claim())!, 'x')
        await queue.add([job('pr', { data: 'again' })], 1)
        expect(await claim()).toMatchObject({ data: 'again' })
      })
    })

    it('drops what waits under a key, and only there', async () => {
      await queue.add([job('5#1'), job('5#12')], 0)
      await queue.cancel('5#1')
      expect(keys(await claimAll())).toEqual(['5#12'])
    })

    it('tells how much waits and how late it is', async () => {
      await queue.add([job('a', { runAt: 40 }), job('b', { runAt: 60 }), job('c', { runAt: 500 })], 0)
      expect(await queue.stats(100)).toEqual({ counts: [{ kind: 'evaluate', state: 'waiting', count: 3 }], oldest: 60 })
    })

    it('writes nothing of a transaction that fails', async () => {
      const failing = databases[0].exclusively(async (sql) => {
        await sql.query("INSERT INTO turn (grp, claimed_at, paused_until) VALUES ('x', 1, 1)")
        throw new Error('in the middle')
      })
      const beside = databases[0].query('SELECT count(*) AS count FROM turn')
      await expect(failing).rejects.toThrow('in the middle')
      expect((await beside)[0]).toEqual({ count: 0 })
    })

    it('excludes those that are in a hurry like all others, and loses nothing of either', async () => {
      await databases[0].query("INSERT INTO turn (grp, claimed_at, paused_until) VALUES ('count', 0, 0)")
      const stores = databases.flatMap((database) => [database, database.hurried])
      const add = (store: (typeof stores)[number]) =>
        store.exclusively(async (sql) => {
          const [row] = await sql.query("SELECT claimed_at FROM turn WHERE grp = 'count'")
          await sql.query("UPDATE turn SET claimed_at = ? WHERE grp = 'count'", [Number(row!.claimed_at) + 1])
        })
      await Promise.all(Array.from({ length: 10 }, () => stores.map(add)).flat())
      for (const store of stores) expect(await store.query('SELECT claimed_at FROM turn')).toEqual([{ claimed_at: 40 }])
    })

    it('writes those that succeed beside one that fails', async () => {
      const turn = (name: string, fails = false) =>
        databases[0].exclusively(async (sql) => {
          await sql.query('INSERT INTO turn (grp, claimed_at, paused_until) VALUES (?, 1, 1)', [name])
          if (fails) throw new Error(name)
          return name
        })
      const all = await Promise.allSettled([turn('a'), turn('b', true), turn('c')])
      expect(all.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual(['a', 'Error: b', 'c'])
      expect(await databases[1].query('SELECT grp FROM turn ORDER BY grp')).toEqual([{ grp: 'a' }, { grp: 'c' }])
    })
  })

  describe(`migrations on ${engine}`, () => {
    it('are applied once, can be rolled back by one release, and refuse what no longer fits', async () => {
      const database = await open()
      const second = { version: 2, compatibleFrom: 1, statements: ['ALTER TABLE turn ADD COLUMN note TEXT'] }
      const third = { version: 3, compatibleFrom: 2, statements: [] }
      await Promise.all([migrate(database, [...MIGRATIONS, second]), migrate(database, [...MIGRATIONS, second])])
      await migrate(database, MIGRATIONS)
      await migrate(database, [...MIGRATIONS, second, third])
      await expect(migrate(database, MIGRATIONS)).rejects.toThrow('schema 3')
      await database.close()
    })
  })
}
