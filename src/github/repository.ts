import type { Client } from './client.ts'
import type { Permissions } from './tokens.ts'

/** Names change, ids do not: the id is what we store, the names are what the paths of the API need today. */
export interface RepositoryName {
  readonly id: number
  readonly owner: string
  readonly name: string
}

/** One repository, seen by one installation. */
export interface Repository {
  readonly client: Client
  readonly id: number
  /** Owner and name as the parameters of the REST API are called. */
  readonly at: { readonly owner: string; readonly repo: string }
  /** What we may do in it. Absent: nobody asked. */
  readonly permissions?: (() => Promise<Permissions>) | undefined
}

export function repository(client: Client, { id, owner, name }: RepositoryName): Repository {
  return { client, id, at: { owner, repo: name } }
}
