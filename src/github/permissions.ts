import { failureOf } from './failure.ts'
import type { Repository } from './repository.ts'

export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none'

/** What a person may do in the repository, by GitHub's word and not by an event's. */
export async function roleOf({ client, at }: Repository, login: string): Promise<Role> {
  try {
    const { data } = await client.rest.repos.getCollaboratorPermissionLevel({ ...at, username: login })
    const role = data.role_name || data.permission
    return isRole(role) ? role : data.permission === 'admin' || data.permission === 'write' ? data.permission : 'read'
  } catch (error) {
    if (failureOf(error)?.kind === 'gone') return 'none'
    throw error
  }
}

const ROLES: readonly string[] = ['admin', 'maintain', 'write', 'triage', 'read', 'none'] satisfies Role[]

function isRole(text: string): text is Role {
  return ROLES.includes(text)
}

export function canWrite(role: Role): boolean {
  return role === 'admin' || role === 'maintain' || role === 'write'
}

export function canMaintain(role: Role): boolean {
  return role === 'admin' || role === 'maintain'
}

/** Whether a rule of GitHub guards the branch. */
export async function isProtected({ client, at }: Repository, branch: string): Promise<boolean> {
  const { data } = await client.rest.repos.getBranch({ ...at, branch })
  return data.protected
}
