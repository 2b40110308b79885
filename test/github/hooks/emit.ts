import { covers } from '../api/auth.ts'
import type { Account, App, Installation, Repository } from '../state/nouns.ts'
import type { World } from '../state/world.ts'
import { buildPayload } from './payloads.ts'

export interface Happening {
  readonly event: string
  readonly action: string | null
  readonly sender: Account
  readonly parts: Readonly<Record<string, unknown>>
  readonly repository?: Repository
  /** Tells only this app, as for a re-run of its own check. */
  readonly app?: App
  /** Tells only the app of this installation, as for what happens to the installation itself. */
  readonly installation?: Installation
}

/** Without this permission an app is not even told; the reason why merge queues went unseen for days. */
const NEEDS: Readonly<Record<string, string>> = {
  check_run: 'checks',
  check_suite: 'checks',
  pull_request: 'pull_requests',
  pull_request_review: 'pull_requests',
  push: 'contents',
  merge_group: 'merge_queues',
}
const UNASKED = new Set(['installation', 'installation_repositories', 'installation_target'])
const SENT_WHILE_SUSPENDED = new Set(['installation'])

/** Tells every app that GitHub would tell. */
export function emit(world: World, happening: Happening): void {
  for (const installation of audience(world, happening)) {
    const { event, action, sender, parts, repository } = happening
    const payload = buildPayload(world, { event, action, sender, parts, repository, installation })
    world.hooks.emit({ event, action, payload, installation, repository, app: installation.app })
  }
}

function audience(world: World, { event, repository, app, installation }: Happening): readonly Installation[] {
  const all = installation === undefined ? [...world.installations.values()] : [installation]
  return all.filter(
    (candidate) =>
      (app === undefined || candidate.app === app) &&
      (repository === undefined || installation !== undefined || covers(candidate, repository)) &&
      (candidate.suspendedAt === undefined || SENT_WHILE_SUSPENDED.has(event)) &&
      isSubscribed(candidate, event),
  )
}

function isSubscribed({ events, permissions }: Installation, event: string): boolean {
  if (UNASKED.has(event)) return true
  const needed = NEEDS[event] ?? 'metadata'
  if (needed !== 'metadata' && permissions[needed] === undefined) return false
  return events.includes(event) || (needed === 'checks' && permissions.checks === 'write')
}
