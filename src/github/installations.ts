import type { Client } from './client.ts'
import type { RepositoryName } from './repository.ts'

export interface ListedInstallation {
  readonly id: number
  readonly account: string
  readonly suspended: boolean
}

/** Everybody who has installed the App. */
export async function* installations(client: Client): AsyncGenerator<ListedInstallation> {
  for (let page = 1; ; page++) {
    const { data } = await client.rest.apps.listInstallations({ per_page: 100, page })
    for (const { id, account, suspended_at } of data) {
      const login = account && 'login' in account ? account.login : ''
      yield { id, account: login, suspended: suspended_at != null }
    }
    if (data.length < 100) return
  }
}

/** What an installation lets us see. */
export async function* installedRepositories(client: Client): AsyncGenerator<RepositoryName> {
  for (let page = 1; ; page++) {
    const { data } = await client.rest.apps.listReposAccessibleToInstallation({ per_page: 100, page })
    for (const { id, name, owner, archived } of data.repositories) if (!archived) yield { id, name, owner: owner.login }
    if (data.repositories.length < 100) return
  }
}
