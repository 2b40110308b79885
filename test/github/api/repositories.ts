import { renderAccount } from '../render/accounts.ts'
import { renderFullRepository } from '../render/repositories.ts'
import type { Role } from '../state/nouns.ts'
import { fullName } from '../state/world.ts'
import type { Budget } from './budget.ts'
import { type Call, notFound, type Operation, ok, page } from './operation.ts'

const REPO = '/repos/{owner}/{repo}'
const metadata = ['metadata', 'read'] as const

export const repositoryOperations: readonly Operation[] = [
  {
    method: 'GET',
    template: REPO,
    auth: 'installation',
    permission: metadata,
    run: ({ world, repository }) => ok(renderFullRepository(world, repository)),
  },
  {
    method: 'GET',
    template: `${REPO}/collaborators/{username}/permission`,
    auth: 'installation',
    permission: metadata,
    run: getPermission,
  },
  { method: 'GET', template: `${REPO}/rules/branches/{branch}`, auth: 'installation', permission: metadata, run: getRules },
  { method: 'GET', template: '/meta', auth: 'none', run: () => ok({ verifiable_password_authentication: false, hooks: ['127.0.0.0/8'] }) },
]

/** The four words of the old scale, and the role behind it. */
const SCALE: Readonly<Record<Role, 'admin' | 'write' | 'read' | 'none'>> = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
  none: 'none',
}

function getPermission({ world, repository, params }: Call) {
  const account = world.accounts.get(params.username!.toLowerCase())
  if (account === undefined) throw notFound()
  const given = repository.collaborators.get(account.login.toLowerCase()) ?? (repository.private ? 'none' : 'read')
  const role: Role = account === repository.owner ? 'admin' : given
  const permission = SCALE[role]
  const push = permission === 'admin' || permission === 'write'
  const permissions = {
    admin: role === 'admin',
    maintain: role === 'admin' || role === 'maintain',
    push,
    triage: push || role === 'triage',
    pull: role !== 'none',
  }
  return ok({ permission, role_name: role, user: { ...renderAccount(world, account), role_name: role, permissions } })
}

/** Active rules of a branch: the required checks that a test has set. */
function getRules(call: Call) {
  const { repository, params } = call
  const required = repository.rules.get(params.branch!) ?? []
  const checks = required.map(({ context, appId }) => ({ context, ...(appId !== undefined && { integration_id: appId }) }))
  const source = { ruleset_source_type: 'Repository', ruleset_source: fullName(repository), ruleset_id: repository.id }
  const parameters = { required_status_checks: checks, strict_required_status_checks_policy: false }
  const rules = checks.length === 0 ? [] : [{ type: 'required_status_checks', ...source, parameters }]
  const { items, headers } = page(call, rules)
  return { ...ok(items), headers }
}

/** Free of charge. */
export function rateOperation(budget: () => Budget): Operation {
  return {
    method: 'GET',
    template: '/rate_limit',
    auth: 'installation',
    run: ({ token }) => {
      const core = budget().status(token, 'core')
      const graphql = budget().status(token, 'graphql')
      return ok({ resources: { core, graphql, search: { ...core, limit: 30, used: 0, remaining: 30 } }, rate: core })
    },
  }
}
