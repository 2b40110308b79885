import { evaluateJob, PRIORITY, reconsiderJob } from '../jobs.ts'
import type { Payload } from '../payloads.ts'
import { inRepository, learn, NOTHING, type Situation, type Trigger } from './trigger.ts'

/** News of a head. Drafts are judged like all others, so a change of that is only a second chance to notice the pull request. */
const NEWS = new Set(['opened', 'reopened', 'synchronize', 'edited'])
const SECOND_CHANCES = new Set(['ready_for_review', 'converted_to_draft', 'enqueued'])

export function readPullRequest({ action, pull_request, changes, ...at }: Payload<'pull_request'>, { now }: Situation): Trigger {
  const where = inRepository(at)
  const { number, head, base, updated_at } = pull_request
  const data = { ...where, pull: number, head: head.sha, base: base.ref, updatedAt: Date.parse(updated_at) }
  const known = learn(where)
  if (action === 'closed') {
    const job = reconsiderJob(
      { ...where, pull: number, head: head.sha, because: 'closed' },
      { priority: PRIORITY.closing, runAt: now, force: true },
    )
    return { jobs: [job], changes: known }
  }
  const isNews = NEWS.has(action) && (action !== 'edited' || changes?.base !== undefined)
  if (pull_request.state !== 'open' || (!isNews && !SECOND_CHANCES.has(action))) return NOTHING
  const job = evaluateJob({ ...data, first: isNews ? 'post' : 'look' }, { priority: PRIORITY.pull, runAt: now, force: action === 'edited' })
  return { jobs: [job], changes: known }
}

/**
 * An approval can let a looser policy pass, and its dismissal takes that back; a word can be the reason for which the glass was broken.
 * Whether it matters is found out where it is judged.
 */
export function readPullRequestReview(payload: Payload<'pull_request_review'>, { now }: Situation): Trigger {
  const { action, review, pull_request, ...at } = payload
  const { number, head, state } = pull_request
  if (state !== 'open') return NOTHING
  const data = { ...inRepository(at), pull: number, head: head.sha }
  const isVerdict = action === 'dismissed' || (action === 'submitted' && review.state.toLowerCase() === 'approved')
  const isReason = (action === 'submitted' || action === 'edited') && /break[ -]glass:[ \t]*\S/i.test(review.body ?? '')
  const by = review.user?.login
  return {
    jobs: [
      ...(isVerdict ? [reconsiderJob({ ...data, because: 'reviewed' }, { priority: PRIORITY.pull, runAt: now, force: true })] : []),
      ...(isReason ? [reconsiderJob({ ...data, because: 'explained', by }, { priority: PRIORITY.person, runAt: now, force: true })] : []),
    ],
    changes: [],
  }
}
