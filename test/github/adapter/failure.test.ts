import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { failureOf } from '../../../src/github/failure.ts'
import { API, onlyExpectedRequests, SHOP, shop } from './connection.ts'

onlyExpectedRequests()

const NOW = 'Sat, 21 Nov 2026 10:00:00 GMT'
const IN_TWENTY_MINUTES = String(Date.parse(NOW) / 1000 + 1200)

async function failure(status: number, body: nock.Body, headers: Record<string, string> = {}) {
  nock(API).get(SHOP).reply(status, body, headers)
  return failureOf(
    await shop()
      .client.rest.repos.get({ owner: 'acme', repo: 'shop' })
      .catch((error: unknown) => error),
  )
}

describe('a refusal', () => {
  it.each([
    [404, 'gone'],
    [409, 'gone'],
    [410, 'gone'],
    [451, 'gone'],
    [400, 'invalid'],
    [422, 'invalid'],
    [500, 'transient'],
    [502, 'transient'],
    [504, 'transient'],
    [403, 'forbidden'],
  ] as const)('of %i is %s', async (status, kind) => {
    expect(await failure(status, { message: 'no' })).toMatchObject({ kind })
  })

  it('at the primary limit lasts until the reset, by GitHub’s clock', async () => {
    const headers = { date: NOW, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': IN_TWENTY_MINUTES }
    expect(await failure(403, { message: 'API rate limit exceeded' }, headers)).toMatchObject({
      kind: 'rate-limited',
      retryAfter: 1_201_000,
    })
  })

  it('at a secondary limit lasts as long as GitHub says, else a minute', async () => {
    const message = 'You have exceeded a secondary rate limit'
    expect(await failure(403, { message }, { 'retry-after': '90' })).toMatchObject({ kind: 'rate-limited', retryAfter: 90_000 })
    expect(await failure(403, { message })).toMatchObject({ kind: 'rate-limited', retryAfter: 60_000 })
    expect(await failure(429, { message: 'slow down' })).toMatchObject({ kind: 'rate-limited', retryAfter: 60_000 })
  })
})

describe('GraphQL', () => {
  async function graphqlFailure(errors: readonly object[], headers: Record<string, string> = {}) {
    nock(API).post('/graphql').reply(200, { data: null, errors }, headers)
    return failureOf(
      await shop()
        .client.graphql('query { rateLimit { cost } }')
        .catch((error: unknown) => error),
    )
  }

  it('says in the body what went wrong', async () => {
    const limited = { date: NOW, 'x-ratelimit-reset': IN_TWENTY_MINUTES }
    expect(await graphqlFailure([{ type: 'RATE_LIMITED', message: 'no' }], limited)).toMatchObject({
      kind: 'rate-limited',
      retryAfter: 1_201_000,
    })
    expect(await graphqlFailure([{ type: 'NOT_FOUND', message: 'no' }])).toMatchObject({ kind: 'gone' })
    expect(await graphqlFailure([{ type: 'FORBIDDEN', message: 'no' }])).toMatchObject({ kind: 'forbidden' })
    expect(await graphqlFailure([{ message: 'Something went wrong' }])).toMatchObject({ kind: 'transient' })
  })
})

it('is not the failure of a bug', () => {
  expect(failureOf(new TypeError('x is undefined'))).toBeUndefined()
})

it('never names the token', async () => {
  nock(API).get(SHOP).reply(500, { message: 'boom' })
  const error = await shop()
    .client.rest.repos.get({ owner: 'acme', repo: 'shop' })
    .catch((thrown: unknown) => thrown)
  expect(JSON.stringify(failureOf(error)) + JSON.stringify(error)).not.toContain('granted')
})
