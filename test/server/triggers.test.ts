import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { isKnownEvent } from '../../src/server/payloads.ts'
import { readTrigger } from '../../src/server/triggers/read.ts'
import type { Trigger } from '../../src/server/triggers/trigger.ts'

interface Payload {
  readonly action?: string
  readonly [key: string]: unknown
}

const examples = createRequire(import.meta.url)('@octokit/webhooks-examples') as { name: string; examples: Payload[] }[]
const INSTALLED = { installation: { id: 2 } }
const SITUATION = { appId: 7, now: 1_000, policyPath: '.readiness.yml' }

/** GitHub's own example of an event, with what a test says put over it. */
function example(event: string, action?: string, over: Readonly<Record<string, object>> = {}): Payload {
  const found = examples.find(({ name }) => name === event)?.examples.find((one) => action === undefined || one.action === action)
  if (!found) throw new Error(`GitHub gives no example of ${event}.${action}`)
  const parts = Object.entries(over).map(([key, value]) => [key, { ...(found[key] as object), ...value }])
  return { ...INSTALLED, ...found, ...Object.fromEntries(parts) }
}

const read = (event: string, payload: unknown): Trigger => {
  const trigger = readTrigger(event, payload, SITUATION)
  if (!trigger) throw new Error(`unreadable: ${event}`)
  return trigger
}
const kinds = ({ jobs }: Trigger) => jobs.map(({ kind }) => kind)

describe('GitHub’s own examples', () => {
  const cases = examples
    .filter(({ name }) => isKnownEvent(name))
    .flatMap(({ name, examples: all }) => all.map((payload) => [name, payload] as const))

  it.each(cases.map(([name, payload]) => [`${name}.${payload.action}`, name, payload] as const))(
    'of %s can be read',
    (_, name, payload) => {
      expect(readTrigger(name, { ...INSTALLED, ...payload }, SITUATION)).toBeDefined()
    },
  )
})

describe('pull requests', () => {
  it.each(['opened', 'reopened', 'synchronize'])('that are %s are news: a run is opened at once', (action) => {
    const { jobs } = read('pull_request', example('pull_request', action, { pull_request: { state: 'open' } }))
    expect(jobs).toMatchObject([{ kind: 'evaluate', data: { first: 'post' }, force: false }])
  })

  it('are ordered by GitHub’s time, and named by ids', () => {
    const payload = example('pull_request', 'opened', {
      pull_request: { updated_at: '2026-11-21T10:00:00Z', number: 3, head: { sha: 'abc' } },
      repository: { id: 5 },
    })
    expect(read('pull_request', payload).jobs).toMatchObject([
      { key: '5#3', serial: '5@abc', group: '2', version: Date.parse('2026-11-21T10:00:00Z') },
    ])
  })

  it('that get another base are judged anew; those that get another title are not', () => {
    const edited = (changes: object) => kinds(read('pull_request', { ...example('pull_request', 'opened'), action: 'edited', changes }))
    expect(edited({ base: { ref: { from: 'main' } } })).toEqual(['evaluate'])
    expect(edited({ title: { from: 'x' } })).toEqual([])
  })

  it('that are closed may leave others behind', () => {
    expect(read('pull_request', example('pull_request', 'closed')).jobs).toMatchObject([
      { kind: 'reconsider', data: { because: 'closed' } },
    ])
  })

  it('that are approved may be let through, while words change nothing', () => {
    const review = (state: string) => kinds(read('pull_request_review', example('pull_request_review', 'submitted', { review: { state } })))
    expect([review('approved'), review('commented')]).toEqual([['reconsider'], []])
  })

  it('can be told why the glass was broken, by a line in a review', () => {
    const said = (action: string, body: string) =>
      read('pull_request_review', {
        ...example('pull_request_review', 'submitted', { review: { state: 'commented', body, user: { login: 'ann' } } }),
        action,
      }).jobs
    const explained = { kind: 'reconsider', data: { because: 'explained', by: 'ann' } }
    expect(said('submitted', 'Well.\nBreak glass: it burns')).toMatchObject([explained])
    expect(said('edited', 'break-glass: it burns')).toMatchObject([explained])
    expect(said('dismissed', 'break-glass: it burns')).toMatchObject([{ data: { because: 'reviewed' } }])
  })
})

