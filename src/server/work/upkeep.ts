import { DAY, HOUR, MINUTE } from '#model/clock'
import type { Client } from '../../github/client.ts'
import { deliveriesSince, redeliver } from '../../github/deliveries.ts'
import { failureOf } from '../../github/failure.ts'
import { installations } from '../../github/installations.ts'
import type { Database } from '../../queue/database.ts'
import type { Outcome } from '../../queue/dispatch.ts'
import type { Job } from '../../queue/job.ts'
import { backfillJob, PRIORITY, upkeepJob } from '../jobs.ts'
import { forgetDeliveries, knownDeliveries, reconciledUntil, saveReconciledUntil } from '../store/deliveries.ts'
import { forgetRuns } from '../store/runs.ts'
import { forgetInstallation, knownInstallations, saveInstallation } from '../store/tenants.ts'
import { isWanted } from '../triggers/read.ts'
import { next } from './catch-up.ts'
import type { Works } from './works.ts'

/** The upkeep that has to be in the queue, always. Adding it twice is adding it once. */
export const UPKEEP = ['sweep', 'watch', 'reconcile', 'expire'] as const

export async function scheduleUpkeep({ queue, clock }: Pick<Works, 'queue' | 'clock'>): Promise<void> {
  const now = clock.now()
  await queue.add(
    UPKEEP.map((kind) => upkeepJob(kind, now)),
    now,
  )
}

const RECONCILE_EVERY = 5 * MINUTE
/** GitHub sends again what is not older than three days. */
const REDELIVERABLE = 3 * DAY
/** A delivery that young may still be on its way. */
const SETTLED = MINUTE
/** So that an outage of hours does not come back as a flood. */
const REDELIVERED_AT_ONCE = 200

/** Asks GitHub for the webhooks that never came: it does not send them again by itself. */
export async function reconcile(works: Works, _: Job, signal: AbortSignal): Promise<Outcome> {
  const { clock, log } = works
  try {
    await followInstallations(works, signal)
    await askForLost(works, signal)
  } catch (error) {
    const failure = failureOf(error)
    if (!failure) throw error
    log.warn({ reason: failure.detail }, 'deliveries could not be reconciled')
    if (failure.kind === 'rate-limited')
      return { kind: 'again', at: clock.now() + failure.retryAfter, reason: failure.detail, failed: false }
  }
  return next(works, RECONCILE_EVERY)
}

/** Each attempt of GitHub is looked at once it had time to arrive; what was asked for again comes as another attempt. */
async function askForLost({ github, database, clock, log, meters }: Works, signal: AbortSignal): Promise<void> {
  const settled = clock.now() - SETTLED
  const since = Math.max(await reconciledUntil(database), settled - REDELIVERABLE)
  const client = github.app(signal)
  const lost = await lostSince(client, database, since, settled)
  for (const { id, at } of lost.slice(0, REDELIVERED_AT_ONCE)) {
    // Those before were asked for: should this one fail, the next round begins with it.
    await saveReconciledUntil(database, at)
    const refusal = await refusalOf(redeliver(client, id))
    if (refusal === undefined) meters.redeliveries.inc()
    else log.warn({ delivery: id, reason: refusal }, 'GitHub does not send a lost webhook again; the sweep looks for what it was about')
  }
  await saveReconciledUntil(database, lost[REDELIVERED_AT_ONCE]?.at ?? settled)
  if (lost.length > 0) log.warn({ lost: lost.length }, 'webhooks were lost; GitHub was asked to send them again')
}

/** Why GitHub will never do this, so that it does not stand in the way of the rest. Rejects with what may go better next time. */
async function refusalOf(asked: Promise<void>): Promise<string | undefined> {
  try {
    await asked
    return undefined
  } catch (error) {
    const failure = failureOf(error)
    if (failure?.kind !== 'gone' && failure?.kind !== 'invalid') throw error
    return failure.detail
  }
}

interface Lost {
  readonly id: number
  readonly at: number
}

/** Deliveries of which no attempt arrived, neither by GitHub's word nor by ours; oldest first, as they were meant to come. */
async function lostSince(client: Client, database: Database, since: number, settled: number): Promise<readonly Lost[]> {
  const newest = new Map<string, Lost>()
  const arrived = new Set<string>()
  // A little overlap: GitHub's times are whole seconds.
  for await (const { guid, id, delivered, at, event, action } of deliveriesSince(client, since - SETTLED)) {
    if (!isWanted(event, action)) continue
    if (delivered) arrived.add(guid)
    if (!newest.has(guid)) newest.set(guid, { id, at })
  }
  const missing = [...newest].filter(([guid, { at }]) => !arrived.has(guid) && at <= settled)
  const known = await knownDeliveries(
    database,
    missing.map(([guid]) => guid),
  )
  return missing.flatMap(([guid, lost]) => (known.has(guid) ? [] : [lost])).toReversed()
}

/** Learns of installations whose events were lost, and forgets those that are gone. */
async function followInstallations({ github, database, queue, clock }: Works, signal: AbortSignal): Promise<void> {
  const gone = new Map((await knownInstallations(database)).map(({ id, state }) => [id, state]))
  const now = clock.now()
  for await (const { id, account, suspended } of installations(github.app(signal))) {
    const state = suspended ? 'suspended' : 'active'
    const known = gone.get(id)
    gone.delete(id)
    if (known === state) continue
    await saveInstallation(database, id, account, state, now)
    if (state === 'active')
      await queue.add([backfillJob({ installation: id }, { priority: PRIORITY.catchUp, runAt: now, force: true })], now)
  }
  for (const id of gone.keys()) await database.exclusively((sql) => forgetInstallation(sql, id))
}

const EXPIRE_EVERY = HOUR
/** Longer than GitHub can redeliver. */
const KEEP_DELIVERIES = 7 * DAY
/** GitHub itself archives checks after 400 days. */
const KEEP_RUNS = 400 * DAY
const KEEP_DEAD = 30 * DAY

/** Forgets what is older than it has to be kept. */
export async function expire(works: Works): Promise<Outcome> {
  const { database, clock } = works
  const now = clock.now()
  await forgetDeliveries(database, now - KEEP_DELIVERIES)
  await forgetRuns(database, now - KEEP_RUNS)
  await database.query("DELETE FROM job WHERE state = 'dead' AND accepted_at < ?", [now - KEEP_DEAD])
  return next(works, EXPIRE_EVERY)
}
