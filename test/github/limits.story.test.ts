import type { Octokit } from '@octokit/rest'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AppHandle, asInstallation, type GitHub, type Limits, type RepositoryHandle, startGitHub } from './index.ts'

const permissions = { checks: 'write', contents: 'read', pull_requests: 'read' } as const
const at = { owner: 'acme', repo: 'shop' }
let github: GitHub
let app: AppHandle
let repository: RepositoryHandle
let octokit: Octokit
let time = Date.parse('2026-05-01T10:00:00Z')

/** A standing clock, so that an hour passes when a test says so. */
const clock = { now: () => time, sleep: () => Promise.resolve() }

async function start(limits: Partial<Limits> = {}, files: Record<string, string> = { 'a.txt': 'one\n' }) {
  time = Date.now()
  github = await startGitHub({ limits, clock })
  app = github.registerApp({ permissions, events: [] })
  repository = await github.createRepository({ ...at, name: at.repo, files })
  octokit = asInstallation(github, app, app.install('acme', [repository]))
}

beforeEach(() => start())
afterEach(() => github.close())

const annotation = { path: 'a.txt', start_line: 1, end_line: 1, annotation_level: 'warning' as const, message: 'm' }
const output = { title: 't', summary: 's' }
const fails = (status: number, message: RegExp) => expect.objectContaining({ status, message: expect.stringMatching(message) as string })

const create = (extra: object = {}) => octokit.rest.checks.create({ ...at, name: 'readiness', head_sha: repository.tip('main'), ...extra })

describe('check runs', () => {
  it('take 50 annotations a request, and add them up', async () => {
    const fifty = Array.from({ length: 50 }, (_, index) => ({ ...annotation, message: String(index) }))
    const { data } = await create({ output: { ...output, annotations: fifty } })
    await octokit.rest.checks.update({ ...at, check_run_id: data.id, output: { ...output, annotations: fifty } })
    const all = await octokit.paginate(octokit.rest.checks.listAnnotations, { ...at, check_run_id: data.id, per_page: 100 })
    expect(all).toHaveLength(100)
    expect(github.judge('readiness').repeatedAnnotations).toHaveLength(1)
    expect(github.violations).toEqual([])
    await expect(create({ output: { ...output, annotations: [...fifty, annotation] } })).rejects.toEqual(
      fails(422, /No more than 50 items are allowed; 51 were supplied/),
    )
    expect(github.violations).toHaveLength(1)
  })

  it('count the summary in bytes', async () => {
    await create({ output: { ...output, summary: 'é'.repeat(32_767) } })
    await expect(create({ output: { ...output, summary: 'é'.repeat(32_768) } })).rejects.toEqual(
      fails(422, /summary exceeds a maximum bytesize of 65535/),
    )
    expect(repository.checkRuns(repository.tip('main'))).toHaveLength(1)
  })

  it.each<[string, object]>([
    ['a column on several lines', { end_line: 2, start_column: 1, end_column: 2 }],
    ['a start column alone', { start_column: 1 }],
    ['columns the wrong way round', { start_column: 3, end_column: 2 }],
    ['column 0', { start_column: 0, end_column: 2 }],
    ['line 0', { start_line: 0 }],
    ['lines the wrong way round', { start_line: 2 }],
    ['a long title', { title: 'x'.repeat(256) }],
    ['a long message', { message: 'é'.repeat(40_000) }],
    ['an empty path', { path: '' }],
  ])('are refused whole for %s', async (_, wrong) => {
    const annotations = [annotation, { ...annotation, ...wrong }]
    await expect(create({ output: { ...output, annotations } })).rejects.toMatchObject({
      status: 422,
      response: { data: { errors: [{ resource: 'CheckRun', code: 'invalid', field: 'annotations' }] } },
    })
    expect(repository.checkRuns(repository.tip('main'))).toEqual([])
  })

  it('need a commit that exists, a conclusion to end, and stay ended', async () => {
    await expect(create({ head_sha: 'f'.repeat(40) })).rejects.toEqual(fails(422, /No commit found for SHA/))
    await expect(create({ status: 'completed' })).rejects.toMatchObject({ status: 422 })
    const { data } = await create({ conclusion: 'success' })
    expect(data).toMatchObject({ status: 'completed', conclusion: 'success' })
    await expect(octokit.rest.checks.update({ ...at, check_run_id: data.id, status: 'in_progress' })).rejects.toMatchObject({ status: 422 })
    await octokit.rest.checks.update({ ...at, check_run_id: data.id, conclusion: 'failure', output })
    expect((await octokit.rest.checks.get({ ...at, check_run_id: data.id })).data.conclusion).toBe('failure')
  })

  it('are listed newest of a name first, and go stale after two weeks', async () => {
    const first = await create({ status: 'in_progress' })
    const second = await create({ conclusion: 'success', external_id: 'two' })
    const list = (filter: 'latest' | 'all') =>
      octokit.rest.checks.listForRef({ ...at, ref: 'main', check_name: 'readiness', app_id: app.id, filter })
    expect((await list('latest')).data.check_runs.map(({ id }) => id)).toEqual([second.data.id])
    expect((await list('all')).data.check_runs.map(({ id }) => id)).toEqual([second.data.id, first.data.id])
    time += 14 * 24 * 3_600_000
    octokit = asInstallation(github, app, app.install('acme', [repository]))
    expect((await octokit.rest.checks.get({ ...at, check_run_id: first.data.id })).data.conclusion).toBe('stale')
    expect(github.violations).toEqual([])
  })

  it('decide a required check by the newest', async () => {
    const required = { context: 'readiness', appId: app.id }
    const sha = repository.tip('main')
    expect(repository.requiredCheck(sha, required)).toBe('expected')
    await create({ status: 'in_progress' })
    expect(repository.requiredCheck(sha, required)).toBe('pending')
    await create({ conclusion: 'failure' })
    expect(repository.requiredCheck(sha, required)).toBe('blocking')
    await create({ conclusion: 'neutral' })
    expect(repository.requiredCheck(sha, required)).toBe('passing')
    expect(repository.requiredCheck(sha, { context: 'readiness', appId: 1 })).toBe('expected')
  })
})

