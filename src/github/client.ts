import { Octokit } from '@octokit/rest'
import { Incomplete } from './failure.ts'
import type { AppKey } from './jwt.ts'
import { silence } from './silence.ts'
import { type Permissions, type Skew, tokens } from './tokens.ts'

export type Client = Octokit

export interface Connection {
  readonly key: AppKey
  /** `https://api.github.com`, or `https://HOST/api/v3` of an Enterprise server. */
  readonly baseUrl: string
  /** Real milliseconds after which a request is given up. */
  readonly timeout: number
  /** Told of every answer: budgets and metrics live on it. */
  readonly observe?: ((answer: Answer) => void) | undefined
  /** Asked before every write for an installation; resolves when it may be sent. */
  readonly beforeWrite?: ((installation: number, signal: AbortSignal | undefined) => Promise<void>) | undefined
  /** Milliseconds since 1970 by this machine. */
  readonly now?: (() => number) | undefined
}

export interface Answer {
  readonly installation: number | undefined
  readonly method: string
  /** The template of the path, `/repos/{owner}/{repo}/check-runs`. */
  readonly route: string
  /** 0 where no answer came. */
  readonly status: number
  readonly headers: Headers
  readonly milliseconds: number
}

type Headers = Readonly<Record<string, string | number | undefined>>

/** The only ways to talk to GitHub. Nothing here sleeps, and no request is repeated but one that was refused for its token. */
export interface GitHub {
  readonly appId: number
  /** As the App itself: installations and deliveries. */
  app(signal?: AbortSignal): Client
  /** As one installation, narrowed to the repositories that are named, so that no mix-up of ours can cross repositories. */
  installation(
    id: number,
    options?: { readonly repositories?: readonly number[] | undefined; readonly signal?: AbortSignal | undefined },
  ): Client
  /** What such a client may do. Costs a request only where no token is at hand. */
  permissions(id: number, repositories: readonly number[]): Promise<Permissions>
  /** The next request of the installation asks for a new token: permissions may have changed. */
  forget(installation: number): void
  /** Milliseconds that GitHub's clock is ahead of ours, by its last answer. */
  skew(): number
}

/** Later versions take things away: moving on is a decision, not an accident. */
const API_VERSION = '2022-11-28'

export function connect(connection: Connection): GitHub {
  const now = connection.now ?? Date.now
  const skew: Skew = { milliseconds: 0 }
  const plain = (authorize: Authorize, installation?: number, signal?: AbortSignal) =>
    client(connection, authorize, { installation, signal, skew, now })
  const kept = tokens(
    connection.key,
    async (installation, repositories, jwt) => {
      const { data } = await plain(async () => `bearer ${jwt}`).rest.apps.createInstallationAccessToken({
        installation_id: installation,
        ...(repositories.length === 0 ? {} : { repository_ids: [...repositories] }),
      })
      return { token: data.token, expiresAt: data.expires_at, permissions: data.permissions ?? {} }
    },
    skew,
    now,
  )
  return {
    appId: connection.key.appId,
    app: (signal) => plain(async () => `bearer ${kept.jwt()}`, undefined, signal),
    installation: (id, { repositories = [], signal } = {}) =>
      plain(async (refused) => `token ${await kept.installation(id, repositories, refused?.slice('token '.length))}`, id, signal),
    permissions: (id, repositories) => kept.permissions(id, repositories),
    forget: (id) => kept.forget(id),
    skew: () => skew.milliseconds,
  }
}

/** Gives the header; `refused` is one that GitHub did not take. */
type Authorize = (refused?: string) => Promise<string>

interface Context {
  readonly installation: number | undefined
  readonly signal: AbortSignal | undefined
  readonly skew: Skew
  readonly now: () => number
}

function client(connection: Connection, authorize: Authorize, context: Context): Client {
  const octokit = new Octokit({ baseUrl: connection.baseUrl, userAgent: 'readiness', log: SILENT })
  octokit.hook.wrap('request', async (request, options) => {
    const { timeout = connection.timeout, parseSuccessResponseBody = true } = options.request as Patience
    const send = async (authorization: string) => {
      // A body that comes in pieces may take long, but not be silent for long.
      const quiet = parseSuccessResponseBody ? undefined : silence(connection.timeout)
      const limits = [AbortSignal.timeout(timeout), context.signal, quiet?.signal].filter((signal) => signal !== undefined)
      // Changed in place: hooks of the library below this one are bound to the object.
      Object.assign(options.headers, { authorization, 'x-github-api-version': API_VERSION })
      options.request = { ...options.request, signal: AbortSignal.any(limits) }
      const sending = watched(connection, context, options, async () => whole(await request(options)))
      return quiet ? quiet.watch(sending) : sending
    }
    if (context.installation !== undefined && isWrite(options)) await connection.beforeWrite?.(context.installation, context.signal)
    const authorization = await authorize()
    try {
      return await send(authorization)
    } catch (error) {
      if ((error as { status?: number }).status !== 401) throw error
      const renewed = await authorize(authorization)
      // Refused before anything was done, so even a POST may be sent again.
      if (renewed === authorization) throw error
      return await send(renewed)
    }
  })
  return octokit
}

/** Queries are posted, too. */
function isWrite({ method, url }: Requested): boolean {
  return method !== 'GET' && url !== '/graphql'
}

interface Patience {
  readonly timeout?: number
  /** Whether the body is read as a whole. */
  readonly parseSuccessResponseBody?: boolean
}

/** The octokit says nothing of its own: it would name requests, and every failure is reported where it is handled. */
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** A body that is cut off on the way, or is not the JSON that it claims to be, comes as a string and without an error. */
function whole<Response extends { data: unknown; status: number; url: string; headers: Headers }>(response: Response): Response {
  const isJson = String(response.headers['content-type']).startsWith('application/json')
  if (isJson && typeof response.data === 'string') throw new Incomplete(`The answer of ${response.url.split('?')[0]} is not whole`)
  return response
}

interface Requested {
  readonly method: string
  readonly url: string
}

/** Tells the observer of the answer, or of its absence, and learns GitHub's time from it. */
async function watched<Response extends { status: number; headers: Headers }>(
  { observe }: Connection,
  { installation, skew, now }: Context,
  { method, url }: Requested,
  send: () => Promise<Response>,
): Promise<Response> {
  const started = performance.now()
  const tell = (status: number, headers: Headers) => {
    const date = Date.parse(String(headers.date))
    if (date) skew.milliseconds = date - now()
    observe?.({ installation, method, route: url, status, headers, milliseconds: performance.now() - started })
  }
  try {
    const response = await send()
    tell(response.status, response.headers)
    return response
  } catch (error) {
    const response = (error as { response?: { status: number; headers: Headers } }).response
    tell(response?.status ?? 0, response?.headers ?? {})
    throw error
  }
}
