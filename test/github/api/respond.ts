import { createHash, randomUUID } from 'node:crypto'
import { now } from '../state/world.ts'
import { rateHeaders } from './budget.ts'
import { type Asked, type Context, resourceOf } from './context.ts'
import type { Answer } from './operation.ts'

/** What the server does with a request: answers, never answers, or cuts the connection. */
export type Outcome =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly body: Uint8Array | string
    }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' }

/** The answer with GitHub's headers, or 304 where the client has it already. */
export function respond(context: Context, { status, body, bytes, headers }: Answer): Outcome {
  const { world, asked, identity, budget, operation } = context
  const content = bytes ?? (body === undefined ? '' : JSON.stringify(body))
  const etag = asked.method === 'GET' && status === 200 ? entityTag(asked, content) : undefined
  const unchanged = etag !== undefined && asked.headers.get('if-none-match') === etag
  const resource = resourceOf(operation)
  if (unchanged) budget.refund(identity.token, resource)
  const sent = {
    ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
    date: new Date(now(world)).toUTCString(),
    'x-github-request-id': randomUUID(),
    'x-github-api-version-selected': asked.headers.get('x-github-api-version') ?? '2022-11-28',
    'x-github-media-type': 'github.v3; format=json',
    ...(etag !== undefined && { etag }),
    ...(operation.auth !== 'none' && rateHeaders(budget.status(identity.token, resource), resource)),
    ...headers,
  }
  return unchanged ? { kind: 'answer', status: 304, headers: sent, body: '' } : { kind: 'answer', status, headers: sent, body: content }
}

/** GitHub's tags differ by token, so that they are worth little after an hour. */
function entityTag(asked: Asked, content: Uint8Array | string): string {
  const hash = createHash('sha1').update(asked.headers.get('authorization') ?? '')
  return `W/"${hash.update(content).digest('hex')}"`
}
