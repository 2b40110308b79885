import { createHmac } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { App, Installation, Repository } from '../state/nouns.ts'
import type { World } from '../state/world.ts'

export interface Delivery {
  readonly id: number
  readonly guid: string
  readonly event: string
  readonly action: string | null
  readonly app: App
  readonly installation: Installation | undefined
  readonly repository: Repository | undefined
  readonly body: string
  /** Keeps the body small from now on: most are never read again, and storms have many. */
  pack(): void
  readonly redelivery: boolean
  readonly deliveredAt: number
  status: string
  /** 0 while it is under way, and when nobody answered. */
  statusCode: number
  durationMs: number
  requestHeaders: Readonly<Record<string, string>>
  responseHeaders: Readonly<Record<string, string>>
  responseBody: string
}

/** A body that can be packed and is read as if it were not. */
export function packable(text: string): Pick<Delivery, 'body' | 'pack'> {
  let plain: string | undefined = text
  let packed: Buffer | undefined
  return {
    get body() {
      return plain ?? inflateRawSync(packed!).toString()
    },
    pack: () => {
      packed ??= deflateRawSync(plain ?? '', { level: 1 })
      plain = undefined
    },
  }
}

/** One attempt: signed, posted, and what came of it written down. */
export async function post(world: World, delivery: Delivery, stop: AbortSignal): Promise<void> {
  const started = performance.now()
  delivery.requestHeaders = headersOf(delivery)
  const giveUp = new AbortController()
  void world.clock.sleep(world.limits.deliveryTimeoutMs, giveUp.signal).then(() => giveUp.abort())
  try {
    const response = await fetch(delivery.app.hook.url, {
      method: 'POST',
      body: delivery.body,
      headers: delivery.requestHeaders,
      redirect: 'manual',
      signal: AbortSignal.any([giveUp.signal, stop]),
    })
    delivery.responseBody = (await response.text()).slice(0, 1_000)
    delivery.responseHeaders = Object.fromEntries(response.headers)
    delivery.statusCode = response.status
    if (response.ok) delivery.pack()
    delivery.status = response.ok ? 'OK' : `Invalid HTTP Response: ${response.status}`
  } catch {
    fail(delivery, giveUp.signal.aborted ? 'timed out' : 'failed to connect to host')
  } finally {
    giveUp.abort()
    delivery.durationMs = performance.now() - started
  }
}

/** No answer. */
export function fail(delivery: Delivery, status: string): void {
  delivery.status = status
  delivery.statusCode = 0
}

/** The headers that GitHub sends, with the body signed by the app's secret. */
function headersOf({ app, event, guid, body }: Delivery): Record<string, string> {
  const sign = (algorithm: string): string => createHmac(algorithm, app.hook.secret).update(body).digest('hex')
  const signatures = { 'x-hub-signature': `sha1=${sign('sha1')}`, 'x-hub-signature-256': `sha256=${sign('sha256')}` }
  return {
    accept: '*/*',
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/loopback',
    'x-github-delivery': guid,
    'x-github-event': event,
    'x-github-hook-id': String(app.id),
    'x-github-hook-installation-target-id': String(app.id),
    'x-github-hook-installation-target-type': 'integration',
    ...(app.hook.secret === '' ? {} : signatures),
  }
}
