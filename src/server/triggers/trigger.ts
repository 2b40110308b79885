import type { RepositoryName } from '../../github/repository.ts'
import type { NewJob } from '../../queue/job.ts'
import type { InRepository } from '../jobs.ts'

/** What a webhook means for us. */
export interface Trigger {
  readonly jobs: readonly NewJob[]
  /** Changes of what we know of tenants, done with the acceptance of the delivery. */
  readonly changes: readonly TenantChange[]
}

export type TenantChange =
  | { readonly kind: 'installation'; readonly id: number; readonly account: string; readonly state: 'active' | 'suspended' }
  | { readonly kind: 'repository'; readonly installation: number; readonly repository: RepositoryName }
  | { readonly kind: 'forget-installation'; readonly id: number }
  | { readonly kind: 'forget-repository'; readonly id: number }
  /** What waits under this key is no longer wanted. */
  | { readonly kind: 'cancel'; readonly key: string }
  /** Tokens carry the old permissions. */
  | { readonly kind: 'new-permissions'; readonly installation: number }

export interface Situation {
  readonly appId: number
  readonly now: number
  readonly policyPath: string
}

export const NOTHING: Trigger = { jobs: [], changes: [] }

interface At {
  readonly repository: { readonly id: number; readonly name: string; readonly owner: { readonly login: string } }
  readonly installation: { readonly id: number }
}

/** Where it happened, in our words. */
export function inRepository({ repository, installation }: At): InRepository {
  return { installation: installation.id, repository: { id: repository.id, owner: repository.owner.login, name: repository.name } }
}

/** Names change: each event tells the current one. */
export function learn({ installation, repository }: InRepository): readonly TenantChange[] {
  return [{ kind: 'repository', installation, repository }]
}
