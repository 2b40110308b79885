import { mergeCommits } from '../git/merge.ts'
import { deleteRef, updateRef } from '../git/repository.ts'
import type { Account, Pull, Repository } from './nouns.ts'
import { NOBODY, tellPull, tellPush } from './tell.ts'
import { now, type World } from './world.ts'

export interface NewPull {
  readonly repository: Repository
  readonly headRepository: Repository
  readonly head: string
  readonly base: string
  readonly title: string
  readonly body: string
  readonly draft: boolean
  readonly author: Account
}

export async function openPull(world: World, asked: NewPull): Promise<Pull> {
  const { repository, headRepository } = asked
  const number = repository.nextNumber
  repository.nextNumber += 1
  const at = now(world)
  const pull: Pull = {
    id: world.nextId(),
    number,
    repository,
    author: asked.author,
    createdAt: at,
    updatedAt: at,
    closedAt: undefined,
    mergedAt: undefined,
    mergeSha: undefined,
    head: { repository: headRepository, ref: asked.head, sha: tip(headRepository, asked.head) },
    base: { ref: asked.base, sha: tip(repository, asked.base) },
    reviews: [],
    comments: [],
    title: asked.title,
    body: asked.body,
    draft: asked.draft,
    state: 'open',
  }
  repository.pulls.set(number, pull)
  await updateRef(repository.git, `refs/pull/${number}/head`, pull.head.sha)
  await tellPull(world, pull, 'opened', asked.author)
  return pull
}

export function tip(repository: Repository, branch: string): string {
  const sha = repository.git.refs.get(`refs/heads/${branch}`)
  if (sha === undefined) throw new Error(`${repository.name} has no branch ${branch}`)
  return sha
}

/** The base moves to another branch; the head, and with it every check on it, stays. */
export async function retarget(world: World, pull: Pull, branch: string, sender: Account): Promise<void> {
  const from = { ...pull.base }
  pull.base.ref = branch
  pull.base.sha = tip(pull.repository, branch)
  pull.updatedAt = now(world)
  await tellPull(world, pull, 'edited', sender, { changes: { base: { ref: { from: from.ref }, sha: { from: from.sha } } } })
}

export async function editTitle(world: World, pull: Pull, title: string, sender: Account): Promise<void> {
  const from = pull.title
  pull.title = title
  pull.updatedAt = now(world)
  await tellPull(world, pull, 'edited', sender, { changes: { title: { from } } })
}

export async function setDraft(world: World, pull: Pull, draft: boolean, sender: Account): Promise<void> {
  pull.draft = draft
  pull.updatedAt = now(world)
  await tellPull(world, pull, draft ? 'converted_to_draft' : 'ready_for_review', sender)
}

export async function setState(world: World, pull: Pull, state: Pull['state'], sender: Account): Promise<void> {
  pull.state = state
  pull.updatedAt = now(world)
  pull.closedAt = state === 'closed' ? now(world) : undefined
  await tellPull(world, pull, state === 'closed' ? 'closed' : 'reopened', sender)
}

/** A merge commit on the base branch, whatever the checks say. */
export async function mergePull(world: World, pull: Pull, sender: Account): Promise<string> {
  const { repository, base, head } = pull
  const before = tip(repository, base.ref)
  const message = `Merge pull request #${pull.number}`
  const sha = await mergeCommits(repository.git, { base: before, head: head.sha, message, at: now(world) })
  await finishMerge(world, pull, before, sha, sender)
  return sha
}

/** The base branch moves to a commit that holds the pull request, which closes it. */
export async function finishMerge(world: World, pull: Pull, before: string, sha: string, sender: Account): Promise<void> {
  const { repository, base } = pull
  await updateRef(repository.git, `refs/heads/${base.ref}`, sha)
  pull.mergeSha = sha
  pull.mergedAt = now(world)
  pull.closedAt = pull.mergedAt
  pull.state = 'closed'
  await tellPush(world, repository, `refs/heads/${base.ref}`, before, sha, sender)
  await tellPull(world, pull, 'closed', sender)
}

export async function deleteBranch(world: World, repository: Repository, branch: string, sender: Account): Promise<void> {
  const ref = `refs/heads/${branch}`
  const before = tip(repository, branch)
  await deleteRef(repository.git, ref)
  await tellPush(world, repository, ref, before, NOBODY, sender)
}
