import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { failureOf } from '../../../src/github/failure.ts'
import { readAppKey } from '../../../src/github/jwt.ts'
import { API, connectToTest, KEY, onlyExpectedRequests, PEM, SHOP, shop, tokenIsGiven } from './connection.ts'

onlyExpectedRequests()

describe('every request', () => {
  it('pins the version of the API and carries a token for this one repository', async () => {
    nock(API)
      .post('/app/installations/2/access_tokens', { repository_ids: [5] })
      .matchHeader('x-github-api-version', '2022-11-28')
      .matchHeader('authorization', /^bearer ey/)
      .reply(201, { token: 'narrow', expires_at: '2099-01-01T00:00:00Z' })
    nock(API).get(SHOP).matchHeader('authorization', 'token narrow').matchHeader('x-github-api-version', '2022-11-28').reply(200, { id: 5 })
    const client = connectToTest().installation(2, { repositories: [5] })
    expect((await client.rest.repos.get({ owner: 'acme', repo: 'shop' })).data.id).toBe(5)
  })

  it('is given up after the timeout', async () => {
    nock.enableNetConnect('127.0.0.1')
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const client = connectToTest({ timeout: 20, baseUrl: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` }).app()
    const error = await client.rest.apps.getAuthenticated().catch((thrown: unknown) => thrown)
    silent.closeAllConnections()
    silent.close()
    expect(failureOf(error)?.kind).toBe('transient')
  })

  it('is not sent again when GitHub fails', async () => {
    nock(API).post(`${SHOP}/check-runs`).once().reply(502, 'Bad Gateway')
    const error = await shop()
      .client.rest.checks.create({ owner: 'acme', repo: 'shop', name: 'n', head_sha: 'a' })
      .catch((thrown: unknown) => thrown)
    expect(failureOf(error)?.kind).toBe('transient')
  })

  it('takes an answer that is cut off for a failure', async () => {
    nock(API).get(SHOP).reply(200, '{"id": 5, "na', { 'content-type': 'application/json; charset=utf-8' })
    const error = await shop()
      .client.rest.repos.get({ owner: 'acme', repo: 'shop' })
      .catch((thrown: unknown) => thrown)
    expect(failureOf(error)?.kind).toBe('transient')
  })

  it('tells the observer its route, not its path', async () => {
    const answers: unknown[] = []
    nock(API).get(SHOP).reply(200, {}, { 'x-ratelimit-remaining': '4999' })
    await shop({ observe: (answer) => answers.push(answer) }).client.rest.repos.get({ owner: 'acme', repo: 'shop' })
    expect(answers.at(-1)).toMatchObject({ installation: 2, method: 'GET', route: '/repos/{owner}/{repo}', status: 200 })
  })
})

describe('a write', () => {
  it('of an installation waits until it may be sent; reading, queries and tokens do not', async () => {
    const asked: number[] = []
    let isOpen = () => {}
    const gate = new Promise<void>((resolve) => {
      isOpen = resolve
    })
    const beforeWrite = (installation: number) => {
      asked.push(installation)
      return gate
    }
    const { client } = shop({ beforeWrite })
    nock(API).get(SHOP).reply(200, {})
    nock(API)
      .post('/graphql')
      .reply(200, { data: { rateLimit: { cost: 1 } } })
    await client.rest.repos.get({ owner: 'acme', repo: 'shop' })
    await client.graphql('query { rateLimit { cost } }')
    expect(asked).toEqual([])
    const posted = nock(API).post(`${SHOP}/check-runs`).reply(201, { id: 1 })
    const writing = client.rest.checks.create({ owner: 'acme', repo: 'shop', name: 'n', head_sha: 'a' })
    await new Promise((resolve) => setImmediate(resolve))
    expect([asked, posted.isDone()]).toEqual([[2], false])
    isOpen()
    await writing
    expect(posted.isDone()).toBe(true)
  })
})

describe('tokens', () => {
  it('are asked for once and renewed when GitHub refuses one', async () => {
    tokenIsGiven('first')
    tokenIsGiven('second')
    nock(API).get(SHOP).matchHeader('authorization', 'token first').reply(401, { message: 'Bad credentials' })
    nock(API).get(SHOP).matchHeader('authorization', 'token second').twice().reply(200, {})
    const client = connectToTest().installation(2)
    await client.rest.repos.get({ owner: 'acme', repo: 'shop' })
    await client.rest.repos.get({ owner: 'acme', repo: 'shop' })
  })

  it('are shared by requests of one moment', async () => {
    tokenIsGiven()
    nock(API).get(SHOP).twice().reply(200, {})
    const github = connectToTest()
    const ask = () => github.installation(2).rest.repos.get({ owner: 'acme', repo: 'shop' })
    await Promise.all([ask(), ask()])
  })

  it('are renewed a minute before they expire, by GitHub’s clock', async () => {
    const date = new Date('2026-11-21T10:00:00Z')
    tokenIsGiven('short', '2026-11-21T10:00:50Z')
    tokenIsGiven('long', '2026-11-21T11:00:00Z')
    nock(API).get(SHOP).matchHeader('authorization', 'token short').reply(200, {}, { date: date.toUTCString() })
    nock(API).get(SHOP).matchHeader('authorization', 'token long').reply(200, {})
    const client = connectToTest({ now: () => date.getTime() - 3_600_000 }).installation(2)
    await client.rest.repos.get({ owner: 'acme', repo: 'shop' })
    await client.rest.repos.get({ owner: 'acme', repo: 'shop' })
  })

  it('are made anew after permissions changed', async () => {
    tokenIsGiven('old')
    tokenIsGiven('new')
    nock(API).get(SHOP).matchHeader('authorization', 'token old').reply(200, {})
    nock(API).get(SHOP).matchHeader('authorization', 'token new').reply(200, {})
    const github = connectToTest()
    await github.installation(2).rest.repos.get({ owner: 'acme', repo: 'shop' })
    github.forget(2)
    await github.installation(2).rest.repos.get({ owner: 'acme', repo: 'shop' })
  })

  it('of the App follow GitHub’s clock when this machine’s is wrong', async () => {
    const real = Date.parse('2026-11-21T10:00:00Z')
    const issuedAt = (header: string | null) => JSON.parse(Buffer.from(String(header).split('.')[1]!, 'base64url').toString()).iat * 1000
    const inFuture = (header: string | null) => issuedAt(header) > real
    nock(API)
      .post('/app/installations/2/access_tokens')
      .matchHeader('authorization', inFuture)
      .reply(401, { message: "'Issued at' claim ('iat') must be in the past" }, { date: new Date(real).toUTCString() })
    nock(API)
      .post('/app/installations/2/access_tokens')
      .matchHeader('authorization', (header) => !inFuture(header))
      .reply(201, { token: 'granted', expires_at: '2026-11-21T11:00:00Z' })
    nock(API).get(SHOP).reply(200, {})
    const client = connectToTest({ now: () => real + 3_600_000 }).installation(2)
    await client.rest.repos.get({ owner: 'acme', repo: 'shop' })
  })
})

it('reads the key in each form in which it is handed over', () => {
  const same = (text: string) => readAppKey(7, text).key.equals(KEY.key)
  expect([PEM, PEM.replaceAll('\n', '\\n'), `"${PEM}"`, Buffer.from(PEM).toString('base64')].map(same)).toEqual([true, true, true, true])
})
