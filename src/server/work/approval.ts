import type { SourceFile } from '#model/snapshot'
import { canMaintain, canWrite, roleOf } from '../../github/permissions.ts'
import type { Repository } from '../../github/repository.ts'
import { type PullReview, readReviews } from '../../github/reviews.ts'
import { policyOwners } from '../../policy/compare-owners.ts'

/**
 * Who has approved this head of a pull request and owns its policy: somebody whom CODEOWNERS of the base names for it, or with maintain rights.
 * Teams are not resolved, because the App does not ask for the members of organisations.
 */
export async function approvalOf(
  repository: Repository,
  pull: number,
  head: string,
  codeowners: () => Promise<SourceFile | undefined>,
): Promise<string | undefined> {
  const { author, reviews } = await readReviews(repository, pull)
  const approvers = [...verdicts(reviews)].flatMap(([login, { state, commit }]) =>
    state === 'APPROVED' && commit === head && login !== author ? [login] : [],
  )
  if (approvers.length === 0) return undefined
  const owners = new Set(policyOwners(await codeowners()).map((owner) => owner.toLowerCase()))
  for (const login of approvers) {
    const role = await roleOf(repository, login)
    if (canMaintain(role) || (canWrite(role) && owners.has(`@${login.toLowerCase()}`))) return login
  }
  return undefined
}

/** The last word of each reviewer; a comment takes nothing back. */
function verdicts(reviews: readonly PullReview[]): ReadonlyMap<string, PullReview> {
  return new Map(reviews.filter(({ state }) => state !== 'COMMENTED' && state !== 'PENDING').map((review) => [review.author, review]))
}
