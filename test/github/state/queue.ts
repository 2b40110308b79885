import { mergeCommits } from '../git/merge.ts'
import { deleteRef, readCommit, updateRef } from '../git/repository.ts'
import { emit } from '../hooks/emit.ts'
import { renderSimpleCommit } from '../render/commits.ts'
import type { Account, MergeGroup, Pull, Repository } from './nouns.ts'
import { finishMerge, tip } from './pulls.ts'
import { tellPull } from './tell.ts'
import { now, type World } from './world.ts'

/** A pull request enters the merge queue: a temporary commit on top of the group before it, or of the base branch. */
export async function enqueue(world: World, pull: Pull, sender: Account): Promise<MergeGroup> {
  const { repository, base, head, number } = pull
  const before = [...world.mergeGroups.values()].findLast((group) => group.repository === repository && group.baseRef === base.ref)
  const baseSha = before?.headSha ?? tip(repository, base.ref)
  const headSha = await mergeCommits(repository.git, {
    base: baseSha,
    head: head.sha,
    message: `Merge pull request #${number}`,
    at: now(world),
  })
  const headRef = `gh-readonly-queue/${base.ref}/pr-${number}-${baseSha}`
  const group: MergeGroup = { repository, pull, headSha, headRef, baseSha, baseRef: base.ref }
  world.mergeGroups.set(headSha, group)
  await updateRef(repository.git, `refs/heads/${headRef}`, headSha)
  await tellPull(world, pull, 'enqueued', sender)
  await tellGroup(world, group, 'checks_requested', sender)
  return group
}

/** The group leaves the queue: merged into its base, or thrown out. */
export async function leaveQueue(
  world: World,
  group: MergeGroup,
  reason: 'merged' | 'invalidated' | 'dequeued',
  sender: Account,
): Promise<void> {
  const { repository, pull, headRef, headSha, baseRef } = group
  world.mergeGroups.delete(headSha)
  await tellGroup(world, group, 'destroyed', sender, { reason })
  await deleteRef(repository.git, `refs/heads/${headRef}`)
  if (reason === 'merged') await finishMerge(world, pull, tip(repository, baseRef), headSha, sender)
  else await tellPull(world, pull, 'dequeued', sender, { reason: reason === 'dequeued' ? 'MANUAL' : 'CI_FAILURE' })
}

async function tellGroup(world: World, group: MergeGroup, action: string, sender: Account, parts: object = {}): Promise<void> {
  const { repository, headSha, headRef, baseSha, baseRef } = group
  const commit = (await readCommit(repository.git, headSha))!
  const refs = { head_ref: `refs/heads/${headRef}`, base_ref: `refs/heads/${baseRef}` }
  const merge_group = { head_sha: headSha, base_sha: baseSha, ...refs, head_commit: renderSimpleCommit(commit) }
  emit(world, { event: 'merge_group', action, sender, repository, parts: { merge_group, ...parts } })
}

/** The groups of a repository in the order of the queue. */
export function groupsOf(world: World, repository: Repository): readonly MergeGroup[] {
  return [...world.mergeGroups.values()].filter((group) => group.repository === repository)
}
