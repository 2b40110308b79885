import { emit } from '../hooks/emit.ts'
import { renderFullPull, renderReview } from '../render/pulls.ts'
import type { Account, Pull, Review, ReviewComment, ReviewState } from './nouns.ts'
import { now, type World } from './world.ts'

export interface NewReview {
  readonly author: Account
  readonly state: ReviewState
  readonly body: string
  readonly sha: string
  readonly comments: readonly Pick<ReviewComment, 'path' | 'body' | 'line' | 'startLine' | 'side'>[]
}

export async function addReview(world: World, pull: Pull, { author, state, body, sha, comments }: NewReview): Promise<Review> {
  const at = now(world)
  const review: Review = { id: world.nextId(), author, body, sha, submittedAt: at, state }
  pull.reviews.push(review)
  pull.comments.push(...comments.map((comment) => ({ ...comment, id: world.nextId(), review, createdAt: at })))
  pull.updatedAt = at
  const rendered = { ...renderReview(world, pull, review), state: state.toLowerCase() }
  const parts = { review: rendered, pull_request: await renderFullPull(world, pull) }
  emit(world, { event: 'pull_request_review', action: 'submitted', sender: author, repository: pull.repository, parts })
  return review
}
