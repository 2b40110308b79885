import type { Database, Sql } from '../queue/database.ts'
import { add, cancel } from '../queue/queue.ts'
import { rememberDelivery } from './store/deliveries.ts'
import { forgetInstallation, forgetRepository, saveInstallation, saveRepository } from './store/tenants.ts'
import { readTrigger } from './triggers/read.ts'
import type { Situation, TenantChange, Trigger } from './triggers/trigger.ts'

export interface Delivery {
  readonly guid: string
  readonly event: string
  readonly payload: unknown
}

/** `unreadable`: not of the shape that GitHub documents. To ask for it again would not help. */
export type Acceptance = 'accepted' | 'duplicate' | 'ignored' | 'unreadable'

export interface Accepted {
  readonly acceptance: Acceptance
  readonly changes: readonly TenantChange[]
}

/** Takes a delivery: when this resolves, what it asks for is on disk. */
export async function accept(database: Database, { guid, event, payload }: Delivery, situation: Situation): Promise<Accepted> {
  const trigger = readTrigger(event, payload, situation)
  if (!trigger) return { acceptance: 'unreadable', changes: [] }
  if (trigger.jobs.length === 0 && trigger.changes.length === 0) return { acceptance: 'ignored', changes: [] }
  const { installation, repository } = payload as { installation?: { id?: number }; repository?: { id?: number } }
  const delivery = { guid, event, installation: installation?.id, repository: repository?.id }
  const isNew = await database.exclusively(async (sql) => {
    if (!(await rememberDelivery(sql, delivery, situation.now))) return false
    await carryOut(sql, trigger, situation.now)
    return true
  })
  return { acceptance: isNew ? 'accepted' : 'duplicate', changes: isNew ? trigger.changes : [] }
}

async function carryOut(sql: Sql, { changes, jobs }: Trigger, now: number): Promise<void> {
  for (const change of changes) await carryOutChange(sql, change, now)
  for (const job of jobs) await add(sql, job, now)
}

async function carryOutChange(sql: Sql, change: TenantChange, now: number): Promise<void> {
  switch (change.kind) {
    case 'installation':
      return saveInstallation(sql, change.id, change.account, change.state, now)
    case 'repository':
      return saveRepository(sql, change.installation, change.repository, now)
    case 'forget-installation':
      return forgetInstallation(sql, change.id)
    case 'forget-repository':
      return forgetRepository(sql, change.id)
    case 'cancel':
      return cancel(sql, change.key)
    case 'new-permissions':
      return
  }
}