describe('checks', () => {
  const ours = { app: { id: 7 } }

  it('of other Apps are none of our business', () => {
    expect(kinds(read('check_suite', example('check_suite', 'rerequested')))).toEqual([])
    expect(kinds(read('check_run', example('check_run', 'rerequested')))).toEqual([])
  })

  it('that are asked for again are', () => {
    expect(kinds(read('check_suite', example('check_suite', 'rerequested', { check_suite: ours })))).toEqual(['recheck'])
    expect(kinds(read('check_run', example('check_run', 'rerequested', { check_run: ours })))).toEqual(['recheck'])
  })

  it('that GitHub asks for are a second chance, if their hint is up to date', () => {
    const hint = (sha: string) => ({ number: 4, head: { sha }, base: { ref: 'main' } })
    const suite = { ...ours, head_sha: 'abc', pull_requests: [hint('abc'), hint('old')] }
    const { jobs } = read('check_suite', example('check_suite', 'requested', { check_suite: suite }))
    expect(jobs).toMatchObject([{ kind: 'evaluate', version: 0, data: { pull: 4, head: 'abc', first: 'look' } }])
  })

  it('tell who pressed which button', () => {
    const payload = example('check_run', 'requested_action', {
      check_run: { ...ours, id: 9 },
      requested_action: { identifier: 'break-glass' },
      sender: { login: 'ann' },
    })
    expect(read('check_run', payload).jobs).toMatchObject([
      { kind: 'button', data: { runId: 9, identifier: 'break-glass', sender: 'ann' } },
    ])
  })
})

describe('branches', () => {
  const push = (over: object) =>
    read('push', { ...example('push'), ref: 'refs/heads/main', created: false, deleted: false, forced: false, commits: [], ...over })

  it('matter when the policy may have changed', () => {
    const commit = (paths: object) => ({ commits: [{ added: [], modified: [], removed: [], ...paths }] })
    expect(kinds(push(commit({ modified: ['.readiness.yml'] })))).toEqual(['policy-moved'])
    expect(kinds(push(commit({ removed: ['.readiness.yml'] })))).toEqual(['policy-moved'])
    expect(kinds(push(commit({ modified: ['docs/.readiness.yml'] })))).toEqual([])
    expect(kinds(push({ forced: true }))).toEqual(['policy-moved'])
    expect(kinds(push({ ...commit({ modified: ['.readiness.yml'] }), ref: 'refs/tags/v1' }))).toEqual([])
  })

  it('that a merge queue makes are judged against what is before them', () => {
    const payload = example('merge_group', 'checks_requested', {
      merge_group: { head_sha: 'h', base_sha: 'p', base_ref: 'refs/heads/main' },
    })
    expect(read('merge_group', payload).jobs).toMatchObject([{ kind: 'group', data: { head: 'h', parent: 'p', base: 'main' } }])
    expect(read('merge_group', { ...payload, action: 'destroyed' })).toMatchObject({
      jobs: [],
      changes: [{ kind: 'cancel', key: read('merge_group', payload).jobs[0]!.key }],
    })
  })

  it('that a merge queue makes name the pull request that they merge', () => {
    const queued = (head_ref: string) => {
      const over = { head_sha: 'h', base_sha: 'p', base_ref: 'refs/heads/main', head_ref }
      return (read('merge_group', example('merge_group', 'checks_requested', { merge_group: over })).jobs[0]!.data as { queued?: number })
        .queued
    }
    const sha = 'a'.repeat(40)
    expect(queued(`refs/heads/gh-readonly-queue/main/pr-104-${sha}`)).toBe(104)
    expect(queued(`refs/heads/gh-readonly-queue/release/2.x/pr-7-${sha}`)).toBe(7)
    expect([queued(`refs/heads/pr-7-${sha}`), queued('refs/heads/gh-readonly-queue/main/pr-x')]).toEqual([undefined, undefined])
  })
})

describe('tenants', () => {
  it('arrive with their repositories, and are forgotten when they leave', () => {
    const arrived = read('installation', example('installation', 'created'))
    expect(kinds(arrived)).toEqual(['backfill'])
    expect(arrived.changes[0]).toMatchObject({ kind: 'installation', state: 'active' })
    expect(read('installation', example('installation', 'deleted')).changes).toMatchObject([{ kind: 'forget-installation' }])
  })

  it('get new tokens with their new permissions', () => {
    const { changes } = read('installation', example('installation', 'new_permissions_accepted'))
    expect(changes.map(({ kind }) => kind)).toContain('new-permissions')
  })
})

it('does not mind events that it does not know, and does not trust the shape of those that it does', () => {
  expect(readTrigger('star', {}, SITUATION)).toEqual({ jobs: [], changes: [] })
  expect(readTrigger('pull_request', { action: 'opened' }, SITUATION)).toBeUndefined()
})
