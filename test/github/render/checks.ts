import { readCommit } from '../git/repository.ts'
import type { Annotation, CheckConclusion, CheckRun, CheckSuite } from '../state/check-nouns.ts'
import { timestamp } from '../state/clock.ts'
import type { Pull } from '../state/nouns.ts'
import { fullName, nodeId, now, type World } from '../state/world.ts'
import { renderApp } from './accounts.ts'
import { renderSimpleCommit } from './commits.ts'
import { renderRepository, repositoryUrl } from './repositories.ts'

/** Worst last: a suite takes the conclusion of its worst run. */
const PRECEDENCE: readonly CheckConclusion[] = [
  'skipped',
  'neutral',
  'success',
  'cancelled',
  'stale',
  'action_required',
  'failure',
  'timed_out',
]

/** GitHub's `check-run`. */
export function renderCheckRun(world: World, run: CheckRun) {
  const { suite } = run
  const api = `${repositoryUrl(world, suite.repository)}/check-runs/${run.id}`
  const html = `${world.url}/${fullName(suite.repository)}/runs/${run.id}`
  const { status, conclusion, completedAt } = lifeOf(world, run)
  return {
    id: run.id,
    node_id: nodeId('CR', run.id),
    head_sha: suite.headSha,
    external_id: run.externalId,
    url: api,
    html_url: html,
    details_url: run.detailsUrl ?? `${world.url}/apps/${suite.app.slug}`,
    status,
    conclusion: conclusion ?? null,
    started_at: timestamp(run.startedAt),
    completed_at: completedAt === undefined ? null : timestamp(completedAt),
    output: { ...run.output, annotations_count: run.annotations.length, annotations_url: `${api}/annotations` },
    name: run.name,
    check_suite: { id: suite.id },
    app: renderApp(world, suite.app),
    pull_requests: pullsOf(suite).map((pull) => renderMinimalPull(world, pull)),
  }
}

/** A run that nobody completed goes stale after two weeks. */
export function lifeOf(world: World, run: CheckRun): Pick<CheckRun, 'status' | 'conclusion' | 'completedAt'> {
  const staleAt = run.createdAt + world.limits.staleAfterMs
  if (run.status === 'completed' || now(world) < staleAt) return run
  return { status: 'completed', conclusion: 'stale', completedAt: staleAt }
}

/** Empty for a fork's head: GitHub goes by the branches of the repository. */
function pullsOf(suite: CheckSuite): readonly Pull[] {
  const { repository, headSha } = suite
  return [...repository.pulls.values()].filter(
    (pull) => pull.state === 'open' && pull.head.repository === repository && pull.head.sha === headSha,
  )
}

function renderMinimalPull(world: World, pull: Pull) {
  const api = repositoryUrl(world, pull.repository)
  const repo = { id: pull.repository.id, url: api, name: pull.repository.name }
  const side = ({ ref, sha }: { ref: string; sha: string }) => ({ ref, sha, repo })
  return { id: pull.id, number: pull.number, url: `${api}/pulls/${pull.number}`, head: side(pull.head), base: side(pull.base) }
}

/** GitHub's `check-annotation`. */
export function renderAnnotation(world: World, { suite }: CheckRun, annotation: Annotation) {
  const path = annotation.path.split('/').map(encodeURIComponent).join('/')
  return { ...annotation, blob_href: `${world.url}/${fullName(suite.repository)}/blob/${suite.headSha}/${path}` }
}

/** GitHub's `check-suite`. */
export async function renderCheckSuite(world: World, suite: CheckSuite) {
  const api = `${repositoryUrl(world, suite.repository)}/check-suites/${suite.id}`
  const commit = await readCommit(suite.repository.git, suite.headSha)
  return {
    id: suite.id,
    node_id: nodeId('CS', suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    ...suiteState(world, suite),
    url: api,
    before: suite.before,
    after: suite.headSha,
    pull_requests: pullsOf(suite).map((pull) => renderMinimalPull(world, pull)),
    app: renderApp(world, suite.app),
    repository: renderRepository(world, suite.repository),
    created_at: timestamp(suite.createdAt),
    updated_at: timestamp(suite.updatedAt),
    head_commit: renderSimpleCommit(commit!),
    latest_check_runs_count: suite.runs.length,
    check_runs_url: `${api}/check-runs`,
  }
}

export function suiteState(world: World, suite: CheckSuite) {
  const lives = suite.runs.map((run) => lifeOf(world, run))
  if (suite.resetAt !== undefined || lives.length === 0) return { status: 'queued', conclusion: null } as const
  if (lives.some(({ status }) => status !== 'completed')) return { status: 'in_progress', conclusion: null } as const
  const worst = PRECEDENCE.findLast((conclusion) => lives.some((life) => life.conclusion === conclusion))
  return { status: 'completed', conclusion: worst ?? null } as const
}
