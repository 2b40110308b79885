import { diffCommit } from '../git/diff.ts'
import { relate } from '../git/history.ts'
import { type Commit, readCommit } from '../git/repository.ts'
import { emit } from '../hooks/emit.ts'
import { renderSimpleCommit } from '../render/commits.ts'
import { renderFullPull } from '../render/pulls.ts'
import type { Account, Pull, Repository } from './nouns.ts'
import { fullName, type World } from './world.ts'

/** Where a branch was before it existed, and is after it was deleted. */
export const NOBODY = '0'.repeat(40)
const COMMITS_TOLD = 20

export async function tellPull(world: World, pull: Pull, action: string, sender: Account, parts: object = {}): Promise<void> {
  const { repository, number } = pull
  const rendered = await renderFullPull(world, pull)
  emit(world, { event: 'pull_request', action, sender, repository, parts: { number, pull_request: rendered, ...parts } })
}

export async function tellPush(
  world: World,
  repository: Repository,
  ref: string,
  before: string,
  after: string,
  sender: Account,
): Promise<void> {
  const range = before === NOBODY || after === NOBODY ? undefined : await relate(repository.git, before, after)
  const head = after === NOBODY ? undefined : await pushedCommit(world, repository, after)
  const told = (range?.ahead ?? []).slice(-COMMITS_TOLD)
  const parts = {
    ref,
    before,
    after,
    created: before === NOBODY,
    deleted: after === NOBODY,
    forced: (range?.behind ?? 0) > 0,
    base_ref: null,
    compare: `${world.url}/${fullName(repository)}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits:
      range === undefined && head !== undefined ? [head] : await Promise.all(told.map((sha) => pushedCommit(world, repository, sha))),
    head_commit: head ?? null,
    pusher: { name: sender.login, email: null },
  }
  emit(world, { event: 'push', action: null, sender, repository, parts })
}

async function pushedCommit(world: World, repository: Repository, sha: string) {
  const commit = (await readCommit(repository.git, sha))!
  const url = `${world.url}/${fullName(repository)}/commit/${sha}`
  return { ...renderSimpleCommit(commit), distinct: true, url, ...(await touched(repository, commit)) }
}

async function touched(repository: Repository, commit: Commit) {
  const files = await diffCommit(repository.git, commit)
  const paths = (...statuses: readonly string[]): readonly string[] =>
    files.filter(({ status }) => statuses.includes(status)).map(({ path }) => path)
  return { added: paths('added', 'renamed'), removed: paths('removed'), modified: paths('modified', 'changed') }
}
