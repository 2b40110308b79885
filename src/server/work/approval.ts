import type { SourceFile } from '#model/snapshot'
import { canMaintain, canWrite, roleOf } from '../../github/permissions.ts'
import type { Repository } from '../../github/repository.ts'
import { type PullReview, readReviews } from '../../github/reviews.ts'
import { belongsTo, teamsAmong } from '../../github/teams.ts'
import { policyOwners } from '../../policy/compare-owners.ts'

/** Whether somebody who owns the policy has approved a head. */
export interface Approval {
  readonly by?: string | undefined
  /** Why nobody can tell: a plain sentence for the reader. What cannot be told is no approval. */
  readonly undecided?: string | undefined
}

/** Who has approved this head of a pull request and owns its policy: whom CODEOWNERS of the base names for it, or somebody with maintain rights. */
export async function approvalOf(
  repository: Repository,
  { pull, head }: { readonly pull: number; readonly head: string },
  codeowners: () => Promise<SourceFile | undefined>,
): Promise<Approval> {
  const { author, reviews } = await readReviews(repository, pull)
  const approvers = [...verdicts(reviews)].flatMap(([login, { state, commit }]) =>
    state === 'APPROVED' && commit === head && login !== author ? [login] : [],
  )
  if (approvers.length === 0) return {}
  const owners = policyOwners(await codeowners())
  const undecided: string[] = []
  for (const login of approvers) {
    const standing = await standingOf(repository, login, owners)
    if (standing === 'owner') return { by: login }
    if (standing === 'unknown') undecided.push(login)
  }
  return undecided.length === 0 ? {} : { undecided: cannotTell(undecided, teamsAmong(owners, repository.at.owner), repository.at.owner) }
}

/** The last word of each reviewer; a comment takes nothing back. */
function verdicts(reviews: readonly PullReview[]): ReadonlyMap<string, PullReview> {
  return new Map(reviews.filter(({ state }) => state !== 'COMMENTED' && state !== 'PENDING').map((review) => [review.author, review]))
}

/** Nobody writes a longer line for one file; whoever does has to approve by name. */
const MOST_TEAMS = 20

async function standingOf(repository: Repository, login: string, owners: readonly string[]): Promise<'owner' | 'other' | 'unknown'> {
  const role = await roleOf(repository, login)
  if (canMaintain(role)) return 'owner'
  // As at GitHub: who cannot write owns nothing.
  if (!canWrite(role)) return 'other'
  if (owners.some((owner) => owner.toLowerCase() === `@${login.toLowerCase()}`)) return 'owner'
  for (const team of teamsAmong(owners, repository.at.owner).slice(0, MOST_TEAMS)) {
    const belongs = await belongsTo(repository, team, login)
    if (belongs === 'unknown') return 'unknown'
    if (belongs) return 'owner'
  }
  return 'other'
}

function cannotTell(people: readonly string[], teams: readonly string[], organisation: string): string {
  const named = teams.slice(0, 3).map((team) => `@${organisation}/${team}`)
  return `Approved by ${people.slice(0, 5).join(', ')}, but whether that is an owner of the policy cannot be told: it is owned by ${named.join(', ')}, and this App may not see who belongs to a team (permission "Members: read"). An approval by an owner who is named in CODEOWNERS, or by somebody with maintain rights, counts without it.`
}
