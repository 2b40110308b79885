import { ABOVE, aboveOf, queryWithAbove, type RawAbove } from './above.ts'
import { LANDING, type Landing, landingOf, type RawLanding } from './landing.ts'
import type { Repository } from './repository.ts'
import { type RawTip, TIP, type Tip, tipOf } from './tip.ts'

const DOCUMENT = `
  query GroupContext($owner: String!, $repo: String!, $head: GitObjectID!, $parent: GitObjectID!, $base: String!, $policy: String!) {
    repository(owner: $owner, name: $repo) {
      base: ref(qualifiedName: $base) { target { ...Landing } }
      head: object(oid: $head) { ...Tip ... on Commit { committedDate } }
      parent: object(oid: $parent) { ...Landing }
    }
    ${ABOVE}
  }
  ${LANDING}
  ${TIP}`

export interface GroupContext {
  /** The tip of the base branch as it is now. */
  readonly base: Landing | undefined
  readonly head: Tip | undefined
  /** When GitHub made the commit of the group. */
  readonly formedAt: number
  readonly parent: Landing | undefined
  readonly above: Tip | undefined
}

interface Answer extends RawAbove {
  readonly repository: {
    readonly base: { readonly target: RawLanding | null } | null
    readonly head: (RawTip & { readonly committedDate: string }) | null
    readonly parent: RawLanding | null
  } | null
}

/** What one query tells of a commit of a merge queue; its parent is what it is compared with. */
export async function readGroupContext(
  { client, at }: Repository,
  policyPath: string,
  asked: { readonly head: string; readonly parent: string; readonly base: string },
): Promise<GroupContext> {
  const variables = { ...at, head: asked.head, parent: asked.parent, base: `refs/heads/${asked.base}`, policy: policyPath }
  const answer = await queryWithAbove<Answer>(client, DOCUMENT, variables)
  const { base, head, parent } = answer.repository ?? { base: null, head: null, parent: null }
  return {
    base: base?.target ? landingOf(base.target) : undefined,
    head: head ? tipOf(head) : undefined,
    formedAt: Date.parse(head?.committedDate ?? ''),
    parent: parent ? landingOf(parent) : undefined,
    above: aboveOf(answer),
  }
}
