import type { Client } from './client.ts'
import { type RawTip, type Tip, tipOf } from './tip.ts'

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
