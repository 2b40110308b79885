import { Incomplete } from './failure.ts'
import type { Repository } from './repository.ts'

/** An open pull request in a list. */
export interface ListedPull {
  readonly number: number
  readonly head: string
  /** Name of the base branch. */
  readonly base: string
  readonly updatedAt: number
}

interface RawPull {
  readonly number: number
  readonly headRefOid: string
  readonly baseRefName: string
  readonly updatedAt: string
}

interface Page {
  readonly nodes: readonly (RawPull | null)[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

const OPEN = `
  query OpenPulls($owner: String!, $repo: String!, $after: String, $base: String) {
    repository(owner: $owner, name: $repo) {
      pullRequests(states: [OPEN], first: 100, after: $after, baseRefName: $base, orderBy: { field: UPDATED_AT, direction: DESC }) {
        nodes { number headRefOid baseRefName updatedAt } pageInfo { hasNextPage endCursor }
      }
    }
  }`

/** Open pull requests, the last changed first; of one base branch where one is named. A page is asked for when it is needed. */
export async function* openPulls({ client, at }: Repository, base?: string): AsyncGenerator<ListedPull> {
  let after: string | undefined
  do {
    type Answer = { repository: { pullRequests: Page } | null }
    const { repository }: Answer = await client.graphql<Answer>(OPEN, { ...at, after, base })
    if (!repository) throw new Incomplete('GitHub does not show the repository')
    const { nodes, pageInfo }: Page = repository.pullRequests
    for (const node of nodes) if (node) yield listed(node)
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined
  } while (after !== undefined)
}

const OF_HEAD = `
  query PullsOfHead($owner: String!, $repo: String!, $head: GitObjectID!) {
    repository(owner: $owner, name: $repo) {
      object(oid: $head) { ... on Commit { associatedPullRequests(first: 100) { nodes { number state headRefOid baseRefName updatedAt } } } }
    }
  }`

/** Open pull requests with this commit as their head. */
export async function pullsOfHead({ client, at }: Repository, head: string): Promise<readonly ListedPull[]> {
  type Associated = { readonly nodes: readonly ((RawPull & { readonly state: string }) | null)[] }
  type Answer = { repository: { object: { associatedPullRequests?: Associated | null } | null } | null }
  const { repository } = await client.graphql<Answer>(OF_HEAD, { ...at, head })
  const nodes = repository?.object?.associatedPullRequests?.nodes ?? []
  return nodes.filter((node) => node !== null && node.state === 'OPEN' && node.headRefOid === head).map((node) => listed(node!))
}

function listed({ number, headRefOid, baseRefName, updatedAt }: RawPull): ListedPull {
  return { number, head: headRefOid, base: baseRefName, updatedAt: Date.parse(updatedAt) }
}

const POLICIES = `
  query Policies($owner: String!, $repo: String!, $before: GitObjectID!, $after: GitObjectID!, $policy: String!) {
    repository(owner: $owner, name: $repo) {
      before: object(oid: $before) { ... on Commit { file(path: $policy) { oid mode } } }
      after: object(oid: $after) { ... on Commit { file(path: $policy) { oid mode } } }
    }
  }`

/** Whether two commits differ in a file; true where GitHub does not know one of them. */
export async function differsIn({ client, at }: Repository, policy: string, before: string, after: string): Promise<boolean> {
  type Side = { readonly file: { readonly oid: string; readonly mode: number } | null } | null
  type Answer = { repository: { before: Side; after: Side } | null }
  const { repository } = await client.graphql<Answer>(POLICIES, { ...at, before, after, policy })
  if (!repository?.before || !repository.after) return true
  const [one, other] = [repository.before.file, repository.after.file]
  return one?.oid !== other?.oid || one?.mode !== other?.mode
}
