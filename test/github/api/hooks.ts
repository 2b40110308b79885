import type { Delivery } from '../hooks/delivery.ts'
import { now } from '../state/world.ts'
import { type Call, notFound, type Operation, ok, refuse } from './operation.ts'

export const hookOperations: readonly Operation[] = [
  { method: 'GET', template: '/app/hook/config', auth: 'app', run: getConfig },
  { method: 'GET', template: '/app/hook/deliveries', auth: 'app', run: listDeliveries },
  { method: 'GET', template: '/app/hook/deliveries/{delivery_id}', auth: 'app', run: getDelivery },
  { method: 'POST', template: '/app/hook/deliveries/{delivery_id}/attempts', auth: 'app', run: redeliver },
]

function getConfig({ app }: Call) {
  const { url, secret } = app.hook
  return ok({ content_type: 'json', insecure_ssl: '0', url, ...(secret !== '' && { secret: '********' }) })
}

/** Newest first, and no older than GitHub keeps them. */
function deliveriesOf({ world, app }: Call): readonly Delivery[] {
  const oldest = now(world) - world.limits.deliveriesKeptMs
  return world.hooks.deliveries.filter((delivery) => delivery.app === app && delivery.deliveredAt > oldest).toReversed()
}

/** Paged by cursor: new deliveries must not shift the pages of whoever reads. */
function listDeliveries(call: Call) {
  const { per_page: size = '30', cursor, status } = call.query
  const below = cursor === undefined ? Number.POSITIVE_INFINITY : Number(/^v1_(\d+)$/.exec(cursor)?.[1] ?? Number.NaN)
  if (Number.isNaN(below)) throw refuse(422, 'Invalid cursor')
  const wanted = deliveriesOf(call).filter((delivery) => delivery.id < below && hasStatus(delivery, status))
  const items = wanted.slice(0, Math.min(Number(size), 100))
  const last = items.at(-1)
  const query = new URLSearchParams({ ...call.query, per_page: size, cursor: `v1_${last?.id}` }).toString()
  const headers = last !== undefined && wanted.length > items.length ? { link: `<${call.world.url}${call.path}?${query}>; rel="next"` } : {}
  return { ...ok(items.map(renderItem)), headers }
}

/** `failure` covers codes 400 to 599 only: a delivery that nobody answered is neither. */
function hasStatus({ statusCode }: Delivery, status: string | undefined): boolean {
  if (status === undefined) return true
  return status === 'success' ? statusCode >= 200 && statusCode < 400 : statusCode >= 400 && statusCode < 600
}

function renderItem(delivery: Delivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: new Date(delivery.deliveredAt).toISOString(),
    redelivery: delivery.redelivery,
    duration: Math.round(delivery.durationMs) / 1_000,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installation?.id ?? null,
    repository_id: delivery.repository?.id ?? null,
    throttled_at: null,
  }
}

function findDelivery(call: Call): Delivery {
  const found = deliveriesOf(call).find(({ id }) => id === Number(call.params.delivery_id))
  if (found === undefined) throw notFound()
  return found
}

function getDelivery(call: Call) {
  const delivery = findDelivery(call)
  const request = { headers: delivery.requestHeaders, payload: JSON.parse(delivery.body) as object }
  const response = { headers: delivery.responseHeaders, payload: delivery.responseBody }
  return ok({ ...renderItem(delivery), url: delivery.app.hook.url, request, response })
}

function redeliver(call: Call) {
  call.world.hooks.redeliver(findDelivery(call))
  return ok({}, 202)
}
