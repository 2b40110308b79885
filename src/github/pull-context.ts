import { ABOVE, aboveOf, queryWithAbove, type RawAbove } from './above.ts'
import { Incomplete } from './failure.ts'
import type { Repository } from './repository.ts'
import { type RawTip, TIP, type Tip, tipOf } from './tip.ts'

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
  /** The default branch of the owner's `.github` repository, where there is one that we see. */
  readonly above: Tip | undefined
}

export interface Pull {
  readonly number: number
  readonly open: boolean
  readonly head: string
  /** Name of the base branch. */
  readonly base: string
  readonly updatedAt: number
  /** Login; absent where the account is gone. */
  readonly author: string | undefined
}

const ASSOCIATED = `fragment Associated on PullRequestConnection { nodes { ...Pull } pageInfo { hasNextPage endCursor } }
  fragment Pull on PullRequest { number state headRefOid baseRefName updatedAt author { login } }`

const DOCUMENT = `
  query PullContext($owner: String!, $repo: String!, $number: Int!, $head: GitObjectID!, $base: String!, $policy: String!) {
    repository(owner: $owner, name: $repo) {
      isArchived
      defaultBranchRef { name }
      pullRequest(number: $number) { ...Pull }
      base: ref(qualifiedName: $base) { target { ...Tip } }
      head: object(oid: $head) { ...Tip ... on Commit { associatedPullRequests(first: 100) { ...Associated } } }
    }
    ${ABOVE}
  }
  ${TIP}
  ${ASSOCIATED}`

interface RawPull {
  readonly number: number
  readonly state: string
  readonly headRefOid: string
  readonly baseRefName: string
  readonly updatedAt: string
  readonly author: { readonly login: string } | null
}

interface Answer extends RawAbove {
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
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

export interface Asked {
  readonly number: number
  readonly head: string
  /** Name of the base branch, as the event told it. */
  readonly base: string
}

/** One query: the tip of the base branch and its policy, the head and its policy, and who else has this head. */
export async function readPullContext(place: Repository, policyPath: string, asked: Asked): Promise<PullContext> {
  const { client, at } = place
  const variables = { ...at, number: asked.number, head: asked.head, base: `refs/heads/${asked.base}`, policy: policyPath }
  const answer = await queryWithAbove<Answer>(client, DOCUMENT, variables)
  const { repository } = answer
  if (!repository) throw new Incomplete('GitHub does not show the repository')
  const associated = await allAssociated(place, asked.head, repository.head?.associatedPullRequests)
  const pulls = [repository.pullRequest, ...associated].filter((pull) => pull !== null).map(pullOf)
  return {
    defaultBranch: repository.defaultBranchRef?.name,
    archived: repository.isArchived,
    head: repository.head ? tipOf(repository.head) : undefined,
    pull: pulls.find(({ number }) => number === asked.number),
    sharing: pulls.filter((pull, index) => pull.open && pull.head === asked.head && isFirst(pulls, pull, index)),
    base: repository.base?.target ? tipOf(repository.base.target) : undefined,
    above: aboveOf(answer),
  }
}

const MORE = `
  query MorePulls($owner: String!, $repo: String!, $head: GitObjectID!, $after: String!) {
    repository(owner: $owner, name: $repo) { object(oid: $head) { ... on Commit { associatedPullRequests(first: 100, after: $after) { ...Associated } } } }
  }
  ${ASSOCIATED}`

/** Anyone can open pull requests that contain somebody else's commit: it takes many to hide one, or to keep the commit from being judged. */
const MOST_PAGES = 30

async function allAssociated({ client, at }: Repository, head: string, first: Associated | null | undefined) {
  const pulls = [...(first?.nodes ?? [])]
  let info = first?.pageInfo
  for (let page = 1; info?.hasNextPage && info.endCursor !== null; page++) {
    if (page === MOST_PAGES) throw new Incomplete(`More than ${MOST_PAGES}00 pull requests contain this commit`)
    type More = { repository: { object: { associatedPullRequests: Associated | null } | null } | null }
    const { repository }: More = await client.graphql<More>(MORE, { ...at, head, after: info.endCursor })
    const next: Associated | null | undefined = repository?.object?.associatedPullRequests
    if (!next) throw new Incomplete('GitHub does not show all pull requests of this commit')
    pulls.push(...next.nodes)
    info = next.pageInfo
  }
  return pulls
}

function isFirst(pulls: readonly Pull[], { number }: Pull, index: number): boolean {
  return pulls.findIndex((other) => other.number === number) === index
}

function pullOf({ number, state, headRefOid, baseRefName, updatedAt, author }: RawPull): Pull {
  return { number, open: state === 'OPEN', head: headRefOid, base: baseRefName, updatedAt: Date.parse(updatedAt), author: author?.login }
}
