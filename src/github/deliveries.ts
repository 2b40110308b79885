import type { Client } from './client.ts'

/** One attempt of GitHub to deliver a webhook. */
export interface DeliveryAttempt {
  readonly id: number
  readonly guid: string
  readonly at: number
  readonly event: string
  readonly action: string | undefined
  readonly delivered: boolean
}

/** By so much the times of attempts may be out of the order in which GitHub lists them: late ones, and clocks that were set right. */
const DISORDER = 600_000

/** Attempts since a moment, newest first, a page at a time. */
export async function* deliveriesSince(client: Client, since: number): AsyncGenerator<DeliveryAttempt> {
  let cursor: string | undefined
  do {
    const { data, headers } = await client.rest.apps.listWebhookDeliveries({ per_page: 100, ...(cursor ? { cursor } : {}) })
    for (const { id, guid, delivered_at, event, action, status_code } of data) {
      const at = Date.parse(delivered_at)
      if (at < since - DISORDER) return
      if (at < since) continue
      yield { id, guid, at, event, action: action ?? undefined, delivered: status_code >= 200 && status_code < 300 }
    }
    cursor = /[?&]cursor=([^&>]+)[^>]*>; rel="next"/.exec(String(headers.link ?? ''))?.[1]
  } while (cursor)
}

/** Asks GitHub to send it once more, with the same GUID. */
export async function redeliver(client: Client, id: number): Promise<void> {
  await client.rest.apps.redeliverWebhookDelivery({ delivery_id: id })
}
