import { Incomplete } from './failure.ts'
import { type PolicyEntry, policyEntry, type RawEntry } from './policy-entry.ts'
import type { Repository } from './repository.ts'
import type { Commit } from './snapshot.ts'

/** What one query tells of a pull request before anything is evaluated. */
export interface PullContext {
  readonly defaultBranch: string | undefined
  readonly archived: boolean
  /** Absent while GitHub does not show the commit yet. */
  readonly head: Tip | undefined
  /** The pull request that was asked for, in whatever state it is. */
  readonly pull: Pull | undefined
  /** All open pull requests whose head is this commit. */
  readonly sharing: readonly Pull[]
  /** The tip of the base branch; absent where the branch is gone. */
  readonly base: Tip | undefined
}

export interface Tip extends Commit {
  readonly policy: PolicyEntry
}

export interface Pull {
  readonly number: number
  readonly open: boolean
  readonly head: string
  /** Name of the base branch. */
  readonly base: string
  readonly updatedAt: number
  /** The author may write to the repository, as far as GitHub says. */
  readonly trusted: boolean
}

const DOCUMENT = `
  query PullContext($owner: String!, $repo: String!, $number: Int!, $head: GitObjectID!, $base: String!, $policy: String!) {
    repository(owner: $owner, name: $repo) {
      isArchived
      defaultBranchRef { name }
      pullRequest(number: $number) { ...Pull }
      base: ref(qualifiedName: $base) { target { ...Tip } }
      head: object(oid: $head) { ...Tip ... on Commit { associatedPullRequests(first: 100) { nodes { ...Pull } pageInfo { hasNextPage } } } }
    }
  }
  fragment Tip on Commit { oid tree { oid } file(path: $policy) { mode oid object { ... on Blob { text isTruncated } } } }
  fragment Pull on PullRequest { number state headRefOid baseRefName updatedAt authorAssociation }`

interface RawTip {
  readonly oid: string
  readonly tree: { readonly oid: string }
  readonly file: RawEntry | null
}

interface RawPull {
  readonly number: number
  readonly state: string
  readonly headRefOid: string
  readonly baseRefName: string
  readonly updatedAt: string
  readonly authorAssociation: string
}

interface Answer {
  readonly repository: {
    readonly isArchived: boolean
    readonly defaultBranchRef: { readonly name: string } | null
    readonly pullRequest: RawPull | null
    readonly base: { readonly target: RawTip | null } | null
    readonly head: (RawTip & { readonly associatedPullRequests: Associated | null }) | null
  } | null
}

interface Associated {
  readonly nodes: readonly (RawPull | null)[]
  readonly pageInfo: { readonly hasNextPage: boolean }
}

export interface Asked {
  readonly number: number
  readonly head: string
  /** Name of the base branch, as the event told it. */
  readonly base: string
}

/** One query: the tip of the base branch and its policy, the head and its policy, and who else has this head. */
export async function readPullContext({ client, at }: Repository, policyPath: string, asked: Asked): Promise<PullContext> {
  const variables = { ...at, number: asked.number, head: asked.head, base: `refs/heads/${asked.base}`, policy: policyPath }
  const { repository } = await client.graphql<Answer>(DOCUMENT, variables)
  if (!repository) throw new Incomplete('GitHub does not show the repository')
  const associated = repository.head?.associatedPullRequests
  if (associated?.pageInfo.hasNextPage) throw new Incomplete('More than a hundred pull requests contain this commit')
  const pulls = [repository.pullRequest, ...(associated?.nodes ?? [])].filter((pull) => pull !== null).map(pullOf)
  return {
    defaultBranch: repository.defaultBranchRef?.name,
    archived: repository.isArchived,
    head: repository.head ? tipOf(repository.head) : undefined,
    pull: pulls.find(({ number }) => number === asked.number),
    sharing: pulls.filter((pull, index) => pull.open && pull.head === asked.head && isFirst(pulls, pull, index)),
    base: repository.base?.target ? tipOf(repository.base.target) : undefined,
  }
}

function isFirst(pulls: readonly Pull[], { number }: Pull, index: number): boolean {
  return pulls.findIndex((other) => other.number === number) === index
}

function tipOf({ oid, tree, file }: RawTip): Tip {
  return { oid, tree: tree.oid, policy: policyEntry(file) }
}

function pullOf({ number, state, headRefOid, baseRefName, updatedAt, authorAssociation }: RawPull): Pull {
  const trusted = ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(authorAssociation)
  return { number, open: state === 'OPEN', head: headRefOid, base: baseRefName, updatedAt: Date.parse(updatedAt), trusted }
}

const TIP_DOCUMENT = `
  query Tip($owner: String!, $repo: String!, $ref: String!, $policy: String!) {
    repository(owner: $owner, name: $repo) { ref(qualifiedName: $ref) { target { ...Tip } } }
  }
  fragment Tip on Commit { oid tree { oid } file(path: $policy) { mode oid object { ... on Blob { text isTruncated } } } }`

/** The tip of a branch, with its policy. */
export async function readTip({ client, at }: Repository, policyPath: string, branch: string): Promise<Tip | undefined> {
  const variables = { ...at, ref: `refs/heads/${branch}`, policy: policyPath }
  const { repository } = await client.graphql<{ repository: { ref: { target: RawTip | null } | null } | null }>(TIP_DOCUMENT, variables)
  if (!repository) throw new Incomplete('GitHub does not show the repository')
  return repository.ref?.target ? tipOf(repository.ref.target) : undefined
}
