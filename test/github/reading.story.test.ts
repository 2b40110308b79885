import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import type { Octokit } from '@octokit/rest'
import { list } from 'tar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asApp, asInstallation, type GitHub, type RepositoryHandle, startGitHub } from './index.ts'

const permissions = { checks: 'write', contents: 'read', pull_requests: 'write' } as const
const at = { owner: 'acme', repo: 'shop' }
let github: GitHub
let repository: RepositoryHandle
let octokit: Octokit

beforeAll(async () => {
  github = await startGitHub()
  const app = github.registerApp({ permissions, events: [] })
  repository = await github.createRepository({ ...at, name: at.repo, files: { 'README.md': 'Shop\n', 'src/app.ts': lines(20) } })
  octokit = asInstallation(github, app, app.install('acme', [repository]))
})
afterAll(async () => {
  expect(github.violations).toEqual([])
  await github.close()
})

function lines(count: number): string {
  return Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('')
}

function blobId(content: string): string {
  return createHash('sha1')
    .update(`blob ${Buffer.byteLength(content)}\0${content}`)
    .digest('hex')
}

async function compare(basehead: string) {
  const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...at, basehead })
  return { ...data, shown: data.files!.map(({ status, filename, previous_filename: was, sha }) => [status, filename, was, sha]) }
}

describe('git behind the API', () => {
  it('gives the ids that git gives', async () => {
    const { data } = await octokit.rest.git.getTree({ ...at, tree_sha: repository.tip('main'), recursive: '1' })
    expect(data.tree.map(({ path, mode, type, size }) => [path, mode, type, size])).toEqual([
      ['README.md', '100644', 'blob', 5],
      ['src', '040000', 'tree', undefined],
      ['src/app.ts', '100644', 'blob', lines(20).length],
    ])
    expect(data.tree[0]!.sha).toBe(blobId('Shop\n'))
    const commit = await octokit.rest.git.getCommit({ ...at, commit_sha: repository.tip('main') })
    expect(commit.data.tree.sha).toBe(data.sha)
  })

  it('compares from the merge base, with renames, removals and types', async () => {
    await repository.commit('change', {
      'src/app.ts': null,
      'lib/app.ts': `${lines(20)}line 21\n`,
      'README.md': null,
      'new.bin': new Uint8Array([0, 1, 2]),
      link: { symlink: 'lib/app.ts' },
      tool: { executable: '#!/bin/sh\n' },
    })
    await repository.commit('main', { 'unrelated.txt': 'later\n' })
    const compared = await compare('main...change')
    expect(compared.shown).toEqual([
      ['removed', 'README.md', undefined, blobId('Shop\n')],
      ['renamed', 'lib/app.ts', 'src/app.ts', blobId(`${lines(20)}line 21\n`)],
      ['added', 'link', undefined, blobId('lib/app.ts')],
      ['added', 'new.bin', undefined, expect.any(String)],
      ['added', 'tool', undefined, blobId('#!/bin/sh\n')],
    ])
    expect([compared.status, compared.ahead_by, compared.behind_by]).toEqual(['diverged', 1, 1])
    expect(compared.files!.map(({ patch }) => patch?.split('\n').at(-1))).toEqual([
      '-Shop',
      '+line 21',
      expect.stringContaining('No newline'),
      undefined,
      '+#!/bin/sh',
    ])
    expect(compared.merge_base_commit.sha).not.toBe(repository.tip('main'))
  })

  it('takes paths as they are', async () => {
    const names = ['a "quoted" name', 'back\\slash', 'new\nline', 'tab\there', 'ünïcode/日本', '`tick` | @team', ' lead', '-dash']
    await repository.commit('names', Object.fromEntries(names.map((name) => [name, `${name}\n`])))
    const tree = await octokit.rest.git.getTree({ ...at, tree_sha: 'names', recursive: '1' })
    for (const name of names) expect(tree.data.tree.find(({ path }) => path === name)?.sha).toBe(blobId(`${name}\n`))
    const compared = await compare('main...names')
    for (const name of names) expect(compared.shown).toContainEqual(['added', name, undefined, blobId(`${name}\n`)])
    const { repository: found } = await octokit.graphql<{ repository: { object: { file: { oid: string } } } }>(
      'query($path: String!, $oid: GitObjectID!) { repository(owner: "acme", name: "shop") { object(oid: $oid) { ... on Commit { file(path: $path) { oid } } } } }',
      { path: 'ünïcode/日本', oid: repository.tip('names') },
    )
    expect(found.object.file.oid).toBe(blobId('ünïcode/日本\n'))
  })

  it('gives large blobs whole, in lines of 60', async () => {
    const large = 'é'.repeat(3_000_000)
    await repository.commit('large', { 'large.txt': large })
    const { data } = await octokit.rest.git.getBlob({ ...at, file_sha: blobId(large) })
    expect(data.content.slice(0, 61)).toMatch(/^\S{60}\n$/)
    expect(Buffer.from(data.content, 'base64').toString() === large).toBe(true)
    await expect(octokit.rest.git.getBlob({ ...at, file_sha: '1'.repeat(40) })).rejects.toMatchObject({ status: 404 })
  })

  it('shows submodules and links as what they are, and follows links in contents only', async () => {
    const files = {
      'real.txt': 'real\n',
      link: { symlink: 'real.txt' },
      out: { symlink: '../out.txt' },
      sub: { submodule: '2'.repeat(40) },
    }
    await repository.commit('links', files)
    const { data } = await octokit.rest.git.getTree({ ...at, tree_sha: 'links' })
    const modes = Object.fromEntries(data.tree.map(({ path, mode, type }) => [path, `${mode} ${type}`]))
    expect(modes).toMatchObject({ link: '120000 blob', sub: '160000 commit', out: '120000 blob' })
    const contents = async (path: string) =>
      (await octokit.rest.repos.getContent({ ...at, path, ref: 'links' })).data as { type: string; content?: string }
    expect(Buffer.from((await contents('link')).content!, 'base64').toString()).toBe('real\n')
    expect((await contents('out')).type).toBe('symlink')
    expect((await contents('sub')).type).toBe('submodule')
    expect((await contents('src')) as unknown as object[]).toMatchObject([{ name: 'app.ts', type: 'file' }])
  })

  it('archives as git does, so that attributes hide files', async () => {
    await repository.commit('hidden', { '.gitattributes': 'secret.txt export-ignore\n', 'secret.txt': 's', 'shown.txt': 's' })
    const { data } = await octokit.rest.repos.downloadTarballArchive({ ...at, ref: 'hidden' })
    const names: string[] = []
    const parser = list({ onReadEntry: ({ path }) => names.push(path) })
    parser.end(gunzipSync(Buffer.from(data as ArrayBuffer)))
    const files = names.map((name) => name.slice(name.indexOf('/') + 1))
    expect(files).toContain('shown.txt')
    expect(files).not.toContain('secret.txt')
  })
})

