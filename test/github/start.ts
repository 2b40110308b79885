import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AppHandle, type AppOptions, registerApp } from './admin/app.ts'
import { type Judgement, judge } from './admin/judge.ts'
import { type RepositoryHandle, repositoryHandle } from './admin/repository.ts'
import { appOperations } from './api/apps.ts'
import { type Budget, createBudget } from './api/budget.ts'
import { checkOperations } from './api/checks.ts'
import { compareOperations } from './api/compare.ts'
import { contentOperations } from './api/contents.ts'
import { gitOperations } from './api/git.ts'
import { hookOperations } from './api/hooks.ts'
import type { Operation } from './api/operation.ts'
import { pullOperations } from './api/pulls.ts'
import { rateOperation, repositoryOperations } from './api/repositories.ts'
import { reviewOperations } from './api/reviews.ts'
import { teamOperations } from './api/teams.ts'
import type { FaultPlan } from './faults.ts'
import type { Files } from './git/import.ts'
import { closeGitRepository, fetchBranches } from './git/repository.ts'
import { graphqlOperation } from './graphql/execute.ts'
import type { Hooks } from './hooks/deliver.ts'
import { createSite } from './pages/site.ts'
import type { RequestLog } from './requests.ts'
import { listen } from './server.ts'
import { renameAccount } from './state/accounts.ts'
import { createWorld, type WorldOptions } from './state/create.ts'
import type { Account } from './state/nouns.ts'
import { push } from './state/push.ts'
import { addRepository } from './state/repositories.ts'
import { addAccount, type Violation, type World } from './state/world.ts'

export interface GitHubOptions extends WorldOptions {
  readonly port?: number
  /** How long every request of the API waits; 20 or more makes requests that are sent together look so in the log. */
  readonly latencyMs?: number
}

export interface RepositoryOptions {
  readonly owner: string
  readonly name: string
  readonly ownerType?: Account['type']
  readonly private?: boolean
  readonly defaultBranch?: string
  /** The first commit on the default branch. */
  readonly files?: Files
  /** A git repository on this machine, whose branches are taken over instead. */
  readonly from?: string
}

/** A GitHub on loopback, over real git repositories in a temporary folder. */
export interface GitHub {
  /** The address of the site and of the REST API; GraphQL is at `/graphql`. */
  readonly url: string
  /** The same API as an Enterprise Server has it; GraphQL is at `/api/graphql`. */
  readonly enterpriseApiUrl: string
  readonly state: World
  readonly budget: Budget
  readonly faults: FaultPlan
  readonly hooks: Hooks
  readonly requests: RequestLog
  /** Where a request or an answer left GitHub's published description; a test asserts that there are none. */
  readonly violations: readonly Violation[]
  registerApp(options: AppOptions): AppHandle
  createRepository(options: RepositoryOptions): Promise<RepositoryHandle>
  repository(owner: string, name: string): RepositoryHandle
  /** Counts what is concluded, stuck and doubled, from GitHub's own state. */
  judge(checkName: string): Judgement
  /** A team of an organisation, and who belongs to it. */
  createTeam(organisation: string, team: string, members: readonly string[]): void
  renameAccount(login: string, to: string): void
  /** Moves GitHub's clock, and not the test's. */
  skewClock(milliseconds: number): void
  close(): Promise<void>
}

export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const folder = await mkdtemp(join(tmpdir(), 'github-'))
  const world = createWorld(folder, options)
  const budget = createBudget(world)
  const server = await listen({
    world,
    budget,
    operations: operationsOf(budget),
    latencyMs: options.latencyMs ?? 0,
    port: options.port ?? 0,
    pages: createSite(world),
  })
  world.url = server.url
  return {
    url: server.url,
    enterpriseApiUrl: `${server.url}/api/v3`,
    state: world,
    budget,
    faults: world.faults,
    hooks: world.hooks,
    requests: world.requests,
    violations: world.violations,
    registerApp: (asked) => registerApp(world, asked),
    createRepository: (asked) => createRepository(world, asked),
    repository: (owner, name) => repositoryHandle(world, world.names.get(`${owner}/${name}`.toLowerCase())!),
    judge: (name) => judge(world, name),
    createTeam: (organisation, team, members) => {
      for (const login of members) addAccount(world, login, 'User')
      world.teams.set(`${organisation}/${team}`.toLowerCase(), new Set(members.map((login) => login.toLowerCase())))
    },
    renameAccount: (login, to) => renameAccount(world, addAccount(world, login, 'Organization'), to),
    skewClock: (milliseconds) => {
      world.skewMs = milliseconds
    },
    close: () => close(world, server),
  }
}

function operationsOf(budget: Budget): readonly Operation[] {
  const checks = [...checkOperations, ...appOperations, ...hookOperations]
  const reading = [
    ...gitOperations,
    ...pullOperations,
    ...reviewOperations,
    ...compareOperations,
    ...contentOperations,
    ...repositoryOperations,
    ...teamOperations,
  ]
  return [...checks, ...reading, rateOperation(() => budget), graphqlOperation(() => budget)]
}

async function createRepository(world: World, { files, from, ...options }: RepositoryOptions): Promise<RepositoryHandle> {
  const owner = addAccount(world, options.owner, options.ownerType ?? 'Organization')
  const repository = await addRepository(world, { ...options, owner })
  if (from !== undefined) await fetchBranches(repository.git, from)
  if (files !== undefined) await push(world, repository, { branch: repository.defaultBranch, files, message: 'Begin' })
  return repositoryHandle(world, repository)
}

async function close(world: World, server: { close(): Promise<void> }): Promise<void> {
  world.hooks.stop()
  await world.hooks.settled()
  for (const { git } of world.repositories.values()) closeGitRepository(git)
  await server.close()
  await rm(world.folder, { recursive: true, force: true })
}
