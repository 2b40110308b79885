import type { PolicyContent } from '#model/policy-file'
import type { Client } from './client.ts'
import { Incomplete } from './failure.ts'
import { policyEntry, type RawEntry } from './policy-entry.ts'
import type { Repository } from './repository.ts'
import type { Commit } from './snapshot.ts'

/** A commit with the policy that it holds. */
export interface Tip extends Commit {
  readonly policy: PolicyContent
}

/** For queries that have `$policy`, the path of the policy. */
export const TIP = `fragment Tip on Commit { oid tree { oid } file(path: $policy) { mode oid object { ... on Blob { text isTruncated } } } }`

export interface RawTip {
  readonly oid: string
  readonly tree: { readonly oid: string }
  readonly file: RawEntry | null
}

export function tipOf({ oid, tree, file }: RawTip): Tip {
  return { oid, tree: tree.oid, policy: policyEntry(file) }
}

const TIP_DOCUMENT = `
  query Tip($owner: String!, $repo: String!, $ref: String!, $policy: String!) {
    repository(owner: $owner, name: $repo) { ref(qualifiedName: $ref) { target { ...Tip } } }
  }
  ${TIP}`

/** What `.github` of the owner says, in a query about another repository. */
export const ABOVE = 'above: repository(owner: $owner, name: ".github") { defaultBranchRef { target { ...Tip } } }'

export interface RawAbove {
  readonly above: { readonly defaultBranchRef: { readonly target: RawTip | null } | null } | null
}

export function aboveOf({ above }: RawAbove): Tip | undefined {
  const target = above?.defaultBranchRef?.target
  return target ? tipOf(target) : undefined
}

/** Sends a query that asks for `ABOVE` too. Most owners have no such repository, which GitHub calls an error. */
export async function queryWithAbove<Answer extends RawAbove>(
  client: Client,
  document: string,
  variables: Record<string, unknown>,
): Promise<Answer> {
  try {
    return await client.graphql<Answer>(document, variables)
  } catch (error) {
    const { errors, data } = error as { errors?: readonly { type?: string; path?: readonly unknown[] }[]; data?: Answer }
    const isAbout = errors?.every(({ type, path }) => type === 'NOT_FOUND' && path?.length === 1 && path[0] === 'above')
    if (!isAbout || !data) throw error
    return data
  }
}

/** The tip of a branch, with its policy. */
export async function readTip({ client, at }: Repository, policyPath: string, branch: string): Promise<Tip | undefined> {
  const variables = { ...at, ref: `refs/heads/${branch}`, policy: policyPath }
  const { repository } = await client.graphql<{ repository: { ref: { target: RawTip | null } | null } | null }>(TIP_DOCUMENT, variables)
  if (!repository) throw new Incomplete('GitHub does not show the repository')
  return repository.ref?.target ? tipOf(repository.ref.target) : undefined
}
