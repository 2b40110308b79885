import { createHash } from 'node:crypto'
import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { policyEntry } from '../../../src/github/policy-entry.ts'
import { pastPolicies } from '../../../src/github/policy-history.ts'
import { readPullContext } from '../../../src/github/pull-context.ts'
import { API, onlyExpectedRequests, shop } from './connection.ts'

onlyExpectedRequests()

const idOf = (text: string) =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex')
const entry = (text: string, mode = 0o100644) => ({ mode, oid: idOf(text), object: { text, isTruncated: false } })

describe('the entry of the policy', () => {
  it('is text, absent or unusable, and only absent means that there is none', () => {
    expect(policyEntry(null)).toEqual({ state: 'absent' })
    expect(policyEntry(entry('version: 1'))).toMatchObject({ state: 'text', text: 'version: 1' })
    expect(policyEntry(entry('other/file', 0o120000))).toMatchObject({
      state: 'unusable',
      reason: expect.stringContaining('symbolic link'),
    })
    expect(policyEntry({ ...entry('x', 0o160000), object: null })).toMatchObject({ state: 'unusable', reason: 'it is not a file' })
    expect(policyEntry({ ...entry('x'), object: { text: 'x', isTruncated: true } })).toMatchObject({ state: 'unusable' })
    expect(policyEntry({ ...entry('x'), object: { text: null } })).toMatchObject({ state: 'unusable' })
    expect(policyEntry({ ...entry('x'), object: { text: 'swapped' } })).toMatchObject({ state: 'unusable' })
  })
})

describe('the context of a pull request', () => {
  const pull = (number: number, head: string, state = 'OPEN') => ({
    number,
    state,
    headRefOid: head,
    baseRefName: 'main',
    updatedAt: '2026-11-21T10:00:00Z',
    author: { login: 'ann' },
  })
  const tip = (oid: string) => ({ oid, tree: { oid: `tree-of-${oid}` }, file: entry('version: 1') })

  it('names every open pull request of the head once', async () => {
    const associated = [pull(1, 'h'), pull(2, 'h'), pull(3, 'other'), pull(4, 'h', 'CLOSED')]
    const head = { ...tip('h'), associatedPullRequests: { nodes: associated, pageInfo: { hasNextPage: false } } }
    const repository = {
      isArchived: false,
      defaultBranchRef: { name: 'main' },
      pullRequest: pull(1, 'h'),
      base: { target: tip('b') },
      head,
    }
    nock(API)
      .post('/graphql', (body) => body.variables?.base === 'refs/heads/main' && body.variables.head === 'h')
      .reply(200, { data: { repository } })
    const context = await readPullContext(shop(), '.readiness.yml', { number: 1, head: 'h', base: 'main' })
    expect(context.sharing.map(({ number }) => number)).toEqual([1, 2])
    expect(context).toMatchObject({ base: { oid: 'b', tree: 'tree-of-b', policy: { state: 'text' } }, pull: { number: 1, author: 'ann' } })
  })

  it('goes through all that contain the commit, however many strangers have opened', async () => {
    const strangers = Array.from({ length: 100 }, (_, index) => pull(100 + index, `of a stranger ${index}`))
    const head = { ...tip('h'), associatedPullRequests: { nodes: strangers, pageInfo: { hasNextPage: true, endCursor: 'next' } } }
    const repository = { isArchived: false, defaultBranchRef: null, pullRequest: pull(1, 'h'), base: { target: tip('b') }, head }
    nock(API)
      .post('/graphql', /PullContext/)
      .reply(200, { data: { repository } })
    const more = { associatedPullRequests: { nodes: [pull(2, 'h')], pageInfo: { hasNextPage: false, endCursor: null } } }
    nock(API)
      .post('/graphql', (body) => body.variables?.after === 'next' && body.variables.head === 'h')
      .reply(200, { data: { repository: { object: more } } })
    const context = await readPullContext(shop(), '.readiness.yml', { number: 1, head: 'h', base: 'main' })
    expect(context.sharing.map(({ number }) => number)).toEqual([1, 2])
  })

  it('does not answer for a commit of which it cannot see all', async () => {
    const endless = { nodes: [], pageInfo: { hasNextPage: true, endCursor: 'next' } }
    const repository = {
      isArchived: false,
      defaultBranchRef: null,
      pullRequest: pull(1, 'h'),
      base: { target: tip('b') },
      head: { ...tip('h'), associatedPullRequests: endless },
    }
    nock(API)
      .post('/graphql', /PullContext/)
      .reply(200, { data: { repository } })
    nock(API)
      .post('/graphql', /MorePulls/)
      .times(29)
      .reply(200, { data: { repository: { object: { associatedPullRequests: endless } } } })
    const reading = readPullContext(shop(), '.readiness.yml', { number: 1, head: 'h', base: 'main' })
    await expect(reading).rejects.toThrow('More than 3000 pull requests')
  })
})

describe('past policies', () => {
  it('follow first parents only, each once, newest first', async () => {
    const commit = (oid: string, parents: readonly string[], text: string) => ({
      oid,
      parents: { nodes: parents.slice(0, 1).map((parent) => ({ oid: parent })) },
      file: { mode: 0o100644, oid: idOf(text) },
    })
    const nodes = [
      commit('m3', ['m2', 'side'], 'broken'),
      commit('side', ['m1'], 'of the side'),
      commit('m2', ['m1'], 'good'),
      commit('m1', [], 'good'),
    ]
    nock(API)
      .post('/graphql', /history/)
      .reply(200, { data: { repository: { object: { history: { nodes } } } } })
    for (const text of ['broken', 'good']) {
      nock(API)
        .post('/graphql', new RegExp(idOf(text)))
        .reply(200, { data: { repository: { b0: { text, isTruncated: false } } } })
    }
    const past: string[] = []
    for await (const { commit: oid, text } of pastPolicies(shop(), '.readiness.yml', 'm3')) past.push(`${oid} ${text}`)
    expect(past).toEqual(['m3 broken', 'm2 good'])
  })
})
