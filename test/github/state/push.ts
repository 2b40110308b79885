import { type Files, writeCommit } from '../git/import.ts'
import { readCommit, updateRef } from '../git/repository.ts'
import { writeSmallCommit } from '../git/write.ts'
import type { Account, Repository } from './nouns.ts'
import { suiteOf, tellSuite } from './suites.ts'
import { NOBODY, tellPull, tellPush } from './tell.ts'
import { now, type World } from './world.ts'

export interface Push {
  readonly branch: string
  readonly files: Files
  readonly message?: string
  /** Where a new branch starts, and the parent that a forced push puts the commit on; a branch name or a commit id. */
  readonly from?: string
  readonly force?: boolean
  /** The files are the whole tree and not a change to the parent's. */
  readonly replace?: boolean
  readonly author?: Account
}

/** Files of a change that needs no process of its own. */
const SMALL = 30

/** One commit, pushed: the branch moves, open pull requests follow, apps are told. */
export async function push(world: World, repository: Repository, pushed: Push): Promise<string> {
  const author = pushed.author ?? repository.owner
  const ref = `refs/heads/${pushed.branch}`
  const before = repository.git.refs.get(ref)
  const signature = { name: author.login, email: `${author.login}@users.noreply.loopback.test`, at: now(world) }
  const write = Object.keys(pushed.files).length > SMALL ? writeCommit : writeSmallCommit
  const sha = await write(repository.git, {
    ref,
    parents: parentsOf(repository, pushed, before),
    files: pushed.files,
    replace: pushed.replace ?? false,
    message: pushed.message ?? 'Change files',
    author: signature,
  })
  repository.pushedAt = now(world)
  await afterPush(world, repository, pushed.branch, before ?? NOBODY, sha, author)
  return sha
}

function parentsOf(repository: Repository, { from, force }: Push, before: string | undefined): readonly string[] {
  if (before !== undefined && force !== true) return [before]
  const start = from ?? (before === undefined ? repository.defaultBranch : undefined)
  const parent =
    start === undefined ? undefined : (repository.git.refs.get(`refs/heads/${start}`) ?? (/^[0-9a-f]{40}$/.test(start) ? start : undefined))
  return parent === undefined ? [] : [parent]
}

/** What follows when a branch points to another commit, however that came about. */
export async function afterPush(
  world: World,
  repository: Repository,
  branch: string,
  before: string,
  sha: string,
  sender: Account,
): Promise<void> {
  await tellPush(world, repository, `refs/heads/${branch}`, before, sha, sender)
  await requestSuites(world, repository, before, sha, sender)
  for (const base of world.repositories.values()) {
    for (const pull of base.pulls.values()) {
      if (pull.state !== 'open' || pull.head.repository !== repository || pull.head.ref !== branch) continue
      pull.head.sha = sha
      pull.base.sha = base.git.refs.get(`refs/heads/${pull.base.ref}`) ?? pull.base.sha
      pull.updatedAt = now(world)
      await updateRef(base.git, `refs/pull/${pull.number}/head`, sha)
      await tellPull(world, pull, 'synchronize', sender, { before, after: sha })
    }
  }
}

/** Every app that may write checks gets a suite for a commit that reached a branch of the repository itself. */
async function requestSuites(world: World, repository: Repository, before: string, sha: string, sender: Account): Promise<void> {
  const commit = await readCommit(repository.git, sha)
  if (commit === undefined || /^skip-checks:\s*true$/im.test(commit.message)) return
  for (const installation of world.installations.values()) {
    const covered =
      installation.account === repository.owner && (installation.selection === 'all' || installation.selected.has(repository.id))
    if (!covered || installation.suspendedAt !== undefined || installation.permissions.checks !== 'write') continue
    const suite = suiteOf(world, installation.app, repository, sha, before)
    if (suite.runs.length === 0) await tellSuite(world, suite, 'requested', sender)
  }
}
