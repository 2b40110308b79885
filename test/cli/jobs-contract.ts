import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/queue/database.ts'
import { migrate } from '../../src/queue/migrate.ts'
import { jobQueue } from '../../src/queue/queue.ts'
import { evaluateJob, upkeepJob } from '../../src/server/jobs.ts'
import { MIGRATIONS } from '../../src/server/store/schema.ts'

const CLI = new URL('../../src/cli.ts', import.meta.url).pathname

export interface Place {
  readonly database: Database
  /** What an operator sets. */
  readonly env: Readonly<Record<string, string>>
}

export function readiness(env: Readonly<Record<string, string>>, ...args: string[]) {
  const options = { cwd: tmpdir(), encoding: 'utf8', env: { PATH: process.env.PATH, ...env } } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'jobs', ...args], options)
  return { exit: status, stdout, stderr }
}

const ASKED = Date.UTC(2026, 10, 21, 10)

/** What the commands about dead letters promise, on whatever store. */
export function describeJobs(engine: string, open: () => Promise<Place>): void {
  describe(`dead letters on ${engine}`, () => {
    let place: Place

    beforeAll(async () => {
      place = await open()
      await migrate(place.database, MIGRATIONS)
    })
    beforeEach(async () => void (await place.database.query('DELETE FROM job')))
    afterAll(() => place.database.close())

    /** A job about a pull request that was given up, and its id. */
    async function bury(pull: number, error: string): Promise<string> {
      const queue = jobQueue(place.database)
      const where = { installation: 1, repository: { id: 5, owner: 'acme', name: 'shop' }, head: 'a'.repeat(40) }
      const data = { ...where, pull, base: 'main', updatedAt: 1, first: 'post' as const }
      await queue.add([evaluateJob(data, { priority: 1, runAt: 0 })], ASKED)
      const job = (await queue.claim({ now: ASKED, leaseUntil: ASKED + 1, perGroup: 9 }))!
      await queue.bury(job, error)
      return job.id
    }
    const states = async () => (await place.database.query('SELECT key, state, attempts FROM job ORDER BY key')).map((row) => ({ ...row }))

    it('are none at first', () => {
      expect(readiness(place.env, 'list')).toEqual({ exit: 0, stdout: 'There are no dead letters.\n', stderr: '' })
      expect(readiness(place.env, 'retry', '--all')).toMatchObject({ exit: 0, stdout: 'There is nothing to try again.\n' })
    })

    it('are listed with what they are about and why they were given up', async () => {
      const id = await bury(7, 'TypeError: x is\u001b[31m undefined')
      await jobQueue(place.database).add([upkeepJob('watch', 0)], ASKED)
      const { exit, stdout, stderr } = readiness(place.env, 'list')
      expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
      expect(stdout).toMatch(new RegExp(`^${id.slice(0, 8)} +evaluate +acme/shop#7 +0 +2026-11-21T10:00:00.000Z$`, 'm'))
      expect(stdout).toContain('TypeError: x is\uFFFD[31m undefined')
      expect(stdout).not.toContain('watch')
      const [job, ...more] = JSON.parse(readiness(place.env, 'list', '--format', 'json').stdout)
      expect(more).toEqual([])
      expect(job).toMatchObject({ id, kind: 'evaluate', installation: 1, repository: 'acme/shop', repositoryId: 5, pull: 7, attempts: 0 })
      expect(job).toMatchObject({ key: '5#7', head: 'a'.repeat(40), acceptedAt: '2026-11-21T10:00:00.000Z' })
    })

    it('are tried again by the id that a run shows, and the others stay', async () => {
      const id = await bury(7, 'x')
      await bury(8, 'y')
      const { exit, stdout } = readiness(place.env, 'retry', id.slice(0, 8))
      expect([exit, stdout]).toEqual([0, `${id.slice(0, 8)}  evaluate  5#7  is tried again\n`])
      expect(await states()).toEqual([
        { key: '5#7', state: 'waiting', attempts: 0 },
        { key: '5#8', state: 'dead', attempts: 0 },
      ])
      const next = await jobQueue(place.database).claim({ now: Date.now(), leaseUntil: Date.now() + 1, perGroup: 9 })
      expect(next).toMatchObject({ key: '5#7', data: { pull: 7 } })
    })

    it('are all tried again at once, and what waits anyway only once', async () => {
      await bury(7, 'x')
      await bury(7, 'again')
      await bury(8, 'y')
      const { exit, stdout } = readiness(place.env, 'retry', '--all', '--format', 'json')
      expect(exit).toBe(0)
      expect(JSON.parse(stdout)).toHaveLength(3)
      expect((await states()).map(({ key, state }) => `${key} ${state}`)).toEqual(['5#7 waiting', '5#8 waiting'])
    })

    it('are left alone where it is not clear which are meant', async () => {
      const id = await bury(7, 'x')
      const unclear: readonly (readonly [readonly string[], string])[] = [
        [[], 'say --all'],
        [[id, '--all'], 'say --all'],
        [[id.slice(0, 4)], 'No dead letter has the id'],
        [[id, 'ffffffff'], 'Nothing was changed'],
      ]
      for (const [args, message] of unclear) {
        const { exit, stdout, stderr } = readiness(place.env, 'retry', ...args)
        expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
        expect(stderr).toContain(message)
      }
      expect(await states()).toMatchObject([{ state: 'dead' }])
    })
  })
}
