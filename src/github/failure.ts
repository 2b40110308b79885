/** What a failed request means for whoever asked. */
export type Failure =
  /** Nothing gets through for `retryAfter` milliseconds: all jobs of the installation wait. `writes`: but check runs may. */
  | { readonly kind: 'rate-limited'; readonly detail: string; readonly retryAfter: number; readonly writes: boolean }
  /** GitHub or the network failed. A write may have been done all the same. */
  | { readonly kind: 'transient'; readonly detail: string }
  /** It is not there, or no longer ours to see. */
  | { readonly kind: 'gone'; readonly detail: string }
  | { readonly kind: 'forbidden'; readonly detail: string }
  /** Understood and refused: sending the same again is pointless. */
  | { readonly kind: 'invalid'; readonly detail: string }

type Headers = Readonly<Record<string, string | number | undefined>>

/** What GitHub's answer means, or `undefined` for an error that is not GitHub's. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof Incomplete) return { kind: 'transient', detail: error.message }
  if (isGraphqlError(error)) return failureOfGraphql(error)
  if (isRequestError(error)) return failureOfRequest(error)
  if (error instanceof DOMException && error.name === 'TimeoutError') return { kind: 'transient', detail: 'timeout' }
  return undefined
}

/** An answer that is not whole: cut off on the way, or truncated by GitHub where nothing else can be asked. */
export class Incomplete extends Error {}

interface RequestError extends Error {
  readonly status: number
  readonly request: { readonly method: string; readonly url: string }
  readonly response?: { readonly headers: Headers }
}

export function isRequestError(error: unknown): error is RequestError {
  return error instanceof Error && error.name === 'HttpError' && 'status' in error
}

function failureOfRequest(error: RequestError): Failure {
  const { status, response } = error
  const detail = `${status} ${error.message.slice(0, 300)} (${error.request.method} ${withoutQuery(error.request.url)})`
  if (!response) return { kind: 'transient', detail }
  if (status === 403 || status === 429) return limitOf(response.headers, error.message, status, detail)
  if (status === 404 || status === 409 || status === 410 || status === 451) return { kind: 'gone', detail }
  // 401 comes here only with a fresh token: an outage of GitHub, or a key that an operator is about to replace.
  if (status === 401 || status === 408 || status >= 500) return { kind: 'transient', detail }
  return { kind: 'invalid', detail }
}

/** GitHub says "too many" in four ways; a 403 that is none of them is a missing permission. */
function limitOf(headers: Headers, message: string, status: number, detail: string): Failure {
  const asked = Number(headers['retry-after'])
  if (asked > 0) return { kind: 'rate-limited', detail, retryAfter: asked * 1000, writes: false }
  if (String(headers['x-ratelimit-remaining']) === '0')
    return { kind: 'rate-limited', detail, retryAfter: untilReset(headers), writes: false }
  if (status === 429 || /rate limit|abuse detection/i.test(message))
    return { kind: 'rate-limited', detail, retryAfter: 60_000, writes: false }
  return { kind: 'forbidden', detail }
}

/** By GitHub's own clock: ours may be wrong. */
export function untilReset(headers: Headers): number {
  const now = Date.parse(String(headers.date))
  const reset = Number(headers['x-ratelimit-reset']) * 1000
  return reset > now ? reset - now + 1000 : 60_000
}

interface GraphqlError extends Error {
  readonly headers: Headers
  readonly errors: readonly { readonly type?: string; readonly message: string }[]
}

function isGraphqlError(error: unknown): error is GraphqlError {
  return error instanceof Error && error.name === 'GraphqlResponseError'
}

/** GraphQL answers 200 and says what went wrong in the body. */
function failureOfGraphql({ errors, headers }: GraphqlError): Failure {
  const [first] = errors
  const detail = `graphql: ${first?.type ?? ''} ${first?.message.slice(0, 300) ?? ''}`
  const types = new Set(errors.map(({ type }) => type))
  // Queries have an hour's budget of their own.
  if (types.has('RATE_LIMITED') || types.has('RATE_LIMIT'))
    return { kind: 'rate-limited', detail, retryAfter: untilReset(headers), writes: true }
  if (types.has('FORBIDDEN') || types.has('INSUFFICIENT_SCOPES')) return { kind: 'forbidden', detail }
  if (types.has('NOT_FOUND')) return { kind: 'gone', detail }
  return { kind: 'transient', detail }
}

function withoutQuery(url: string): string {
  return url.split('?')[0] ?? url
}
