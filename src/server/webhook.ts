import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Delivery } from './accept.ts'
import { type Route, readBody, reply } from './http.ts'
import type { Log } from './log.ts'
import type { Meters } from './metrics.ts'
import { isSigned } from './signature.ts'

export interface WebhookOptions {
  readonly path: string
  readonly secrets: readonly string[]
  readonly log: Log
  readonly meters: Meters
  /** Resolves when the delivery is on disk. */
  readonly receive: (delivery: Delivery) => Promise<void>
}

/** GitHub sends no more. */
const MOST_BYTES = 25_000_000

/** Where GitHub sends its events. Nothing is parsed, logged or kept of what GitHub has not signed. */
export function webhookRoute(options: WebhookOptions): Route {
  return async (request, response, { pathname }) => {
    if (pathname !== options.path) return false
    if (request.method !== 'POST') return reply(response, 405, 'only POST')
    const body = await readBody(request, MOST_BYTES)
    if (!body) {
      response.setHeader('connection', 'close')
      return reply(response, 413, 'too large')
    }
    const stop = options.meters.acceptSeconds.startTimer()
    const [status, text] = await take(request, body, options)
    stop()
    return reply(response as ServerResponse, status, text)
  }
}

async function take({ headers }: IncomingMessage, body: Buffer, options: WebhookOptions): Promise<[number, string]> {
  const { secrets, log, meters, receive } = options
  const [guid, event] = [headers['x-github-delivery'], headers['x-github-event']]
  const count = (result: string) => meters.deliveries.inc({ event: 'unknown', result })
  if (!isSigned(body, header(headers['x-hub-signature-256']), secrets)) {
    count('unsigned')
    log.warn({ bytes: body.length }, 'a webhook without a valid signature was refused')
    return [401, 'the signature does not match']
  }
  const payload = parse(body)
  if (typeof guid !== 'string' || typeof event !== 'string' || payload === undefined) {
    count('malformed')
    return [400, 'not a webhook of GitHub']
  }
  try {
    await receive({ guid, event, payload })
    return [202, 'accepted']
  } catch (error) {
    meters.deliveries.inc({ event, result: 'failed' })
    log.error({ err: error, delivery: guid, name: event }, 'a webhook could not be stored')
    return [503, 'could not be stored']
  }
}

function header(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function parse(body: Buffer): object | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
