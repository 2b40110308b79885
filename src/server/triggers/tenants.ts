import type { RepositoryName } from '../../github/repository.ts'
import { backfillJob, backfillRepositoryJob, PRIORITY } from '../jobs.ts'
import type { Payload } from '../payloads.ts'
import { inRepository, learn, type Situation, type TenantChange, type Trigger } from './trigger.ts'

const ARRIVALS = new Set(['created', 'unsuspend', 'new_permissions_accepted'])

export function readInstallation({ action, installation, repositories = [] }: Payload<'installation'>, { now }: Situation): Trigger {
  const { id, account } = installation
  if (action === 'deleted') return { jobs: [], changes: [{ kind: 'forget-installation', id }] }
  const state = action === 'suspend' ? 'suspended' : 'active'
  const changes: TenantChange[] = [{ kind: 'installation', id, account: account.login, state }]
  if (!ARRIVALS.has(action)) return { jobs: [], changes }
  if (action === 'new_permissions_accepted') changes.push({ kind: 'new-permissions', installation: id })
  const known = named(repositories).map((repository) => ({ kind: 'repository' as const, installation: id, repository }))
  const job = backfillJob({ installation: id }, { priority: PRIORITY.catchUp, runAt: now, force: true })
  return { jobs: [job], changes: [...changes, ...known] }
}

export function readInstallationRepositories(payload: Payload<'installation_repositories'>, { now }: Situation): Trigger {
  const { installation, repositories_added, repositories_removed } = payload
  const added = named(repositories_added)
  const when = { priority: PRIORITY.catchUp, runAt: now, force: true }
  return {
    jobs: added.map((repository) => backfillRepositoryJob({ installation: installation.id, repository }, when)),
    changes: [
      { kind: 'installation', id: installation.id, account: installation.account.login, state: 'active' },
      ...added.map((repository) => ({ kind: 'repository' as const, installation: installation.id, repository })),
      ...named(repositories_removed).map(({ id }) => ({ kind: 'forget-repository' as const, id })),
    ],
  }
}

export function readInstallationTarget({ installation, account }: Payload<'installation_target'>): Trigger {
  return { jobs: [], changes: [{ kind: 'installation', id: installation.id, account: account.login, state: 'active' }] }
}

/** Renamed, transferred, archived: a transferred one may come with pull requests that nobody has judged. */
export function readRepository({ action, ...at }: Payload<'repository'>, { now }: Situation): Trigger {
  const where = inRepository(at)
  if (action === 'deleted') return { jobs: [], changes: [{ kind: 'forget-repository', id: where.repository.id }] }
  const arrives = action === 'transferred' || action === 'unarchived'
  const job = backfillRepositoryJob(where, { priority: PRIORITY.catchUp, runAt: now, force: true })
  return { jobs: arrives ? [job] : [], changes: learn(where) }
}

function named(repositories: readonly { readonly id: number; readonly full_name: string }[] = []): readonly RepositoryName[] {
  return repositories.map(({ id, full_name }) => {
    const [owner = '', name = ''] = full_name.split('/')
    return { id, owner, name }
  })
}
