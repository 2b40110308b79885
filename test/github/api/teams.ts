import { type Call, notFound, type Operation, ok } from './operation.ts'

export const teamOperations: readonly Operation[] = [
  {
    method: 'GET',
    template: '/orgs/{org}/teams/{team_slug}/memberships/{username}',
    auth: 'installation',
    permission: ['members', 'read'],
    run: getMembership,
  },
]

/** Who does not belong to a team, and a team that does not exist, are not to be told apart. */
function getMembership({ world, token, path, params }: Call) {
  const { org, team_slug: team, username } = params as Readonly<Record<'org' | 'team_slug' | 'username', string>>
  const isOwn = token.installation.account.login.toLowerCase() === org.toLowerCase()
  const members = world.teams.get(`${org}/${team}`.toLowerCase())
  if (!isOwn || !members?.has(username.toLowerCase())) throw notFound()
  return ok({ url: `${world.url}${path}`, role: 'member', state: 'active' })
}
