import { compareCommits } from '../git/compare.ts'
import { renderChangedFile, renderCommit } from '../render/commits.ts'
import { renderFullPull, renderPull } from '../render/pulls.ts'
import { pullsWith } from '../state/associated.ts'
import type { Pull } from '../state/nouns.ts'
import { readAll } from './compare.ts'
import { type Call, notFound, type Operation, ok, page, refuse } from './operation.ts'

const REPO = '/repos/{owner}/{repo}'
const read = ['pull_requests', 'read'] as const

export const pullOperations: readonly Operation[] = [
  { method: 'GET', template: `${REPO}/pulls`, auth: 'installation', permission: read, run: listPulls },
  { method: 'GET', template: `${REPO}/pulls/{pull_number}`, auth: 'installation', permission: read, run: getPull },
  { method: 'GET', template: `${REPO}/pulls/{pull_number}/files`, auth: 'installation', permission: read, run: listFiles },
  { method: 'GET', template: `${REPO}/pulls/{pull_number}/commits`, auth: 'installation', permission: read, run: listCommits },
  { method: 'GET', template: `${REPO}/commits/{commit_sha}/pulls`, auth: 'installation', permission: read, run: pullsOfCommit },
]

const apiVersion = ({ headers }: Call): string | undefined => headers.get('x-github-api-version') ?? undefined

function listPulls(call: Call) {
  const { world, repository, query } = call
  const { state = 'open', head, base, sort = 'created', direction = sort === 'created' ? 'desc' : 'asc' } = query
  const matching = [...repository.pulls.values()].filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (base === undefined || pull.base.ref === base) &&
      (head === undefined || `${pull.head.repository?.owner.login}:${pull.head.ref}` === head),
  )
  const key = (pull: Pull): number => (sort === 'updated' ? pull.updatedAt : pull.createdAt)
  const sign = direction === 'desc' ? -1 : 1
  const ordered = matching.toSorted((a, b) => sign * (key(a) - key(b) || a.number - b.number))
  const { items, headers } = page(call, ordered)
  return { ...ok(items.map((pull) => renderPull(world, pull, apiVersion(call)))), headers }
}

export function findPull({ repository, params }: Call): Pull {
  const pull = repository.pulls.get(Number(params.pull_number))
  if (pull === undefined) throw notFound()
  return pull
}

/** The `.diff` form ends at 300 files; the JSON form has them counted. */
async function getPull(call: Call) {
  const pull = findPull(call)
  if (/\bdiff\b/.test(call.headers.get('accept') ?? '')) return getDiff(call, pull)
  return ok(await renderFullPull(call.world, pull, apiVersion(call)))
}

async function getDiff({ world }: Call, pull: Pull) {
  const { files } = await compareCommits(pull.repository.git, pull.base.sha, pull.head.sha)
  const most = world.limits.comparedFiles
  if (files.length > most) throw refuse(406, `Sorry, the diff exceeded the maximum number of files (${most}).`)
  const text = files.map(({ path, patch = '' }) => `diff --git a/${path} b/${path}\n${patch}\n`).join('')
  return { status: 200, bytes: Buffer.from(text), headers: { 'content-type': 'application/vnd.github.diff; charset=utf-8' } }
}

async function listFiles(call: Call) {
  const pull = findPull(call)
  const { files } = await compareCommits(pull.repository.git, pull.base.sha, pull.head.sha)
  const { items, headers } = page(call, files.slice(0, call.world.limits.pullFiles))
  return { ...ok(items.map((file) => renderChangedFile(call.world, call.repository, pull.head.sha, file))), headers }
}

async function listCommits(call: Call) {
  const pull = findPull(call)
  const { ahead } = await compareCommits(pull.repository.git, pull.base.sha, pull.head.sha)
  const { items, headers } = page(call, ahead.slice(0, call.world.limits.comparedCommits))
  const commits = await readAll(call.repository, items)
  return { ...ok(commits.map((commit) => renderCommit(call.world, call.repository, commit))), headers }
}

async function pullsOfCommit(call: Call) {
  const { items, headers } = page(call, await pullsWith(call.repository, call.params.commit_sha!))
  return { ...ok(items.map((pull) => renderPull(call.world, pull, apiVersion(call)))), headers }
}
