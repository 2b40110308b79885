import { failureOf } from './failure.ts'
import type { Repository } from './repository.ts'

/** Whether a person belongs to a team of the repository's owner, or to a team below it. `unknown`: we are not allowed to ask. */
export async function belongsTo({ client, at }: Repository, team: string, login: string): Promise<boolean | 'unknown'> {
  try {
    const { data } = await client.rest.teams.getMembershipForUserInOrg({ org: at.owner, team_slug: team, username: login })
    return data.state === 'active'
  } catch (error) {
    const kind = failureOf(error)?.kind
    if (kind === 'gone') return false
    if (kind === 'forbidden') return 'unknown'
    throw error
  }
}

/** The teams of this owner among the owners that CODEOWNERS names: another's cannot own anything here. */
export function teamsAmong(owners: readonly string[], organisation: string): readonly string[] {
  const prefix = `@${organisation.toLowerCase()}/`
  return owners.filter((owner) => owner.toLowerCase().startsWith(prefix)).map((owner) => owner.slice(prefix.length))
}
