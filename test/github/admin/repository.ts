import type { Files } from '../git/import.ts'
import { updateRef } from '../git/repository.ts'
import type { CheckRun } from '../state/check-nouns.ts'
import { pressButton, requiredCheckState, rerequestRun } from '../state/checks.ts'
import type { Account, Repository, RequiredCheck, Role } from '../state/nouns.ts'
import { deleteBranch, openPull, tip } from '../state/pulls.ts'
import { afterPush, push } from '../state/push.ts'
import {
  addRepository,
  archiveRepository,
  changeDefaultBranch,
  deleteRepository,
  renameRepository,
  transferRepository,
} from '../state/repositories.ts'
import { rerequestSuite, runsOn, suitesOn } from '../state/suites.ts'
import { NOBODY } from '../state/tell.ts'
import { addAccount, type World } from '../state/world.ts'
import { type PullHandle, type PushOptions, pullHandle } from './pull.ts'

export interface PullOptions {
  readonly head: string
  readonly base?: string
  readonly title?: string
  readonly body?: string
  readonly draft?: boolean
  /** Login of the author; the head repository's owner if nobody is named. */
  readonly by?: string
  /** The fork that the head is on. */
  readonly from?: RepositoryHandle
}

/** A repository as a test holds it. */
export interface RepositoryHandle {
  readonly state: Repository
  readonly id: number
  /** Where the bare repository is. */
  readonly directory: string
  /** Commits to a branch (a new one starts at `from`, else at the default branch); gives the commit's id. */
  commit(branch: string, files: Files, options?: PushOptions): Promise<string>
  /** Points a branch at a commit that exists; `null` deletes it. */
  moveBranch(branch: string, sha: string | null, by?: string): Promise<void>
  tip(branch: string): string
  openPullRequest(options: PullOptions): Promise<PullHandle>
  pullRequest(number: number): PullHandle
  fork(owner: string, name?: string): Promise<RepositoryHandle>
  setRole(login: string, role: Role): void
  requireChecks(branch: string, checks: readonly RequiredCheck[]): void
  /** What the merge box says of a required check on a commit. */
  requiredCheck(sha: string, check: RequiredCheck): 'expected' | 'pending' | 'passing' | 'blocking'
  /** Check runs on a commit, oldest first. */
  checkRuns(sha: string, name?: string): readonly CheckRun[]
  rerunCheck(run: CheckRun, by?: string): void
  rerunAll(sha: string, by?: string): Promise<void>
  pressButton(run: CheckRun, identifier: string, by?: string): void
  rename(name: string, by?: string): void
  transfer(owner: string, by?: string): void
  archive(archived: boolean, by?: string): void
  setDefaultBranch(branch: string, by?: string): void
  delete(): void
}

export function repositoryHandle(world: World, repository: Repository): RepositoryHandle {
  const who = (login?: string): Account => (login === undefined ? repository.owner : addAccount(world, login, 'User'))
  return {
    state: repository,
    id: repository.id,
    directory: repository.git.directory,
    ...contents(world, repository, who),
    ...checks(world, repository, who),
    setRole: (login, role) => {
      repository.collaborators.set(addAccount(world, login, 'User').login.toLowerCase(), role)
    },
    rename: (name, by) => renameRepository(world, repository, name, who(by)),
    transfer: (owner, by) => transferRepository(world, repository, addAccount(world, owner, 'Organization'), who(by)),
    archive: (archived, by) => archiveRepository(world, repository, archived, who(by)),
    setDefaultBranch: (branch, by) => changeDefaultBranch(world, repository, branch, who(by)),
    delete: () => deleteRepository(world, repository),
  }
}

type Who = (login?: string) => Account
type Contents = Pick<RepositoryHandle, 'commit' | 'moveBranch' | 'tip' | 'openPullRequest' | 'pullRequest' | 'fork'>

function contents(world: World, repository: Repository, who: Who): Contents {
  return {
    commit: (branch, files, { by, ...options } = {}) => push(world, repository, { branch, files, author: who(by), ...options }),
    async moveBranch(branch, sha, by) {
      if (sha === null) return deleteBranch(world, repository, branch, who(by))
      const before = repository.git.refs.get(`refs/heads/${branch}`) ?? NOBODY
      await updateRef(repository.git, `refs/heads/${branch}`, sha)
      await afterPush(world, repository, branch, before, sha, who(by))
    },
    tip: (branch) => tip(repository, branch),
    async openPullRequest({ head, base = repository.defaultBranch, title = `Change ${head}`, body = '', draft = false, by, from }) {
      const headRepository = from?.state ?? repository
      const author = by === undefined ? headRepository.owner : addAccount(world, by, 'User')
      return pullHandle(world, await openPull(world, { repository, headRepository, head, base, title, body, draft, author }))
    },
    pullRequest: (number) => pullHandle(world, repository.pulls.get(number)!),
    async fork(owner, name = repository.name) {
      const fork = await addRepository(world, { owner: addAccount(world, owner, 'User'), name, forkOf: repository })
      for (const [ref, sha] of repository.git.refs) if (ref.startsWith('refs/heads/')) await updateRef(fork.git, ref, sha)
      return repositoryHandle(world, fork)
    },
  }
}

type Checks = Pick<RepositoryHandle, 'requireChecks' | 'requiredCheck' | 'checkRuns' | 'rerunCheck' | 'rerunAll' | 'pressButton'>

function checks(world: World, repository: Repository, who: Who): Checks {
  return {
    requireChecks: (branch, required) => {
      repository.rules.set(branch, required)
    },
    requiredCheck: (sha, check) => requiredCheckState(world, repository, sha, check),
    checkRuns: (sha, name) => runsOn(world, repository, sha).filter((run) => name === undefined || run.name === name),
    rerunCheck: (run, by) => rerequestRun(world, run, who(by)),
    rerunAll: async (sha, by) => {
      for (const suite of suitesOn(world, repository, sha)) await rerequestSuite(world, suite, who(by))
    },
    pressButton: (run, identifier, by) => pressButton(world, run, identifier, who(by)),
  }
}
