import { Incomplete } from './failure.ts'
import type { Repository } from './repository.ts'
import { type RawTip, TIP, type Tip, tipOf } from './tip.ts'

/** A commit, where it came from, and when a merge made it part of a branch. */
export interface Landing extends Tip {
  /** Its first parent: what the branch was before it. */
  readonly before: string | undefined
  /** Absent where no pull request brought it: somebody pushed it, or it has not landed. */
  readonly landedAt: number | undefined
}

/** For queries that have `$policy`. */
export const LANDING = `fragment Landing on Commit {
    ...Tip
    parents(first: 1) { nodes { oid } }
    associatedPullRequests(first: 20) { nodes { mergedAt mergeCommit { oid } } }
  }`

export interface RawLanding extends RawTip {
  readonly parents: { readonly nodes: readonly ({ readonly oid: string } | null)[] }
  readonly associatedPullRequests: {
    readonly nodes: readonly ({ readonly mergedAt: string | null; readonly mergeCommit: { readonly oid: string } | null } | null)[]
  } | null
}

export function landingOf(raw: RawLanding): Landing {
  const merges = raw.associatedPullRequests?.nodes ?? []
  const merged = merges.find((pull) => pull?.mergeCommit?.oid === raw.oid)?.mergedAt
  return { ...tipOf(raw), before: raw.parents.nodes[0]?.oid, landedAt: merged ? Date.parse(merged) : undefined }
}

const DOCUMENT = `
  query Landing($owner: String!, $repo: String!, $commit: GitObjectID!, $policy: String!) {
    repository(owner: $owner, name: $repo) { object(oid: $commit) { ...Landing } }
  }
  ${LANDING}
  ${TIP}`

export async function readLanding({ client, at }: Repository, policyPath: string, commit: string): Promise<Landing> {
  type Answer = { readonly repository: { readonly object: RawLanding | null } | null }
  const { repository } = await client.graphql<Answer>(DOCUMENT, { ...at, commit, policy: policyPath })
  if (!repository?.object) throw new Incomplete('GitHub does not show a commit of the base branch')
  return landingOf(repository.object)
}
