import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { verify } from '@octokit/webhooks-methods'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AppHandle, asApp, type GitHub, type InstallationHandle, type RepositoryHandle, startGitHub } from './index.ts'

const permissions = { checks: 'write', contents: 'read', pull_requests: 'read', merge_queues: 'read' } as const
const events = ['pull_request', 'push', 'merge_group', 'repository', 'pull_request_review']

interface Received {
  readonly event: string
  readonly guid: string
  readonly signature: string
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: payloads of every event
  readonly payload: any
}

let github: GitHub
let app: AppHandle
let repository: RepositoryHandle
let installation: InstallationHandle
let receiver: Server
let received: Received[]
let status: number

beforeEach(async () => {
  received = []
  status = 202
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const header = (name: string) => String(request.headers[name])
      const guid = header('x-github-delivery')
      received.push({ event: header('x-github-event'), guid, signature: header('x-hub-signature-256'), text, payload: JSON.parse(text) })
      response.writeHead(status).end('taken')
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  github = await startGitHub()
  app = github.registerApp({ permissions, events, webhookUrl: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook` })
  repository = await github.createRepository({ owner: 'acme', name: 'shop', files: { 'a.txt': 'one\n' } })
  installation = app.install('acme', [repository])
  await github.hooks.settled()
})

afterEach(async () => {
  await github.close()
  receiver.closeAllConnections()
  await new Promise((resolve) => receiver.close(resolve))
})

async function names(): Promise<readonly string[]> {
  await github.hooks.settled()
  return received.splice(0).map(({ event, payload }) => (payload.action === undefined ? event : `${event}.${payload.action}`))
}

async function last(): Promise<Received> {
  await github.hooks.settled()
  return received.at(-1)!
}

async function openPull() {
  await repository.commit('feature', { 'a.txt': 'two\n' })
  return repository.openPullRequest({ head: 'feature', by: 'mona' })
}

describe('webhooks', () => {
  it('are signed over the raw body', async () => {
    const { text, signature } = await last()
    expect(await verify(app.webhookSecret, text, signature)).toBe(true)
    expect(await verify('other', text, signature)).toBe(false)
  })

  it('tell of a pull request from beginning to end', async () => {
    received.length = 0
    const pull = await openPull()
    expect((await names()).toSorted((a, b) => a.localeCompare(b))).toEqual(['check_suite.requested', 'pull_request.opened', 'push'])
    const before = pull.headSha
    await pull.push({ 'a.txt': 'three\n' })
    await github.hooks.settled()
    const { payload } = received.find(({ event }) => event === 'pull_request')!
    expect(payload).toMatchObject({
      action: 'synchronize',
      number: 1,
      before,
      after: pull.headSha,
      pull_request: {
        number: 1,
        changed_files: 1,
        user: { login: 'mona' },
        head: { sha: pull.headSha, ref: 'feature' },
        base: { ref: 'main' },
      },
      repository: { id: repository.id, full_name: 'acme/shop' },
      installation: { id: installation.id },
      organization: { login: 'acme' },
    })
    expect(JSON.stringify(payload)).not.toMatch(/Codertocat\/Hello-World|https:\/\/api\.github\.com/)
    received.length = 0
    await pull.setDraft(true)
    await pull.setDraft(false)
    await pull.editTitle('Other')
    await pull.close()
    await pull.reopen()
    await pull.review('hubot', 'APPROVED')
    expect(await names()).toEqual([
      'pull_request.converted_to_draft',
      'pull_request.ready_for_review',
      'pull_request.edited',
      'pull_request.closed',
      'pull_request.reopened',
      'pull_request_review.submitted',
    ])
    expect(await pull.merge()).toBe(repository.tip('main'))
    expect(await names()).toEqual(['push', 'pull_request.closed'])
    expect(pull.state.mergedAt).toBeDefined()
  })

  it('say which base a pull request had before', async () => {
    await repository.commit('next', { 'b.txt': 'b\n' })
    const pull = await openPull()
    const head = pull.headSha
    await pull.retarget('next')
    expect((await last()).payload).toMatchObject({
      action: 'edited',
      changes: { base: { ref: { from: 'main' }, sha: { from: repository.tip('main') } } },
      pull_request: { base: { ref: 'next', sha: repository.tip('next') }, head: { sha: head } },
    })
  })

  it('leave the fork of a stranger out, but not its pull requests', async () => {
    const fork = await repository.fork('stranger')
    received.length = 0
    await fork.commit('evil', { 'a.txt': 'evil\n' })
    expect(await names()).toEqual([])
    const pull = await repository.openPullRequest({ head: 'evil', from: fork })
    const { payload } = await last()
    expect(payload.pull_request).toMatchObject({ head: { repo: { full_name: 'stranger/shop', fork: true } }, author_association: 'NONE' })
    expect(repository.state.git.refs.get('refs/pull/1/head')).toBe(pull.headSha)
    received.length = 0
    await pull.push({ 'a.txt': 'worse\n' })
    expect(await names()).toEqual(['pull_request.synchronize'])
    fork.delete()
    await pull.close()
    expect((await last()).payload.pull_request.head.repo).toBeNull()
  })

  it('tell of merge groups stacked on each other', async () => {
    const first = await openPull()
    await repository.commit('other', { 'b.txt': 'b\n' })
    const second = await repository.openPullRequest({ head: 'other' })
    const one = await first.enqueue()
    const two = await second.enqueue()
    await github.hooks.settled()
    const groups = received.filter(({ event }) => event === 'merge_group').map(({ payload }) => payload.merge_group)
    expect(groups).toMatchObject([
      { head_sha: one.headSha, base_sha: repository.tip('main'), base_ref: 'refs/heads/main' },
      { head_sha: two.headSha, base_sha: one.headSha, head_ref: `refs/heads/gh-readonly-queue/main/pr-2-${one.headSha}` },
    ])
    received.length = 0
    await one.merge()
    await two.drop('invalidated')
    expect(repository.tip('main')).toBe(one.headSha)
    expect(await names()).toEqual([
      'merge_group.destroyed',
      'push',
      'pull_request.closed',
      'merge_group.destroyed',
      'pull_request.dequeued',
    ])
  })

  it('need the permission, and its acceptance', async () => {
    const other = github.registerApp({ permissions: { contents: 'read' }, events, webhookUrl: app.state.hook.url })
    const late = other.install('acme')
    await github.hooks.settled()
    received.length = 0
    const pull = await openPull()
    const told = () =>
      received
        .splice(0)
        .filter(({ payload }) => payload.installation.id === late.id)
        .map(({ event }) => event)
    await github.hooks.settled()
    expect(told()).toEqual(['push'])
    other.askFor({ contents: 'read', pull_requests: 'read' }, events)
    await pull.close()
    await github.hooks.settled()
    expect(told()).toEqual([])
    late.acceptPermissions()
    await pull.reopen()
    await github.hooks.settled()
    expect(told()).toEqual(['installation', 'pull_request'])
  })

  it('tell of installations and their repositories', async () => {
    const second = await github.createRepository({ owner: 'acme', name: 'site', files: { a: '1' } })
    received.length = 0
    installation.add(second)
    installation.remove(repository)
    installation.suspend()
    await second.commit('main', { a: '2' })
    installation.unsuspend()
    second.rename('www')
    github.renameAccount('acme', 'apex')
    second.archive(true)
    installation.uninstall()
    await second.commit('main', { a: '3' })
    expect(await names()).toEqual([
      'installation_repositories.added',
      'installation_repositories.removed',
      'installation.suspend',
      'installation.unsuspend',
      'repository.renamed',
      'installation_target.renamed',
      'repository.archived',
      'installation.deleted',
    ])
  })

  it('tell a run of its own buttons, and no other app', async () => {
    const other = github.registerApp({ permissions, events, webhookUrl: app.state.hook.url })
    other.install('acme')
    const pull = await openPull()
    const { createRun } = await import('./state/checks.ts')
    const { suiteOf } = await import('./state/suites.ts')
    const suite = suiteOf(github.state, app.state, repository.state, pull.headSha)
    const run = await createRun(github.state, suite, 'readiness', { conclusion: 'failure' })
    await github.hooks.settled()
    received.length = 0
    repository.pressButton(run, 'override', 'mona')
    repository.rerunCheck(run, 'mona')
    await github.hooks.settled()
    expect(received.map(({ payload }) => [payload.action, payload.requested_action?.identifier, payload.sender.login])).toEqual([
      ['requested_action', 'override', 'mona'],
      ['rerequested', undefined, 'mona'],
    ])
    expect(run.conclusion).toBe('failure')
  })
})

describe('deliveries', () => {
  it('are listed by cursor, shown whole, and repeated with the same GUID', async () => {
    const pull = await openPull()
    await github.hooks.settled()
    status = 500
    await pull.close()
    await github.hooks.settled()
    status = 202
    const octokit = asApp(github, app)
    const first = await octokit.rest.apps.listWebhookDeliveries({ per_page: 2 })
    const cursor = /cursor=([^&>]+)/.exec(first.headers.link!)![1]!
    const second = await octokit.rest.apps.listWebhookDeliveries({ per_page: 2, cursor })
    expect(second.data[0]!.id).toBeLessThan(first.data[1]!.id)
    const failed = await octokit.rest.apps.listWebhookDeliveries({ status: 'failure' })
    expect(failed.data).toMatchObject([
      { event: 'pull_request', action: 'closed', status_code: 500, redelivery: false, repository_id: repository.id },
    ])
    const { id, guid } = failed.data[0]!
    const whole = await octokit.rest.apps.getWebhookDelivery({ delivery_id: id })
    expect(whole.data.request.payload).toMatchObject({ action: 'closed' })
    expect(whole.data.response.payload).toBe('taken')
    received.length = 0
    expect((await octokit.rest.apps.redeliverWebhookDelivery({ delivery_id: id })).status).toBe(202)
    await github.hooks.settled()
    expect(received.map((one) => one.guid)).toEqual([guid])
    expect((await octokit.rest.apps.listWebhookDeliveries()).data[0]).toMatchObject({
      guid,
      redelivery: true,
      status_code: 202,
      status: 'OK',
    })
    expect((await octokit.rest.apps.getWebhookConfigForApp()).data.url).toBe(app.state.hook.url)
    expect(github.violations).toEqual([])
  })

  it('can be held, reordered, repeated, lost, and left out of the list', async () => {
    const pull = await openPull()
    await github.hooks.settled()
    received.length = 0
    github.hooks.policy = () => 'hold'
    await pull.editTitle('one')
    await pull.editTitle('two')
    await github.hooks.release(github.hooks.held.toReversed())
    expect(received.map(({ payload }) => payload.pull_request.title)).toEqual(['two', 'one'])
    expect(github.hooks.held).toEqual([])
    received.length = 0
    github.hooks.policy = () => ({ copies: 2 })
    await pull.editTitle('three')
    await github.hooks.settled()
    expect(received.map(({ guid }) => guid)).toEqual([received[0]!.guid, received[0]!.guid])
    received.length = 0
    github.hooks.policy = () => 'lose'
    await pull.editTitle('four')
    github.hooks.policy = () => 'skip'
    await pull.editTitle('five')
    await github.hooks.settled()
    expect(received).toEqual([])
    expect(github.hooks.deliveries.at(-1)).toMatchObject({ status: 'failed to connect to host', statusCode: 0 })
    expect(JSON.parse(github.hooks.deliveries.at(-1)!.body)).toMatchObject({ pull_request: { title: 'four' } })
  })

  it('fail when nobody listens', async () => {
    app.setWebhookUrl('http://127.0.0.1:9/')
    await openPull()
    await github.hooks.settled()
    expect(github.hooks.deliveries.at(-1)).toMatchObject({ status: 'failed to connect to host', statusCode: 0 })
  })
})
