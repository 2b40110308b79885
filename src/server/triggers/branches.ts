import { groupJob, PRIORITY, policyMovedJob } from '../jobs.ts'
import type { Payload } from '../payloads.ts'
import { inRepository, learn, NOTHING, type Situation, type Trigger } from './trigger.ts'

export function readMergeGroup({ action, merge_group, ...at }: Payload<'merge_group'>, { now }: Situation): Trigger {
  const where = inRepository(at)
  const { head_sha: head, head_ref, base_sha: parent, base_ref } = merge_group
  const data = { ...where, head, parent, base: branchOf(base_ref) ?? base_ref, queued: queuedOf(head_ref) }
  const job = groupJob(data, { priority: PRIORITY.queue, runAt: now })
  if (action === 'destroyed') return { jobs: [], changes: [{ kind: 'cancel', key: job.key }] }
  return action === 'checks_requested' ? { jobs: [job], changes: learn(where) } : NOTHING
}

/** `refs/heads/gh-readonly-queue/main/pr-104-<sha>`: only GitHub makes such branches. */
function queuedOf(ref: string): number | undefined {
  const number = /^refs\/heads\/gh-readonly-queue\/.+\/pr-(\d{1,9})-[0-9a-f]{40,64}$/.exec(ref)?.[1]
  return number === undefined ? undefined : Number(number)
}

/** GitHub names the changed files of at most so many commits; beyond that we have to look. */
const NAMED_COMMITS = 20

export function readPush(
  { ref, before, after, created, deleted, forced, commits, ...at }: Payload<'push'>,
  { now, policyPath }: Situation,
): Trigger {
  const branch = branchOf(ref)
  const touches = commits.some(({ added, modified, removed }) => [added, modified, removed].some((paths) => paths?.includes(policyPath)))
  const mayTouch = touches || forced || commits.length >= NAMED_COMMITS
  if (branch === undefined || created || deleted || !mayTouch) return NOTHING
  const where = inRepository(at)
  const job = policyMovedJob({ ...where, branch, before, after }, { priority: PRIORITY.policy, runAt: now, force: true })
  return { jobs: [job], changes: learn(where) }
}

function branchOf(ref: string): string | undefined {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined
}
