import { refuse } from '../api/operation.ts'
import type { Pull, Repository, Token } from '../state/nouns.ts'
import type { World } from '../state/world.ts'

/** One query under way. */
export interface Query {
  readonly world: World
  readonly token: Token
  /** How many git objects it asked for so far. */
  objects: number
  /** Types refer to each other in circles; modules do not. */
  readonly resolve: Resolvers
}

export interface Resolvers {
  object(query: Query, repository: Repository, oid: string): Promise<object | null>
  pull(query: Query, pull: Pull): object
  repository(query: Query, repository: Repository): object
  ref(query: Query, repository: Repository, qualified: string): object | null
}

export interface Paging {
  readonly first?: number
  readonly after?: string
}

/** A connection over a list; GitHub wants `first`, between 1 and 100. */
export function connection<T, R>(items: readonly T[], { first, after }: Paging, resolve: (item: T) => R) {
  if (first === undefined) throw refuse(422, 'You must provide a `first` or `last` value to properly paginate the connection.')
  if (first < 1 || first > 100)
    throw refuse(422, `Requesting ${first} records on the connection exceeds the \`first\` limit of 100 records.`)
  const start = after === undefined ? 0 : Number(Buffer.from(after, 'base64url').toString())
  const end = Math.min(start + first, items.length)
  const cursor = (index: number): string => Buffer.from(String(index)).toString('base64url')
  const bounds = { startCursor: end > start ? cursor(start + 1) : null, endCursor: end > start ? cursor(end) : null }
  return {
    nodes: () => Promise.all(items.slice(start, end).map(resolve)),
    totalCount: items.length,
    pageInfo: { hasNextPage: end < items.length, hasPreviousPage: start > 0, ...bounds },
  }
}
