import type { GitRepository } from '../git/repository.ts'

export type Access = 'read' | 'write'
export type Permissions = Readonly<Record<string, Access>>
export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none'

export interface Account {
  readonly id: number
  readonly type: 'User' | 'Organization' | 'Bot'
  login: string
}

export interface App {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly clientId: string
  readonly owner: Account
  readonly bot: Account
  readonly publicKey: string
  readonly createdAt: number
  permissions: Permissions
  events: readonly string[]
  hook: { url: string; secret: string; active: boolean }
}

export interface Installation {
  readonly id: number
  readonly app: App
  readonly account: Account
  readonly createdAt: number
  /** What the owner accepted: may lag behind what the app asks for. */
  permissions: Permissions
  events: readonly string[]
  selection: 'all' | 'selected'
  /** Ids of repositories, where `selection` is `selected`. */
  readonly selected: Set<number>
  suspendedAt: number | undefined
}

export interface Token {
  readonly value: string
  readonly installation: Installation
  readonly permissions: Permissions
  /** Ids of repositories, where the token was narrowed. */
  readonly repositories: ReadonlySet<number> | undefined
  expiresAt: number
}

export interface Repository {
  readonly id: number
  readonly git: GitRepository
  readonly forkOf: Repository | undefined
  readonly createdAt: number
  readonly pulls: Map<number, Pull>
  readonly collaborators: Map<string, Role>
  /** Names of required checks by branch, with the app that they are bound to. */
  readonly rules: Map<string, readonly RequiredCheck[]>
  owner: Account
  name: string
  private: boolean
  archived: boolean
  defaultBranch: string
  pushedAt: number
  nextNumber: number
}

export interface RequiredCheck {
  readonly context: string
  readonly appId?: number
}

export interface Pull {
  readonly id: number
  readonly number: number
  readonly repository: Repository
  readonly author: Account
  readonly createdAt: number
  readonly head: { repository: Repository | undefined; readonly ref: string; sha: string }
  readonly base: { ref: string; sha: string }
  readonly reviews: Review[]
  readonly comments: ReviewComment[]
  title: string
  body: string
  draft: boolean
  state: 'open' | 'closed'
  updatedAt: number
  closedAt: number | undefined
  mergedAt: number | undefined
  mergeSha: string | undefined
}

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING'

export interface Review {
  readonly id: number
  readonly author: Account
  readonly body: string
  readonly sha: string
  readonly submittedAt: number
  state: ReviewState
}

export interface ReviewComment {
  readonly id: number
  readonly review: Review
  readonly path: string
  readonly body: string
  readonly line: number
  readonly startLine: number | undefined
  readonly side: 'LEFT' | 'RIGHT'
  readonly createdAt: number
}

export interface MergeGroup {
  readonly repository: Repository
  readonly pull: Pull
  readonly headSha: string
  readonly headRef: string
  readonly baseSha: string
  readonly baseRef: string
}
