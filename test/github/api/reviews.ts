import { compareCommits } from '../git/compare.ts'
import { hunkLines } from '../git/hunks.ts'
import { renderReview, renderReviewComment } from '../render/pulls.ts'
import type { Pull, ReviewState } from '../state/nouns.ts'
import { addReview } from '../state/reviews.ts'
import { type Call, type Operation, ok, page, refuse } from './operation.ts'
import { findPull } from './pulls.ts'

const PULL = '/repos/{owner}/{repo}/pulls/{pull_number}'
const read = ['pull_requests', 'read'] as const
const write = ['pull_requests', 'write'] as const

export const reviewOperations: readonly Operation[] = [
  { method: 'GET', template: `${PULL}/reviews`, auth: 'installation', permission: read, run: listReviews },
  { method: 'POST', template: `${PULL}/reviews`, auth: 'installation', permission: write, run: createReview },
  { method: 'GET', template: `${PULL}/comments`, auth: 'installation', permission: read, run: listComments },
]

function listReviews(call: Call) {
  const pull = findPull(call)
  const { items, headers } = page(call, pull.reviews)
  return { ...ok(items.map((review) => renderReview(call.world, pull, review))), headers }
}

function listComments(call: Call) {
  const pull = findPull(call)
  const { items, headers } = page(call, pull.comments)
  return { ...ok(items.map((comment) => renderReviewComment(call.world, pull, comment))), headers }
}

interface CommentInput {
  readonly path: string
  readonly body: string
  readonly line?: number
  readonly side?: 'LEFT' | 'RIGHT'
  readonly start_line?: number
}

interface ReviewInput {
  readonly commit_id?: string
  readonly body?: string
  readonly event?: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT'
  readonly comments?: readonly CommentInput[]
}

const STATES: Readonly<Record<NonNullable<ReviewInput['event']>, ReviewState>> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
}

/** A review of an app, with suggestions on lines; one comment outside of the diff sinks it. */
async function createReview(call: Call) {
  const { world, token } = call
  const pull = findPull(call)
  const { event, body = '', comments = [], commit_id: sha = pull.head.sha } = call.body as ReviewInput
  if (event !== undefined && event !== 'APPROVE' && body === '')
    throw refuse(422, 'Unprocessable Entity', { errors: ['Body cannot be blank'] })
  for (const comment of comments) await checkPlace(pull, sha, comment)
  const state = event === undefined ? 'PENDING' : STATES[event]
  const review = await addReview(world, pull, { author: token.installation.app.bot, state, body, sha, comments: comments.map(placed) })
  return ok(renderReview(world, pull, review))
}

function placed({ path, body, line, side = 'RIGHT', start_line: startLine }: CommentInput) {
  return { path, body, line: line ?? 1, side, startLine }
}

/** Comments stick to lines that the diff shows. */
async function checkPlace(pull: Pull, sha: string, { path, line, start_line: start, side = 'RIGHT' }: CommentInput): Promise<void> {
  const { files } = await compareCommits(pull.repository.git, pull.base.sha, sha)
  const file = files.find((candidate) => candidate.path === path)
  if (file === undefined) throw refuse(422, 'Unprocessable Entity', { errors: ['Path could not be resolved'] })
  const shown = hunkLines(file.patch ?? '', side)
  const outside = [line, start].some((at) => at !== undefined && !shown.has(at))
  if (line === undefined || outside) throw refuse(422, 'Unprocessable Entity', { errors: ['Line could not be resolved'] })
  const between = Array.from({ length: line - (start ?? line) }, (_, index) => (start ?? line) + index)
  if (start !== undefined && (start >= line || !between.every((at) => shown.has(at))))
    throw refuse(422, 'Unprocessable Entity', { errors: ['Start line must be part of the same hunk as the line.'] })
}
