import { compareCommits } from '../git/compare.ts'
import { diffCommit } from '../git/diff.ts'
import { listHistory } from '../git/history.ts'
import { type Commit, readCommit, resolveCommit } from '../git/repository.ts'
import { renderChangedFile, renderCommit } from '../render/commits.ts'
import { repositoryUrl } from '../render/repositories.ts'
import type { Repository } from '../state/nouns.ts'
import { fullName } from '../state/world.ts'
import { type Call, notFound, type Operation, ok, page, refuse } from './operation.ts'

const REPO = '/repos/{owner}/{repo}'
const contents = ['contents', 'read'] as const

export const compareOperations: readonly Operation[] = [
  { method: 'GET', template: `${REPO}/compare/{basehead}`, auth: 'installation', permission: contents, run: compare },
  { method: 'GET', template: `${REPO}/commits`, auth: 'installation', permission: contents, run: listCommits },
  { method: 'GET', template: `${REPO}/commits/{ref}`, auth: 'installation', permission: contents, run: getCommit },
]

async function compare(call: Call) {
  const { world, repository, params, query } = call
  const [baseName = '', headName = ''] = params.basehead!.split('...')
  const [base, head] = await Promise.all([resolveSide(call, baseName), resolveSide(call, headName)])
  if (base === undefined || head === undefined) throw notFound()
  const { mergeBase, ahead, behind, files } = await compareCommits(repository.git, base, head)
  if (mergeBase === undefined) throw refuse(404, `No common ancestor between ${baseName} and ${headName}.`)
  const commits = paged(call, ahead)
  const first = Number(query.page ?? 1) <= 1
  const shown = first ? files.slice(0, world.limits.comparedFiles) : undefined
  const [baseCommit, mergeCommit, ...range] = await readAll(repository, [base, mergeBase, ...commits])
  return ok({
    ...links(call, base, head),
    base_commit: renderCommit(world, repository, baseCommit!),
    merge_base_commit: renderCommit(world, repository, mergeCommit!),
    status: relation(ahead.length, behind),
    ahead_by: ahead.length,
    behind_by: behind,
    total_commits: ahead.length,
    commits: range.map((commit) => renderCommit(world, repository, commit)),
    ...(shown && { files: shown.map((file) => renderChangedFile(world, repository, head, file)) }),
  })
}

/** Without paging 250 commits; with it, a page. */
function paged(call: Call, ahead: readonly string[]): readonly string[] {
  const asked = call.query.page !== undefined || call.query.per_page !== undefined
  return asked ? page(call, ahead).items : ahead.slice(0, call.world.limits.comparedCommits)
}

/** `owner:branch` names a branch of another repository of the network. */
async function resolveSide({ world, repository }: Call, name: string): Promise<string | undefined> {
  const [owner, branch] = name.includes(':') ? name.split(':') : [undefined, name]
  const network = [...world.repositories.values()].filter(({ git }) => git.objects === repository.git.objects)
  const target = owner === undefined ? repository : network.find((candidate) => candidate.owner.login === owner)
  return target === undefined ? undefined : resolveCommit(target.git, branch!)
}

function links({ world, repository }: Call, base: string, head: string) {
  const url = `${repositoryUrl(world, repository)}/compare/${base}...${head}`
  const html = `${world.url}/${fullName(repository)}/compare/${base}...${head}`
  return { url, html_url: html, permalink_url: html, diff_url: `${html}.diff`, patch_url: `${html}.patch` }
}

function relation(ahead: number, behind: number): 'identical' | 'ahead' | 'behind' | 'diverged' {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead'
  return behind > 0 ? 'behind' : 'identical'
}

export async function readAll(repository: Repository, shas: readonly string[]): Promise<readonly Commit[]> {
  const commits = await Promise.all(shas.map((sha) => readCommit(repository.git, sha)))
  return commits.filter((commit) => commit !== undefined)
}

async function listCommits(call: Call) {
  const { world, repository, query } = call
  const from = await resolveCommit(repository.git, query.sha ?? repository.defaultBranch)
  if (from === undefined) throw notFound()
  const { items, headers } = page(call, await listHistory(repository.git, from, 10_000, query.path))
  const commits = await readAll(repository, items)
  return { ...ok(commits.map((commit) => renderCommit(world, repository, commit))), headers }
}

/** Files by 300 a page, 3,000 in all. */
async function getCommit(call: Call) {
  const { world, repository, params } = call
  const sha = await resolveCommit(repository.git, params.ref!)
  const commit = sha === undefined ? undefined : await readCommit(repository.git, sha)
  if (commit === undefined) throw refuse(422, `No commit found for SHA: ${params.ref}`)
  const files = await diffCommit(repository.git, commit)
  const number = Math.max(Number(call.query.page ?? 1), 1)
  const { comparedFiles, pullFiles } = world.limits
  const shown = files.slice(0, pullFiles).slice((number - 1) * comparedFiles, number * comparedFiles)
  const rendered = shown.map((file) => renderChangedFile(world, repository, commit.oid, file))
  return ok({ ...renderCommit(world, repository, commit), stats: statistics(files), files: rendered })
}

function statistics(files: readonly { readonly additions: number; readonly deletions: number }[]) {
  const additions = files.reduce((sum, file) => sum + file.additions, 0)
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0)
  return { additions, deletions, total: additions + deletions }
}
