import { randomBytes } from 'node:crypto'
import type { FaultPlan } from '../faults.ts'
import type { Hooks } from '../hooks/deliver.ts'
import type { RequestLog } from '../requests.ts'
import type { CheckRun, CheckSuite } from './check-nouns.ts'
import type { Clock } from './clock.ts'
import type { Limits } from './limits.ts'
import type { Account, App, Installation, MergeGroup, Pull, Repository, Token } from './nouns.ts'

/** Everything that the loopback GitHub knows. Only this folder and `admin/` change it; routes read and render. */
export interface World {
  readonly clock: Clock
  readonly limits: Limits
  readonly folder: string
  readonly accounts: Map<string, Account>
  readonly apps: Map<number, App>
  readonly installations: Map<number, Installation>
  readonly tokens: Map<string, Token>
  readonly repositories: Map<number, Repository>
  /** Lower-case full names, former ones too. */
  readonly names: Map<string, Repository>
  readonly suites: Map<number, CheckSuite>
  readonly suitesByCommit: Map<string, CheckSuite>
  readonly runs: Map<number, CheckRun>
  readonly mergeGroups: Map<string, MergeGroup>
  /** Logins of the members by `organisation/team`, all in lower case. */
  readonly teams: Map<string, ReadonlySet<string>>
  readonly manifests: Map<string, Manifest>
  readonly fixes: Map<Pull, PreparedFix>
  readonly faults: FaultPlan
  readonly hooks: Hooks
  readonly requests: RequestLog
  readonly violations: Violation[]
  readonly nextId: () => number
  readonly validate: boolean
  readonly statelessTokens: boolean
  /** Milliseconds that GitHub's own clock is ahead; seen in `Date`, in token lifetimes and when a JWT is checked. */
  skewMs: number
  url: string
}

/** Where a request or an answer is not what GitHub's published description says. */
export interface Violation {
  readonly operation: string
  readonly side: 'request' | 'response'
  readonly errors: readonly string[]
}

export interface Manifest {
  readonly owner: Account
  readonly body: Readonly<Record<string, unknown>>
  readonly expiresAt: number
}

/** A commit that the page offers to push. */
export interface PreparedFix {
  readonly label: string
  push(): Promise<unknown>
}

/** Now, as GitHub sees it. */
export function now(world: World): number {
  return world.clock.now() + world.skewMs
}

export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`
}

/** Opaque like GitHub's, and readable by us: kind and number. */
export function nodeId(kind: string, id: number | string): string {
  return `${kind}_${Buffer.from(String(id)).toString('base64url')}`
}

export function parseNodeId(nodeId: string): readonly [kind: string, id: string] {
  const at = nodeId.indexOf('_')
  return [nodeId.slice(0, at), Buffer.from(nodeId.slice(at + 1), 'base64url').toString()]
}

export function addAccount(world: World, login: string, type: Account['type']): Account {
  const known = world.accounts.get(login.toLowerCase())
  if (known !== undefined) return known
  const account: Account = { id: world.nextId(), type, login }
  world.accounts.set(login.toLowerCase(), account)
  return account
}

/** The token that GitHub hands out, in its old form or in the long, stateless one. */
export function newTokenValue(app: App, stateless: boolean): string {
  if (!stateless) return `ghs_${randomBytes(27).toString('base64url').replaceAll(/[-_]/g, 'a')}`
  const part = (bytes: number): string => randomBytes(bytes).toString('base64url')
  return `ghs_${app.id}_${part(60)}.${part(240)}.${part(64)}`
}
