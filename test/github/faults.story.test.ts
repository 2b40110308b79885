import type { Octokit } from '@octokit/rest'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type AppHandle,
  asInstallation,
  concurrency,
  countRequests,
  type GitHub,
  type RepositoryHandle,
  sequentialDepth,
  startGitHub,
} from './index.ts'

const permissions = { checks: 'write', contents: 'read', pull_requests: 'read' } as const
const at = { owner: 'acme', repo: 'shop' }
let github: GitHub
let app: AppHandle
let repository: RepositoryHandle
let octokit: Octokit

async function start(latencyMs = 0) {
  github = await startGitHub({ latencyMs })
  app = github.registerApp({ permissions, events: [] })
  repository = await github.createRepository({ ...at, name: at.repo, files: { 'a.txt': 'one\n' } })
  octokit = asInstallation(github, app, app.install('acme', [repository]))
  await octokit.rest.repos.get(at)
  github.requests.clear()
}

beforeEach(() => start())
afterEach(() => github.close())

const create = (extra: object = {}) =>
  octokit.rest.checks.create({ ...at, name: 'readiness', head_sha: repository.tip('main'), external_id: 'x', ...extra })
const runs = () => repository.checkRuns(repository.tip('main')).length

describe('faults', () => {
  it('answer with an error before or after the work', async () => {
    github.faults.add({ kind: 'status', status: 502, on: 'checks/create', nth: 1 })
    await expect(create()).rejects.toMatchObject({ status: 502 })
    expect(runs()).toBe(0)
    github.faults.add({ kind: 'status', status: 502, on: 'checks/create', times: 1, after: true })
    await expect(create()).rejects.toMatchObject({ status: 502 })
    expect(runs()).toBe(1)
    await create()
    expect(github.judge('readiness').duplicateRuns).toHaveLength(1)
    expect(github.requests.records.map(({ fault }) => fault)).toEqual(['status', 'status', undefined])
  })

  it('cut the connection before or after the work', async () => {
    github.faults.add({ kind: 'reset', times: 1 })
    await expect(create()).rejects.toThrow()
    expect(runs()).toBe(0)
    github.faults.add({ kind: 'reset', times: 1, after: true })
    await expect(create()).rejects.toThrow()
    expect(runs()).toBe(1)
  })

  it('never answer', async () => {
    github.faults.add({ kind: 'hang', after: true })
    const giveUp = new AbortController()
    const asked = create({ request: { signal: giveUp.signal } })
    const answered = asked.then(
      () => 'answered',
      () => 'gave up',
    )
    await expect.poll(runs).toBe(1)
    giveUp.abort()
    expect(await answered).toBe('gave up')
  })

  it('break JSON', async () => {
    github.faults.add({ kind: 'malformed', times: 1 })
    expect((await octokit.rest.repos.get(at)).data).toBe('{"id": 1, "na')
  })

  it('use up the budget, or ask for patience', async () => {
    github.faults.add({ kind: 'secondary-limit', retryAfter: 7, times: 1 })
    await expect(octokit.rest.repos.get(at)).rejects.toMatchObject({ status: 403, response: { headers: { 'retry-after': '7' } } })
    github.faults.add({ kind: 'primary-limit', times: 1 })
    const limited = { status: 403, response: { headers: { 'x-ratelimit-remaining': '0' } } }
    await expect(octokit.rest.repos.get(at)).rejects.toMatchObject(limited)
    await expect(octokit.rest.repos.get(at)).rejects.toMatchObject(limited)
  })

  it('end a token in the middle of a job', async () => {
    github.faults.add({ kind: 'expired-token', times: 1 })
    const { token } = (await octokit.auth({ type: 'installation' })) as { token: string }
    const ask = () => fetch(`${github.url}/repos/acme/shop`, { headers: { authorization: `token ${token}` } })
    expect((await ask()).status).toBe(401)
    expect((await ask()).status).toBe(401)
  })

  it('strike one page, one repository, one kind of body', async () => {
    github.faults.add({ kind: 'status', status: 422, on: 'checks/update', where: ({ body }) => 'conclusion' in (body as object), times: 1 })
    const { data } = await create({ status: 'in_progress' })
    const update = (extra: object) => octokit.rest.checks.update({ ...at, check_run_id: data.id, ...extra })
    await update({ status: 'in_progress' })
    await expect(update({ conclusion: 'success' })).rejects.toMatchObject({ status: 422 })
    await update({ conclusion: 'success' })
    github.faults.add({ kind: 'status', status: 422, where: ({ query }) => query.page === '2' })
    await octokit.rest.pulls.list(at)
    await expect(octokit.rest.pulls.list({ ...at, page: 2 })).rejects.toMatchObject({ status: 422 })
  })

  it('move the clock of GitHub, which Octokit follows', async () => {
    github.skewClock(-20 * 60_000)
    const late = asInstallation(github, app, app.install('acme', [repository]))
    expect((await late.rest.repos.get(at)).status).toBe(200)
    expect(github.requests.records.map(({ operation, status }) => [operation, status])).toEqual([
      ['apps/create-installation-access-token', 401],
      ['apps/create-installation-access-token', 201],
      ['repos/get', 200],
    ])
  })
})

describe('the log', () => {
  it('shows what was asked, one after another or at once', async () => {
    await github.close()
    await start(30)
    const query = 'query($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { id } }'
    await Promise.all([create(), octokit.graphql(query, { ...at }), octokit.rest.repos.get(at)])
    await octokit.rest.git.getRef({ ...at, ref: 'heads/main' })
    const { records } = github.requests
    expect(countRequests(records)).toEqual({ 'checks/create': 1, graphql: 1, 'repos/get': 1, 'git/get-ref': 1 })
    expect(sequentialDepth(records)).toBe(2)
    expect(concurrency(records)).toBe(3)
    expect(records.every(({ repositoryId }) => repositoryId === repository.id)).toBe(true)
  })

  it('records what is not served', async () => {
    await expect(octokit.rest.issues.listForRepo(at)).rejects.toMatchObject({ status: 404 })
    expect(github.violations).toEqual([{ operation: 'GET /repos/acme/shop/issues', side: 'request', errors: ['is not served'] }])
  })

  it('has archives in it, which can fail like everything else', async () => {
    const download = () => octokit.rest.repos.downloadTarballArchive({ ...at, ref: 'main' })
    github.faults.add({ kind: 'status', status: 503, on: 'codeload', times: 1 })
    await expect(download()).rejects.toMatchObject({ status: 503 })
    expect((await download()).status).toBe(200)
    expect(countRequests(github.requests.records)).toEqual({ 'repos/download-tarball-archive': 2, codeload: 2 })
  })

  it('serves what an Enterprise Server serves at its own address', async () => {
    const enterprise = asInstallation(github, app, app.install('acme', [repository]), github.enterpriseApiUrl)
    await enterprise.rest.git.getRef({ ...at, ref: 'heads/main' })
    await enterprise.graphql('{ repository(owner: "acme", name: "shop") { databaseId } }')
    expect(github.requests.records.map(({ operation }) => operation).slice(-2)).toEqual(['git/get-ref', 'graphql'])
    expect(github.violations).toEqual([])
  })
})
