import type { Octokit } from '@octokit/rest'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asInstallation, type GitHub, type PullHandle, type RepositoryHandle, startGitHub } from '../index.ts'

const at = { owner: 'acme', repo: 'shop' }
let github: GitHub
let repository: RepositoryHandle
let pull: PullHandle
let octokit: Octokit

beforeEach(async () => {
  github = await startGitHub()
  const app = github.registerApp({ permissions: { checks: 'write', contents: 'read', pull_requests: 'read' }, events: ['pull_request'] })
  repository = await github.createRepository({ ...at, name: at.repo, files: { Dockerfile: 'FROM node:22.1.0\nCOPY . .\n' } })
  octokit = asInstallation(github, app, app.install('acme', [repository]))
  await repository.commit('feature', { Dockerfile: 'FROM node:<latest>\nCOPY . .\n' })
  pull = await repository.openPullRequest({ head: 'feature', title: 'Take <the> latest', by: 'mona' })
})
afterEach(() => github.close())

async function read(url = pull.url): Promise<string> {
  return (await fetch(url)).text()
}

const annotation = { path: 'Dockerfile', start_line: 1, end_line: 1, start_column: 6, end_column: 18, annotation_level: 'failure' as const }

async function post(conclusion: 'success' | 'failure') {
  const annotations = [{ ...annotation, title: 'Not <pinned>', message: 'The next build\nis another.' }]
  const output = { title: 'Down & out', summary: '## Score **74**\n\n@mona', ...(conclusion === 'failure' && { annotations }) }
  const actions = [{ label: 'Break glass', description: 'Override', identifier: 'override' }]
  return (await octokit.rest.checks.create({ ...at, name: 'readiness', head_sha: pull.headSha, conclusion, output, actions })).data
}

describe('the Checks tab', () => {
  it('waits for a check', async () => {
    repository.requireChecks('main', [{ context: 'readiness' }])
    const page = await read()
    expect(page).toContain('No check has reported on this commit yet.')
    expect(page).toContain('Expected — Waiting for status to be reported (readiness)')
    expect(page).toContain('Take &lt;the&gt; latest')
  })

  it('shows the run, its Markdown, and annotations on the lines of the file', async () => {
    const { id } = await post('failure')
    const page = await read()
    expect(page).toContain('Down &amp; out')
    expect(page).toContain('<h2>Score <strong>74</strong></h2>')
    expect(page).toContain('Check failure on line 1 in <b>Dockerfile</b>')
    expect(page).toMatch(/<td>FROM <mark>node:&lt;latest&gt;<\/mark><\/td>/)
    expect(page).toContain('Not &lt;pinned&gt;')
    expect(page).toContain(`action="/acme/shop/pull/1/checks/rerun"><button name="run" value="${id}">`)
    expect(page).toContain('title="Override">Break glass</button>')
    const run = await fetch(`${github.url}/acme/shop/runs/${id}`, { redirect: 'manual' })
    expect(run.headers.get('location')).toBe(`/acme/shop/pull/1/checks?check_run_id=${id}`)
  })

  it('loads nothing from elsewhere and runs nothing but its own', async () => {
    const response = await fetch(pull.url)
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
    expect((await response.text()).match(/(?:src|href)="https?:[^"]*"/g)).toBeNull()
  })

  it('has a version that changes when there is something new to see', async () => {
    const version = () => read(`${pull.url}/version`)
    const before = await version()
    expect(await version()).toBe(before)
    const { id } = await post('failure')
    const posted = await version()
    expect(posted).not.toBe(before)
    await octokit.rest.checks.update({ ...at, check_run_id: id, conclusion: 'success' })
    expect(await version()).not.toBe(posted)
  })

  it('presses buttons and pushes the prepared commit', async () => {
    const { id } = await post('failure')
    pull.prepareFix({ Dockerfile: 'FROM node:22.1.0\nCOPY . .\nEXPOSE 80\n' }, 'Push the fix')
    expect(await read()).toContain('<button class="primary">Push the fix</button>')
    const press = (verb: string, form: Record<string, string> = {}) =>
      fetch(`${pull.url}/${verb}`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
    github.hooks.policy = () => 'hold'
    await press('rerun', { run: String(id) })
    await press('press', { run: String(id), identifier: 'override' })
    const before = pull.headSha
    expect((await press('push')).status).toBe(303)
    expect(pull.headSha).not.toBe(before)
    expect(await read()).not.toContain('Push the fix')
    expect((await press('dance')).status).toBe(404)
    expect((await fetch(`${github.url}/acme/shop/pull/9/checks`)).status).toBe(404)
  })
})
