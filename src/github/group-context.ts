import { ABOVE, aboveOf, queryWithAbove, type RawAbove } from './above.ts'
import { LANDING, type Landing, landingOf, type RawLanding } from './landing.ts'
import type { Repository } from './repository.ts'
import { type RawTip, TIP, type Tip, tipOf } from './tip.ts'

const DOCUMENT = `
  query GroupContext(
    $owner: String!, $repo: String!, $head: GitObjectID!, $parent: GitObjectID!, $base: String!, $policy: String!, $pull: Int!, $named: Boolean!
  ) {
    repository(owner: $owner, name: $repo) {
      base: ref(qualifiedName: $base) { target { ...Landing } }
      head: object(oid: $head) { ...Tip ... on Commit { committedDate } }
      parent: object(oid: $parent) { ...Landing }
      pull: pullRequest(number: $pull) @include(if: $named) { headRefOid baseRefName }
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
  /** The head of the pull request that it merges, if that is on its way into this branch. */
  readonly pullHead: string | undefined
  readonly above: Tip | undefined
}

interface Answer extends RawAbove {
  readonly repository: {
    readonly base: { readonly target: RawLanding | null } | null
    readonly head: (RawTip & { readonly committedDate: string }) | null
    readonly parent: RawLanding | null
    readonly pull?: { readonly headRefOid: string; readonly baseRefName: string } | null
  } | null
}

/** What one query tells of a commit of a merge queue; its parent is what it is compared with. */
export async function readGroupContext(
  { client, at }: Repository,
  policyPath: string,
  asked: { readonly head: string; readonly parent: string; readonly base: string; readonly queued?: number | undefined },
): Promise<GroupContext> {
  const named = { named: asked.queued !== undefined, pull: asked.queued ?? 0 }
  const variables = { ...at, ...named, head: asked.head, parent: asked.parent, base: `refs/heads/${asked.base}`, policy: policyPath }
  const answer = await queryWithAbove<Answer>(client, DOCUMENT, variables)
  const { base, head, parent, pull } = answer.repository ?? { base: null, head: null, parent: null }
  return {
    base: base?.target ? landingOf(base.target) : undefined,
    head: head ? tipOf(head) : undefined,
    formedAt: Date.parse(head?.committedDate ?? ''),
    parent: parent ? landingOf(parent) : undefined,
    pullHead: pull?.baseRefName === asked.base ? pull.headRefOid : undefined,
    above: aboveOf(answer),
  }
}
