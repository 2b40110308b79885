import nock from 'nock'
import { expect, it } from 'vitest'
import { deliveriesSince } from '../../../src/github/deliveries.ts'
import { API, connectToTest, onlyExpectedRequests } from './connection.ts'

onlyExpectedRequests()

const START = Date.parse('2026-11-21T10:00:00Z')
const MINUTE = 60_000

/** An attempt so many minutes after the start. */
const attempt = (id: number, minutes: number, status = 200) => ({
  id,
  guid: `guid-${id}`,
  delivered_at: new Date(START + minutes * MINUTE).toISOString(),
  event: 'push',
  action: null,
  status_code: status,
})

async function listed(): Promise<readonly number[]> {
  const ids: number[] = []
  for await (const { id } of deliveriesSince(connectToTest().app(), START)) ids.push(id)
  return ids
}

it('go on to the next page, and end with what is older than was asked for', async () => {
  const next = { link: `<${API}/app/hook/deliveries?per_page=100&cursor=v1_3>; rel="next"` }
  const page = (query: object) =>
    nock(API)
      .get('/app/hook/deliveries')
      .query({ per_page: '100', ...query })
  page({}).reply(200, [attempt(4, 9), attempt(3, 5)], next)
  page({ cursor: 'v1_3' }).reply(200, [attempt(2, 1, 0), attempt(1, -11), attempt(0, 2)], next)
  expect(await listed()).toEqual([4, 3, 2])
})

it('are not cut short by one that bears an older time than those before it', async () => {
  nock(API)
    .get('/app/hook/deliveries')
    .query({ per_page: '100' })
    .reply(200, [attempt(3, 4), attempt(2, -2), attempt(1, 1, 0)])
  expect(await listed()).toEqual([3, 1])
})
