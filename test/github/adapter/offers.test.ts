import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { postOffers, readOffered } from '../../../src/github/offers.ts'
import { API, onlyExpectedRequests, SHOP, shop } from './connection.ts'

onlyExpectedRequests()

const HEAD = 'a'.repeat(40)
const mark = (key: string) => `words\n\n<!-- readiness:fix ${key} -->`

function reviews(nodes: readonly object[], next?: string) {
  const pageInfo = { hasNextPage: next !== undefined, endCursor: next ?? null }
  nock(API)
    .post('/graphql')
    .reply(200, { data: { repository: { pullRequest: { reviews: { nodes, pageInfo } } } } })
}

const review = (comments: readonly object[], body = '', author = 'Bot') => ({
  body,
  author: { __typename: author },
  comments: { nodes: comments },
})

describe('what was offered', () => {
  it('stands where its lines do, on every page, and only if a bot says so', async () => {
    reviews([review([{ body: mark('1a'), outdated: false }]), review([{ body: mark('2b'), outdated: true }]), null as never], 'next')
    reviews([
      review([
        { body: mark('3c'), outdated: false },
        { body: `${mark('4d')} quoted`, outdated: false },
      ]),
      review([{ body: mark('5e'), outdated: false }], `<!-- readiness:fixes ${HEAD} -->`, 'User'),
    ])
    const { answered, keys } = await readOffered(shop(), 7, HEAD)
    expect({ answered, keys: [...keys] }).toEqual({ answered: false, keys: ['1a', '3c'] })
  })

  it('is the answer to a head that has had its review', async () => {
    reviews([review([], `words\n\n<!-- readiness:fixes ${HEAD} -->`)])
    expect((await readOffered(shop(), 7, HEAD)).answered).toBe(true)
    reviews([review([], `words\n\n<!-- readiness:fixes ${'b'.repeat(40)} -->`)])
    expect((await readOffered(shop(), 7, HEAD)).answered).toBe(false)
  })

  it('is not added to where there are more reviews than anybody reads', async () => {
    for (let page = 1; page <= 10; page++) reviews([], `page${page}`)
    expect((await readOffered(shop(), 7, HEAD)).answered).toBe(true)
  })
})

it('offers are one review with a comment for each, on one line or on several', async () => {
  const body = { event: 'COMMENT', commit_id: HEAD, body: `words\n\n<!-- readiness:fixes ${HEAD} -->` }
  const comments = [
    { path: 'a.py', line: 3, side: 'RIGHT', body: mark('1a') },
    { path: 'b.py', start_line: 4, start_side: 'RIGHT', line: 6, side: 'RIGHT', body: mark('2b') },
  ]
  nock(API)
    .post(`${SHOP}/pulls/7/reviews`, { ...body, comments })
    .reply(200, { id: 1 })
  const offers = [
    { key: '1a', path: 'a.py', startLine: 3, endLine: 3, body: 'words' },
    { key: '2b', path: 'b.py', startLine: 4, endLine: 6, body: 'words' },
  ]
  await postOffers(shop(), { number: 7, head: HEAD, words: 'words', offers })
})
