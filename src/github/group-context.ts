import { ABOVE, aboveOf, queryWithAbove, type RawAbove } from './above.ts'
import type { Repository } from './repository.ts'
import type { Commit } from './snapshot.ts'
import { type RawTip, TIP, type Tip, tipOf } from './tip.ts'

const GROUP_DOCUMENT = `
  query GroupContext($owner: String!, $repo: String!, $head: GitObjectID!, $parent: GitObjectID!, $base: String!, $policy: String!) {
    repository(owner: $owner, name: $repo) {
      base: ref(qualifiedName: $base) { target { ...Tip } }
      head: object(oid: $head) { ...Tip }
      parent: object(oid: $parent) { ... on Commit { oid tree { oid } } }
    }
    ${ABOVE}
  }
  ${TIP}`

export interface GroupContext {
  readonly base: Tip | undefined
  readonly head: Tip | undefined
  readonly parent: Commit | undefined
  readonly above: Tip | undefined
}

/** What one query tells of a commit of a merge queue; its parent is what it is compared with. */
export async function readGroupContext(
  { client, at }: Repository,
  policyPath: string,
  asked: { readonly head: string; readonly parent: string; readonly base: string },
): Promise<GroupContext> {
  type Group = { base: { target: RawTip | null } | null; head: RawTip | null; parent: Omit<RawTip, 'file'> | null }
  const variables = { ...at, head: asked.head, parent: asked.parent, base: `refs/heads/${asked.base}`, policy: policyPath }
  const answer = await queryWithAbove<RawAbove & { repository: Group | null }>(client, GROUP_DOCUMENT, variables)
  const { base, head, parent } = answer.repository ?? { base: null, head: null, parent: null }
  return {
    base: base?.target ? tipOf(base.target) : undefined,
    head: head ? tipOf(head) : undefined,
    parent: parent ? { oid: parent.oid, tree: parent.tree.oid } : undefined,
    above: aboveOf(answer),
  }
}
