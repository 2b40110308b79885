import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { mergeBase } from '../../../src/github/merge-base.ts'
import { API, onlyExpectedRequests, SHOP, shop } from './connection.ts'

onlyExpectedRequests()

const COMPARE = `${SHOP}/compare/main1...head1`
const answer = { merge_base_commit: { sha: 'fork', commit: { tree: { sha: 'tree-of-fork' } } } }
const compared = (page: number) => nock(API).get(COMPARE).query({ per_page: 1, page })

/** `a<b,c` is commit a with the parents b and c. */
function historyIs(tip: string, commits: string, page = 1) {
  const list = commits
    .split(' ')
    .filter(Boolean)
    .map((text) => {
      const [sha, parents = ''] = text.split('<')
      return {
        sha,
        commit: { tree: { sha: `tree-of-${sha}` } },
        parents: parents
          .split(',')
          .filter(Boolean)
          .map((parent) => ({ sha: parent })),
      }
    })
  nock(API).get(`${SHOP}/commits`).query({ sha: tip, per_page: 100, page }).reply(200, list)
}

const found = () => mergeBase(shop(), 'main1', 'head1')

describe('the merge base', () => {
  it('is what the comparison says', async () => {
    compared(1).reply(200, answer)
    expect(await found()).toEqual({ oid: 'fork', tree: 'tree-of-fork' })
  })

  it.each([422, 500, 504])('comes from the page without a diff when GitHub answers %i', async (status) => {
    compared(1).reply(status, { message: 'this diff is taking too long to generate' })
    compared(2).reply(200, answer)
    expect(await found()).toEqual({ oid: 'fork', tree: 'tree-of-fork' })
  })

  it.each([
    ['a branch', 'main1<main0 main0<fork fork<root root', 'head1<head0 head0<fork fork<root root', 'fork'],
    ['a branch that merged its base', 'main1<main0 main0<fork fork', 'head1<head0,main0 head0<fork main0<fork fork', 'main0'],
    ['a head that is behind', 'main1<head1 head1<root root', 'head1<root root', 'head1'],
  ])('comes from the histories of %s when nothing else answers', async (_, main, head, expected) => {
    compared(1).reply(422, {})
    compared(2).reply(422, {})
    historyIs('main1', main)
    historyIs('head1', head)
    expect((await found())?.oid).toBe(expected)
  })

  it('is looked for further back, page by page', async () => {
    compared(1).reply(422, {})
    compared(2).reply(422, {})
    const line = (name: string, from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => `${name}${from + index}<${name}${from + index + 1}`).join(' ')
    historyIs('main1', line('main', 1, 101))
    historyIs('head1', line('head', 1, 101))
    historyIs('main1', 'main101<fork fork<root root', 2)
    historyIs('head1', 'head101<fork fork<root root', 2)
    expect((await found())?.oid).toBe('fork')
  })

  it('is absent without a common history', async () => {
    compared(1).reply(404, { message: 'No common ancestor between main1 and head1.' })
    expect(await found()).toBeUndefined()
  })

  it('is not made up when GitHub does not know a commit', async () => {
    compared(1).reply(404, { message: 'Not Found' })
    await expect(found()).rejects.toThrow('Not Found')
  })
})