describe('a repository of this machine', () => {
  it('is taken over with its branches', async () => {
    const taken = await github.createRepository({ owner: 'acme', name: 'taken', from: repository.directory })
    expect(taken.tip('main')).toBe(repository.tip('main'))
    expect([...taken.state.git.refs]).toEqual(
      expect.arrayContaining([...repository.state.git.refs].filter(([ref]) => ref.startsWith('refs/heads/'))),
    )
    await taken.commit('main', { 'more.txt': '1' })
    expect(taken.tip('main')).not.toBe(repository.tip('main'))
  })
})

describe('who sees what', () => {
  it('reads commits of forks through the parent, and nothing of strangers', async () => {
    const fork = await repository.fork('stranger')
    const sha = await fork.commit('idea', { 'idea.txt': 'idea\n' })
    expect((await octokit.rest.git.getCommit({ ...at, commit_sha: sha })).data.sha).toBe(sha)
    expect((await octokit.rest.git.getBlob({ ...at, file_sha: blobId('idea\n') })).data.size).toBe(5)
    await expect(octokit.rest.git.getRef({ ...at, ref: 'heads/idea' })).rejects.toMatchObject({ status: 404 })
    await github.createRepository({ owner: 'other', name: 'vault', private: true, files: { key: 'vault\n' } })
    await expect(octokit.rest.git.getBlob({ ...at, file_sha: blobId('vault\n') })).rejects.toMatchObject({ status: 404 })
    await expect(octokit.rest.repos.get({ owner: 'other', repo: 'vault' })).rejects.toMatchObject({ status: 404 })
    await expect(octokit.graphql('{ repository(owner: "other", name: "vault") { id } }')).rejects.toThrow(
      'Could not resolve to a Repository',
    )
  })

  it('finds the pull requests of a head, also where they only contain it', async () => {
    const sha = await repository.commit('shared', { 's.txt': '1' })
    const first = await repository.openPullRequest({ head: 'shared' })
    await repository.commit('longer', { 's.txt': '2' }, { from: 'shared' })
    const second = await repository.openPullRequest({ head: 'longer' })
    const { data } = await octokit.rest.repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha: sha })
    expect(data.map(({ number }) => number)).toEqual([first.number, second.number])
    expect((await octokit.rest.pulls.list({ ...at, head: 'acme:shared' })).data.map(({ number }) => number)).toEqual([first.number])
    const commits = await octokit.rest.pulls.listCommits({ ...at, pull_number: second.number })
    expect(commits.data.map((commit) => commit.sha)).toEqual([sha, second.headSha])
  })

  it('knows roles', async () => {
    repository.setRole('mona', 'maintain')
    const role = async (username: string) => (await octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username })).data
    expect(await role('mona')).toMatchObject({ permission: 'write', role_name: 'maintain' })
    expect(await role('stranger')).toMatchObject({ permission: 'read', role_name: 'read' })
    expect(await role('acme')).toMatchObject({ permission: 'admin' })
    await expect(role('nobody')).rejects.toMatchObject({ status: 404 })
  })

  it('takes a review with a suggestion on a line of the diff', async () => {
    await repository.commit('review', { 'src/app.ts': lines(20).replace('line 3\n', 'line three\n') })
    const pull = await repository.openPullRequest({ head: 'review' })
    const suggest = (line: number) => {
      const body = '```suggestion\nline 3\n```'
      return octokit.rest.pulls.createReview({
        ...at,
        pull_number: pull.number,
        event: 'COMMENT',
        body: 'See',
        comments: [{ path: 'src/app.ts', line, body }],
      })
    }
    await suggest(3)
    await expect(suggest(19)).rejects.toMatchObject({ status: 422 })
    const comments = await octokit.rest.pulls.listReviewComments({ ...at, pull_number: pull.number })
    expect(comments.data).toMatchObject([{ path: 'src/app.ts', line: 3, side: 'RIGHT', user: { login: 'readiness[bot]', type: 'Bot' } }])
    expect((await octokit.rest.pulls.listReviews({ ...at, pull_number: pull.number })).data).toMatchObject([{ state: 'COMMENTED' }])
  })

  it('follows a repository that was renamed, by name and by id', async () => {
    const moved = await github.createRepository({ owner: 'acme', name: 'old', files: { a: '1' } })
    moved.rename('new')
    expect((await octokit.rest.repos.get({ owner: 'acme', repo: 'old' })).data.name).toBe('new')
    expect((await octokit.request('GET /repositories/{id}', { id: moved.id })).data.name).toBe('new')
    expect((await octokit.request('GET /repositories/{id}/git/ref/heads/main', { id: moved.id })).data.ref).toBe('refs/heads/main')
  })

  it('tells the rules of a branch', async () => {
    repository.requireChecks('main', [{ context: 'readiness', appId: 7 }])
    const { data } = await octokit.rest.repos.getBranchRules({ ...at, branch: 'main' })
    expect(data).toMatchObject([
      { type: 'required_status_checks', parameters: { required_status_checks: [{ context: 'readiness', integration_id: 7 }] } },
    ])
    expect((await octokit.rest.repos.getBranch({ ...at, branch: 'main' })).data.protected).toBe(true)
  })
})

