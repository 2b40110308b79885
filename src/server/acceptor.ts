import { Probot } from 'probot'
import type { Clock } from '#model/clock'
import { POLICY_PATH } from '#model/policy-file'
import type { Database } from '../queue/database.ts'
import { accept, type Delivery } from './accept.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import type { Meters } from './metrics.ts'

export interface AcceptorParts {
  readonly config: Config
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly meters: Meters
  /** Something is to be done. */
  readonly nudge: () => void
  /** Tokens of this installation carry old permissions, or none. */
  readonly forget: (installation: number) => void
}

/**
 * Takes deliveries through Probot, whose signature has been checked before: all that its handler does is to write down what is asked for.
 * The work is done elsewhere, because GitHub waits ten seconds and never asks again.
 */
export async function createAcceptor(parts: AcceptorParts): Promise<(delivery: Delivery) => Promise<void>> {
  const { appId, privateKey, webhookSecrets, apiUrl } = parts.config
  // Its logger would print whole events; ours says what became of them.
  const log = parts.log.child({}, { level: 'silent' })
  const probot = new Probot({ appId, privateKey, secret: webhookSecrets[0]!, baseUrl: apiUrl, log })
  await probot.ready()
  probot.onAny(async ({ id, name, payload }) => take(parts, { guid: id, event: name, payload }))
  return async ({ guid, event, payload }) => {
    try {
      await probot.receive({ id: guid, name: event, payload } as Parameters<Probot['receive']>[0])
    } catch (error) {
      throw error instanceof AggregateError && error.errors.length === 1 ? error.errors[0] : error
    }
  }
}

async function take({ config, database, clock, log, meters, nudge, forget }: AcceptorParts, delivery: Delivery): Promise<void> {
  const situation = { appId: config.appId, now: clock.now(), policyPath: POLICY_PATH }
  const { acceptance, changes } = await accept(database, delivery, situation)
  const { guid, event, payload } = delivery
  const { action, installation, repository } = payload as { action?: unknown; installation?: { id: unknown }; repository?: { id: unknown } }
  const said = { delivery: guid, name: event, action, installation: installation?.id, repository: repository?.id, acceptance }
  log[acceptance === 'unreadable' ? 'error' : 'info'](said, 'a webhook came')
  meters.deliveries.inc({ event, result: acceptance })
  for (const change of changes) {
    if (change.kind === 'new-permissions') forget(change.installation)
    else if (change.kind === 'forget-installation') forget(change.id)
  }
  if (acceptance === 'accepted') nudge()
}
