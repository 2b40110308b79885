import { randomUUID } from 'node:crypto'
import type { App, Installation, Repository } from '../state/nouns.ts'
import { now, type World } from '../state/world.ts'
import { type Delivery, fail, packable, post } from './delivery.ts'

/** What becomes of a delivery: `lose` records a failure without an attempt, `skip` leaves no trace at all. */
export type Disposition = 'send' | 'hold' | 'lose' | 'skip' | { readonly delayMs: number } | { readonly copies: number }

export interface HookEvent {
  readonly event: string
  readonly action: string | null
  readonly payload: object
  readonly installation: Installation | undefined
  readonly repository: Repository | undefined
  readonly app: App
}

/** Webhooks of one loopback GitHub: what was sent, what is held back, and in what order the rest goes. */
export interface Hooks {
  readonly deliveries: readonly Delivery[]
  /** Decides on every delivery that is not a redelivery; sends all at first. */
  policy: (delivery: Delivery) => Disposition
  emit(event: HookEvent): Delivery | undefined
  /** Deliveries that wait for `release`. */
  readonly held: readonly Delivery[]
  /** Sends held deliveries, one after another in the order given; all of them if none are named. */
  release(deliveries?: readonly Delivery[]): Promise<void>
  /** Sends again with the same GUID, as `POST /app/hook/deliveries/{id}/attempts` does. */
  redeliver(delivery: Delivery): Delivery
  /** Resolves when nothing is under way; held deliveries do not count. */
  settled(): Promise<void>
  stop(): void
}

const KEPT = 100_000
const AT_ONCE = 50

export function createHooks(world: () => World): Hooks {
  let deliveries: Delivery[] = []
  let held: Delivery[] = []
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()
  const enter = turnstile(AT_ONCE)

  function start(work: () => Promise<void>): Promise<void> {
    const done = work().finally(() => running.delete(done))
    running.add(done)
    return done
  }

  const send = (delivery: Delivery): Promise<void> => start(() => enter(() => post(world(), delivery, stopping.signal)))

  function record(event: Omit<HookEvent, 'payload'>, body: string, guid: string, redelivery: boolean): Delivery {
    const { app, installation, repository, action } = event
    const identity = { id: world().nextId(), guid, event: event.event, action, app, installation, repository, redelivery }
    const delivery: Delivery = Object.assign(packable(body), identity, { deliveredAt: now(world()), ...unanswered })
    if (deliveries.length >= KEPT) deliveries = deliveries.slice(KEPT / 2)
    deliveries.push(delivery)
    return delivery
  }

  function dispose(delivery: Delivery, disposition: Disposition): void {
    if (disposition === 'hold') held.push(delivery)
    else if (disposition === 'lose') fail(delivery, 'failed to connect to host')
    else if (typeof disposition === 'object' && 'delayMs' in disposition) {
      void start(async () => {
        await world().clock.sleep(disposition.delayMs, stopping.signal)
        if (!stopping.signal.aborted) await enter(() => post(world(), delivery, stopping.signal))
      })
    } else for (let copy = 0; copy < (typeof disposition === 'object' ? disposition.copies : 1); copy += 1) void send(delivery)
  }

  const hooks: Hooks = {
    get deliveries() {
      return deliveries
    },
    get held() {
      return held
    },
    policy: () => 'send',
    emit(event) {
      const body = JSON.stringify(event.payload)
      if (!event.app.hook.active || Buffer.byteLength(body) > world().limits.payloadBytes) return undefined
      const delivery = record(event, body, randomUUID(), false)
      const disposition = hooks.policy(delivery)
      if (disposition === 'skip') deliveries.pop()
      else dispose(delivery, disposition)
      return delivery
    },
    async release(chosen = held) {
      held = held.filter((delivery) => !chosen.includes(delivery))
      for (const delivery of chosen) await send(delivery)
    },
    redeliver(delivery) {
      const again = record(delivery, delivery.body, delivery.guid, true)
      void send(again)
      return again
    },
    async settled() {
      while (running.size > 0) await Promise.all(running)
    },
    stop: () => stopping.abort(),
  }
  return hooks
}

const unanswered = { status: 'pending', statusCode: 0, durationMs: 0, requestHeaders: {}, responseHeaders: {}, responseBody: '' }

/** Lets so many through at a time, in the order in which they came. */
function turnstile(width: number): (work: () => Promise<void>) => Promise<void> {
  const waiting: (() => void)[] = []
  let inside = 0
  return async (work) => {
    if (inside < width) inside += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) inside -= 1
      else next()
    }
  }
}