describe('tokens', () => {
  it('end after an hour, with their installation, and while it is suspended', async () => {
    const jwtTime = time
    const { token } = (await octokit.auth({ type: 'installation' })) as { token: string }
    const ask = () => fetch(`${github.url}/repos/acme/shop`, { headers: { authorization: `token ${token}` } })
    expect((await ask()).status).toBe(200)
    time = jwtTime + 3_600_000
    expect((await ask()).status).toBe(401)
    time = jwtTime
    const { installation } = github.state.tokens.get(token)!
    installation.suspendedAt = 1
    expect((await ask()).status).toBe(403)
    installation.suspendedAt = undefined
    github.state.installations.delete(installation.id)
    expect((await ask()).status).toBe(401)
  })

  it('reach what they were narrowed to, and no more', async () => {
    const other = await github.createRepository({ owner: 'acme', name: 'secret', private: true, files: { a: '1' } })
    const [installation] = [...github.state.installations.values()]
    installation!.selected.add(other.id)
    const jwt = (await octokit.auth({ type: 'app' })) as { token: string }
    const narrow = async (body: object) => {
      const url = `${github.url}/app/installations/${installation!.id}/access_tokens`
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { authorization: `Bearer ${jwt.token}` } })
      return { ...((await response.json()) as { token: string; permissions: object }), status: response.status }
    }
    const narrowed = await narrow({ repository_ids: [repository.id], permissions: { contents: 'read' } })
    expect(narrowed.permissions).toEqual({ metadata: 'read', contents: 'read' })
    const ask = async (path: string, init: RequestInit = {}) =>
      (await fetch(`${github.url}${path}`, { ...init, headers: { authorization: `token ${narrowed.token}` } })).status
    expect(await ask('/repos/acme/shop/git/ref/heads/main')).toBe(200)
    expect(await ask('/repos/acme/secret/git/ref/heads/main')).toBe(404)
    expect(await ask('/repos/acme/shop/pulls')).toBe(403)
    const run = JSON.stringify({ name: 'readiness', head_sha: repository.tip('main') })
    expect(await ask('/repos/acme/shop/check-runs', { method: 'POST', body: run })).toBe(403)
    expect((await narrow({ permissions: { administration: 'write' } })).status).toBe(422)
    expect((await narrow({ repository_ids: [1] })).status).toBe(422)
    expect(github.violations).toEqual([])
  })

  it('come in the long form, too', async () => {
    await github.close()
    github = await startGitHub({ statelessTokens: true })
    app = github.registerApp({ permissions, events: [] })
    repository = await github.createRepository({ ...at, name: at.repo, files: { a: '1' } })
    octokit = asInstallation(github, app, app.install('acme'))
    const { token } = (await octokit.auth({ type: 'installation' })) as { token: string }
    expect(token).toMatch(new RegExp(`^ghs_${app.id}_[\\w-]+\\.[\\w-]+\\.[\\w-]+$`))
    expect(token.length).toBeGreaterThan(450)
    expect((await octokit.rest.repos.get(at)).data.full_name).toBe('acme/shop')
  })
})

