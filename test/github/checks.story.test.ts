import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type GitHub, startGitHub } from './index.ts'

const permissions = { checks: 'write', contents: 'read', pull_requests: 'read', merge_queues: 'read' } as const
const events = ['pull_request', 'push', 'merge_group', 'repository']
let github: GitHub

beforeAll(async () => {
  github = await startGitHub()
})
afterAll(() => github.close())

describe('an app on the loopback GitHub', () => {
  it('reads a repository and posts a check run', async () => {
    const app = github.registerApp({ permissions, events })
    const repository = await github.createRepository({
      owner: 'acme',
      name: 'shop',
      files: { 'src/a.ts': 'export {}\n', Dockerfile: 'FROM node\n' },
    })
    const installation = app.install('acme', [repository])
    const octokit = new Octokit({
      baseUrl: github.url,
      authStrategy: createAppAuth,
      auth: { appId: app.id, privateKey: app.privateKey, installationId: installation.id },
    })
    await repository.commit('feature', { Dockerfile: 'FROM node:22.1.0\n' })
    const pull = await repository.openPullRequest({ head: 'feature' })
    const at = { owner: 'acme', repo: 'shop' }
    const ref = await octokit.rest.git.getRef({ ...at, ref: 'heads/main' })
    const tree = await octokit.rest.git.getTree({ ...at, tree_sha: pull.headSha, recursive: '1' })
    expect(tree.data.tree.map(({ path }) => path)).toEqual(['Dockerfile', 'src', 'src/a.ts'])
    const compared = await octokit.rest.repos.compareCommitsWithBasehead({ ...at, basehead: `${ref.data.object.sha}...${pull.headSha}` })
    expect(compared.data.files?.map(({ filename, status, patch }) => [filename, status, patch])).toEqual([
      ['Dockerfile', 'modified', '@@ -1 +1 @@\n-FROM node\n+FROM node:22.1.0'],
    ])
    const blob = await octokit.rest.git.getBlob({ ...at, file_sha: compared.data.files![0]!.sha! })
    expect(Buffer.from(blob.data.content, 'base64').toString()).toBe('FROM node:22.1.0\n')
    const answer = await octokit.graphql<{ repository: object }>(
      `query($owner: String!, $name: String!, $oid: GitObjectID!) { repository(owner: $owner, name: $name) {
        ref(qualifiedName: "refs/heads/main") { target { oid ... on Commit { tree { oid } } } }
        file: object(oid: $oid) { ... on Blob { text isBinary isTruncated byteSize } }
        pullRequests(states: OPEN, headRefName: "feature", first: 10) { nodes { number headRefOid author { login } isCrossRepository } }
      } }`,
      { owner: 'acme', name: 'shop', oid: blob.data.sha },
    )
    expect(answer.repository).toMatchObject({
      ref: { target: { oid: ref.data.object.sha } },
      file: { text: 'FROM node:22.1.0\n', isBinary: false, isTruncated: false, byteSize: 17 },
      pullRequests: { nodes: [{ number: 1, headRefOid: pull.headSha, author: { login: 'acme' }, isCrossRepository: false }] },
    })
    const created = await octokit.rest.checks.create({ ...at, name: 'readiness', head_sha: pull.headSha, status: 'in_progress' })
    const annotation = { path: 'Dockerfile', start_line: 1, end_line: 1, annotation_level: 'warning' as const, message: 'No digest' }
    const output = { title: 'Fine', summary: 'All well', annotations: [annotation] }
    await octokit.rest.checks.update({ ...at, check_run_id: created.data.id, conclusion: 'success', output })
    expect(repository.requiredCheck(pull.headSha, { context: 'readiness', appId: app.id })).toBe('passing')
    expect(github.violations).toEqual([])
  })
})
