import { ABOVE, aboveOf, queryWithAbove, type RawAbove } from './above.ts'
import { Incomplete } from './failure.ts'
import type { Repository } from './repository.ts'
import { type RawTip, TIP, type Tip, tipOf } from './tip.ts'

const TIPS_DOCUMENT = `
  query Tips($owner: String!, $repo: String!, $ref: String!, $policy: String!) {
    repository(owner: $owner, name: $repo) { ref(qualifiedName: $ref) { target { ...Tip } } }
    ${ABOVE}
  }
  ${TIP}`

interface Tips {
  readonly tip: Tip | undefined
  readonly above: Tip | undefined
}

/** The tip of a branch, and that of the owner's `.github` repository, with their policies. */
export async function readTips({ client, at }: Repository, policyPath: string, branch: string): Promise<Tips> {
  type Answer = RawAbove & { readonly repository: { readonly ref: { readonly target: RawTip | null } | null } | null }
  const variables = { ...at, ref: `refs/heads/${branch}`, policy: policyPath }
  const answer = await queryWithAbove<Answer>(client, TIPS_DOCUMENT, variables)
  if (!answer.repository) throw new Incomplete('GitHub does not show the repository')
  const target = answer.repository.ref?.target
  return { tip: target ? tipOf(target) : undefined, above: aboveOf(answer) }
}
