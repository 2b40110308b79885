import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/queue/database.ts'
import { migrate } from '../../src/queue/migrate.ts'
import { jobQueue } from '../../src/queue/queue.ts'
import { openSqlite } from '../../src/queue/sqlite.ts'
import { type HealthParts, healthRoutes } from '../../src/server/health.ts'
import { hookProblems } from '../../src/server/hook-settings.ts'
import { serve } from '../../src/server/http.ts'
import { upkeepJob } from '../../src/server/jobs.ts'
import { MIGRATIONS } from '../../src/server/store/schema.ts'
import { API, connectToTest } from '../github/adapter/connection.ts'
import { type FakeClock, fakeClock } from '../support/fake-clock.ts'

const MINUTE = 60_000
let clock: FakeClock
let database: Database
let server: Server

beforeEach(async () => {
  nock.disableNetConnect()
  nock.enableNetConnect('127.0.0.1')
  clock = fakeClock()
  database = openSqlite(':memory:')
  await migrate(database, MIGRATIONS)
})
afterEach(async () => {
  nock.cleanAll()
  server?.closeAllConnections()
  server?.close()
  await database.close()
})

/** Starts a server with these parts; gives what `/readyz` answers. */
async function start(parts: Partial<HealthParts> = {}): Promise<() => Promise<{ status: number; checks: Record<string, string> }>> {
  const github = connectToTest({ now: () => clock.now() })
  const all = { database, queue: jobQueue(database), github, clock, evaluators: () => ({ alive: 1, wanted: 1 }), ...parts }
  server = serve([healthRoutes(all)], (error) => expect(error).toBeUndefined())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  return async () => {
    const response = await fetch(`${url}/readyz`)
    return { status: response.status, checks: (await response.json()) as Record<string, string> }
  }
}

/** GitHub's answer about us, by its own clock. */
const answersApp = (status = 200, now = clock.now()) =>
  nock(API)
    .get('/app')
    .reply(status, status === 200 ? { id: 7 } : { message: 'no' }, { date: new Date(now).toUTCString() })

describe('/readyz', () => {
  it('is 200 where all is well', async () => {
    answersApp()
    const ready = await start({ webhook: async () => [] })
    const checks = { store: 'ok', queue: 'ok', credentials: 'accepted', webhook: 'ok', clock: 'ok', evaluators: 'ok' }
    expect(await ready()).toEqual({ status: 200, checks })
  })

  it('is 503 where the store does not answer', async () => {
    answersApp()
    const ready = await start({ database: { ...database, query: () => Promise.reject(new Error('gone')) } })
    expect(await ready()).toMatchObject({ status: 503, checks: { store: 'does not answer', queue: 'unknown' } })
  })

  it('is 503 where no evaluator is left, unless none should be here', async () => {
    answersApp()
    let alive = 0
    let wanted = 2
    const ready = await start({ evaluators: () => ({ alive, wanted }) })
    expect(await ready()).toMatchObject({ status: 503, checks: { evaluators: 'none is alive' } })
    alive = 1
    expect((await ready()).status).toBe(200)
    alive = wanted = 0
    expect((await ready()).status).toBe(200)
  })

  it('is 503 where GitHub does not take our key, and 200 where it does not answer', async () => {
    nock(API).get('/app').reply(502, 'Bad Gateway')
    const ready = await start()
    expect(await ready()).toMatchObject({ status: 200, checks: { credentials: 'unknown' } })
    expect((await ready()).checks.credentials).toBe('unknown')
    await clock.advance(5 * MINUTE)
    answersApp(401)
    expect(await ready()).toMatchObject({ status: 503, checks: { credentials: 'refused' } })
    nock(API).get('/app').reply(502, 'Bad Gateway')
    await clock.advance(5 * MINUTE)
    expect((await ready()).checks.credentials).toBe('refused')
    await clock.advance(5 * MINUTE)
    answersApp()
    expect(await ready()).toMatchObject({ status: 200, checks: { credentials: 'accepted' } })
  })

  it('is 503 where our clock is off GitHub’s, and says by how much', async () => {
    answersApp(200, clock.now() + 600_000)
    const ready = await start()
    expect(await ready()).toMatchObject({ status: 503, checks: { clock: "600 seconds behind GitHub's" } })
  })

  it('tells of a queue that is late and of a webhook that goes elsewhere, and stays 200', async () => {
    await jobQueue(database).add([upkeepJob('watch', clock.now())], clock.now())
    await clock.advance(11 * MINUTE)
    answersApp()
    const ready = await start({ webhook: async () => ['GitHub sends elsewhere', 'and in another form'] })
    const checks = { queue: 'the oldest job waits for 11 minutes', webhook: 'GitHub sends elsewhere; and in another form' }
    expect(await ready()).toMatchObject({ status: 200, checks })
  })

  it('does not know of the webhook while GitHub does not say', async () => {
    answersApp()
    const ready = await start({ webhook: () => Promise.reject(new Error('502')) })
    expect(await ready()).toMatchObject({ status: 200, checks: { webhook: 'unknown' } })
  })
})

describe('the webhook’s settings at GitHub', () => {
  const settings = { publicUrl: 'https://readiness.acme.example', webhookPath: '/api/github/webhooks' }
  const problems = (config: object, ours: Parameters<typeof hookProblems>[1] = settings) => {
    nock(API).get('/app/hook/config').reply(200, config)
    return hookProblems(connectToTest(), ours)
  }
  const right = { url: 'https://readiness.acme.example/api/github/webhooks', content_type: 'json', secret: '********' }

  it('are right where GitHub sends to us, however it writes the address', async () => {
    expect(await problems(right)).toEqual([])
    expect(await problems({ ...right, url: 'https://Readiness.acme.example:443/api/github/webhooks/' })).toEqual([])
  })

  it.each([
    'https://readiness.acme.example/',
    'https://readiness.acme.example/api/github/webhook',
    'http://readiness.acme.example/api/github/webhooks',
    'https://preview.acme.example/api/github/webhooks',
    '',
  ])('are wrong where it sends to "%s"', async (url) => {
    const [problem, ...more] = await problems({ ...right, url })
    expect(more).toEqual([])
    expect(problem).toBe(`GitHub sends webhooks to ${url || 'nowhere'}, and PUBLIC_URL says that we are at ${right.url}`)
  })

  it('are not compared with an address that nobody told', async () => {
    expect(await problems({ ...right, url: 'https://elsewhere.example/' }, { ...settings, publicUrl: undefined })).toEqual([])
  })

  it('are wrong where webhooks come as a form, or unsigned', async () => {
    expect(await problems({ url: right.url, content_type: 'form' })).toEqual([
      'webhooks come as "form", and have to come as "json"',
      'the webhook has no secret at GitHub, so every one is refused as unsigned',
    ])
  })
})
