import { compareCommits } from '../git/compare.ts'
import { timestamp } from '../state/clock.ts'
import type { Pull, Repository, Review, ReviewComment } from '../state/nouns.ts'
import { fullName, nodeId, type World } from '../state/world.ts'
import { renderAccount } from './accounts.ts'
import { renderRepository, repositoryUrl } from './repositories.ts'

const date = (at: number | undefined): string | null => (at === undefined ? null : timestamp(at))

/** GitHub's `pull-request-simple`, as lists have it. */
export function renderPull(world: World, pull: Pull, apiVersion?: string) {
  const { repository, number, author } = pull
  const api = repositoryUrl(world, repository)
  const html = `${world.url}/${fullName(repository)}/pull/${number}`
  return {
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    number,
    state: pull.state,
    locked: false,
    title: pull.title,
    body: pull.body,
    draft: pull.draft,
    user: renderAccount(world, author),
    author_association: association(pull.repository, author.login),
    created_at: timestamp(pull.createdAt),
    updated_at: timestamp(pull.updatedAt),
    closed_at: date(pull.closedAt),
    merged_at: date(pull.mergedAt),
    ...(apiVersion !== '2026-03-10' && { merge_commit_sha: pull.mergeSha ?? null }),
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    auto_merge: null,
    head: renderSide(world, pull.head.repository, pull.head, fullOwner(pull)),
    base: renderSide(world, repository, pull.base, repository.owner.login),
    ...links(api, html, pull),
  }
}

function fullOwner(pull: Pull): string {
  return pull.head.repository?.owner.login ?? 'unknown'
}

function renderSide(world: World, repository: Repository | undefined, side: { ref: string; sha: string }, owner: string) {
  const user = repository === undefined ? null : renderAccount(world, repository.owner)
  const repo = repository === undefined ? null : renderRepository(world, repository)
  return { label: `${owner}:${side.ref}`, ref: side.ref, sha: side.sha, user, repo }
}

function links(api: string, html: string, { number, head }: Pull) {
  const urls = {
    url: `${api}/pulls/${number}`,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: `${api}/issues/${number}`,
    commits_url: `${api}/pulls/${number}/commits`,
    comments_url: `${api}/issues/${number}/comments`,
    review_comments_url: `${api}/pulls/${number}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    statuses_url: `${api}/statuses/${head.sha}`,
  }
  const named = { self: urls.url, html, issue: urls.issue_url, comments: urls.comments_url, commits: urls.commits_url }
  const all = { ...named, review_comments: urls.review_comments_url, review_comment: urls.review_comment_url, statuses: urls.statuses_url }
  return { ...urls, _links: Object.fromEntries(Object.entries(all).map(([name, href]) => [name, { href }])) }
}

/** GitHub's `pull-request`, with the counts that lists do not have. */
export async function renderFullPull(world: World, pull: Pull, apiVersion?: string) {
  const { files, ahead } = await compareCommits(pull.repository.git, pull.base.sha, pull.head.sha)
  const sum = (pick: 'additions' | 'deletions'): number => files.reduce((total, file) => total + file[pick], 0)
  return {
    ...renderPull(world, pull, apiVersion),
    merged: pull.mergedAt !== undefined,
    mergeable: pull.state === 'open' ? true : null,
    rebaseable: null,
    mergeable_state: 'unknown',
    merged_by: null,
    comments: 0,
    review_comments: pull.comments.length,
    maintainer_can_modify: false,
    commits: ahead.length,
    additions: sum('additions'),
    deletions: sum('deletions'),
    changed_files: files.length,
  }
}

export function association(repository: Repository, login: string): 'OWNER' | 'COLLABORATOR' | 'NONE' {
  if (repository.owner.login === login) return 'OWNER'
  return repository.collaborators.has(login.toLowerCase()) ? 'COLLABORATOR' : 'NONE'
}

/** GitHub's `pull-request-review`. */
export function renderReview(world: World, pull: Pull, review: Review) {
  const html = `${world.url}/${fullName(pull.repository)}/pull/${pull.number}#pullrequestreview-${review.id}`
  const pullUrl = `${repositoryUrl(world, pull.repository)}/pulls/${pull.number}`
  return {
    id: review.id,
    node_id: nodeId('PRR', review.id),
    user: renderAccount(world, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pullUrl,
    _links: { html: { href: html }, pull_request: { href: pullUrl } },
    submitted_at: timestamp(review.submittedAt),
    commit_id: review.sha,
    author_association: association(pull.repository, review.author.login),
  }
}

/** GitHub's `pull-request-review-comment`. */
export function renderReviewComment(world: World, pull: Pull, comment: ReviewComment) {
  const api = repositoryUrl(world, pull.repository)
  const html = `${world.url}/${fullName(pull.repository)}/pull/${pull.number}#discussion_r${comment.id}`
  const url = `${api}/pulls/comments/${comment.id}`
  const pullUrl = `${api}/pulls/${pull.number}`
  return {
    id: comment.id,
    node_id: nodeId('PRRC', comment.id),
    url,
    html_url: html,
    pull_request_url: pullUrl,
    _links: { self: { href: url }, html: { href: html }, pull_request: { href: pullUrl } },
    pull_request_review_id: comment.review.id,
    diff_hunk: '',
    path: comment.path,
    position: 1,
    original_position: 1,
    line: comment.line,
    original_line: comment.line,
    start_line: comment.startLine ?? null,
    original_start_line: comment.startLine ?? null,
    start_side: comment.startLine === undefined ? null : comment.side,
    side: comment.side,
    commit_id: comment.review.sha,
    original_commit_id: comment.review.sha,
    user: renderAccount(world, comment.review.author),
    body: comment.body,
    created_at: timestamp(comment.createdAt),
    updated_at: timestamp(comment.createdAt),
    author_association: association(pull.repository, comment.review.author.login),
  }
}