describe('registration', () => {
  it('turns a manifest into an app, once', async () => {
    const manifest = {
      name: 'Made here',
      url: 'http://x',
      redirect_url: 'http://127.0.0.1:1/setup',
      default_events: ['push'],
      default_permissions: { contents: 'read' },
    }
    const form = new URLSearchParams({ manifest: JSON.stringify(manifest), state: 's' })
    const response = await fetch(`${github.url}/settings/apps/new`, { method: 'POST', body: form, redirect: 'manual' })
    const back = new URL(response.headers.get('location')!)
    expect([back.pathname, back.searchParams.get('state')]).toEqual(['/setup', 's'])
    const code = back.searchParams.get('code')!
    const convert = () => fetch(`${github.url}/app-manifests/${code}/conversions`, { method: 'POST' })
    const made = (await (await convert()).json()) as { id: number; pem: string; webhook_secret: string; slug: string }
    expect(made).toMatchObject({ slug: 'made-here', webhook_secret: expect.any(String) as string })
    const handle = { id: made.id, privateKey: made.pem } as Parameters<typeof asApp>[1]
    expect((await asApp(github, handle).rest.apps.getAuthenticated()).data).toMatchObject({ name: 'Made here', events: ['push'] })
    expect((await convert()).status).toBe(404)
  })
})