describe('reading', () => {
  it('cuts recursive trees, and says so', async () => {
    await github.close()
    await start({ treeEntries: 3 }, { 'a/b/c.txt': '1', 'd.txt': '2', 'e.txt': '3' })
    const { data } = await octokit.rest.git.getTree({ ...at, tree_sha: 'main', recursive: '0' })
    expect([data.tree.map(({ path }) => path), data.truncated]).toEqual([['a', 'a/b', 'a/b/c.txt'], true])
    const level = await octokit.rest.git.getTree({ ...at, tree_sha: 'main' })
    expect([level.data.tree.map(({ path }) => path), level.data.truncated]).toEqual([['a', 'd.txt', 'e.txt'], false])
  })

  it('cuts GraphQL text at 512,000 bytes, and gives none for binary', async () => {
    await repository.commit('main', {
      'long.txt': 'x'.repeat(512_001),
      'exact.txt': 'x'.repeat(512_000),
      'bin.dat': new Uint8Array([1, 0, 2]),
    })
    const blob = '{ ... on Blob { text isTruncated isBinary byteSize } }'
    const query = `{ repository(owner: "acme", name: "shop") {
      long: object(expression: "main:long.txt") ${blob} exact: object(expression: "main:exact.txt") ${blob}
      binary: object(expression: "main:bin.dat") ${blob} none: object(oid: "${'0'.repeat(40)}") { oid } } }`
    type Blob = { text: string | null; isTruncated: boolean; isBinary: boolean; byteSize: number }
    const { repository: found } = await octokit.graphql<{ repository: Record<string, Blob | null> }>(query)
    expect([found.long?.text?.length, found.long?.isTruncated, found.long?.byteSize]).toEqual([512_000, true, 512_001])
    expect([found.exact?.text?.length, found.exact?.isTruncated]).toEqual([512_000, false])
    expect(found.binary).toEqual({ text: null, isTruncated: false, isBinary: true, byteSize: 3 })
    expect(found.none).toBeNull()
  })

  it('ends comparisons at 300 files, and lists of a pull request at 3,000', async () => {
    await github.close()
    await start({ comparedFiles: 3, pullFiles: 5 })
    await repository.commit('big', Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`f${index}`, '1'])))
    const pull = await repository.openPullRequest({ head: 'big' })
    const compare = (page?: number) =>
      octokit.rest.repos.compareCommitsWithBasehead({ ...at, basehead: 'main...big', ...(page !== undefined && { page }) })
    expect((await compare()).data.files).toHaveLength(3)
    expect((await compare(2)).data.files).toBeUndefined()
    expect((await compare(2)).data.merge_base_commit.sha).toBe(repository.tip('main'))
    expect((await octokit.rest.pulls.get({ ...at, pull_number: pull.number })).data.changed_files).toBe(7)
    expect(await octokit.paginate(octokit.rest.pulls.listFiles, { ...at, pull_number: pull.number, per_page: 2 })).toHaveLength(5)
    const diff = octokit.rest.pulls.get({ ...at, pull_number: pull.number, mediaType: { format: 'diff' } })
    await expect(diff).rejects.toMatchObject({ status: 406 })
    expect(github.violations).toEqual([])
  })

  it('refuses a GraphQL query with too many objects', async () => {
    await github.close()
    await start({ graphqlObjects: 2 })
    const aliases = [0, 1, 2].map((index) => `o${index}: object(oid: "${repository.tip('main')}") { oid }`)
    await expect(octokit.graphql(`{ repository(owner: "acme", name: "shop") { ${aliases.join(' ')} } }`)).rejects.toMatchObject({
      status: 502,
    })
  })

  it('records a query for what GitHub does not have', async () => {
    await expect(octokit.graphql('{ repository(owner: "acme", name: "shop") { stars } }')).rejects.toThrow('Cannot query field "stars"')
    expect(github.violations).toEqual([{ operation: 'graphql', side: 'request', errors: [expect.stringContaining('stars') as string] }])
  })
})

describe('budgets', () => {
  it('are told in headers, end in 403 and in a GraphQL error, and come back after an hour', async () => {
    await github.close()
    await start({ restPerHour: 3, graphqlPerHour: 1 })
    const first = await octokit.rest.repos.get(at)
    expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '3', 'x-ratelimit-remaining': '2', 'x-ratelimit-resource': 'core' })
    await octokit.rest.repos.get(at)
    await octokit.rest.repos.get(at)
    await expect(octokit.rest.repos.get(at)).rejects.toEqual(fails(403, /API rate limit exceeded for installation/))
    await octokit.graphql('{ rateLimit { remaining } }')
    await expect(octokit.graphql('{ rateLimit { remaining } }')).rejects.toThrow(/API rate limit already exceeded/)
    expect((await octokit.rest.rateLimit.get()).data.resources.core.remaining).toBe(0)
    time += 3_600_000
    octokit = asInstallation(github, app, app.install('acme', [repository]))
    expect((await octokit.rest.repos.get(at)).headers['x-ratelimit-remaining']).toBe('2')
  })

  it('leave out what did not change for the same token', async () => {
    const first = await octokit.rest.repos.get(at)
    const again = octokit.rest.repos.get({ ...at, headers: { 'if-none-match': first.headers.etag! } })
    await expect(again).rejects.toMatchObject({ status: 304 })
    expect(github.budget.status([...github.state.tokens.values()][0], 'core').used).toBe(1)
    const other = asInstallation(github, app, app.install('acme', [repository]))
    expect((await other.rest.repos.get({ ...at, headers: { 'if-none-match': first.headers.etag! } })).status).toBe(200)
  })

  it('have secondary limits on request', async () => {
    await github.close()
    await start({ pointsPerMinute: 12 })
    await create()
    await create()
    await expect(create()).rejects.toMatchObject({ status: 403, response: { headers: { 'retry-after': '60' } } })
  })
})
