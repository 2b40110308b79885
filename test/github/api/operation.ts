import type { Access, App, Repository, Token } from '../state/nouns.ts'
import type { World } from '../state/world.ts'

/** One operation of the REST API: its template is the path in GitHub's description, which then judges both sides. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly template: string
  /** The path in the description where it has another name there; `null` where it is not described at all. */
  readonly describedAs?: string | null
  /** What the log and the faults call it, where no description does. */
  readonly name?: string
  /** `app`: signed by the app's key; `installation`: a token; `none`: anyone. */
  readonly auth: 'app' | 'installation' | 'none'
  /** What a token must hold. */
  readonly permission?: readonly [name: string, access: Access]
  run(call: Call): Answer | Promise<Answer>
}

export interface Call {
  readonly world: World
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly headers: Headers
  readonly body: unknown
  /** Present as `auth` and the template promise; asking for what they do not is a bug of the route. */
  readonly app: App
  readonly token: Token
  readonly repository: Repository
}

export interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly bytes?: Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

export function ok(body: unknown, status = 200): Answer {
  return { status, body }
}

interface Refusal extends Error {
  readonly refusal: Answer
}

/** An error that GitHub answers with. */
export function refuse(status: number, message: string, extra?: object, headers?: Readonly<Record<string, string>>): Refusal {
  const body = { message, ...extra, documentation_url: 'https://docs.github.com/rest', status: String(status) }
  return refuseWith({ status, body, ...(headers && { headers }) })
}

export function refuseWith(refusal: Answer): Refusal {
  return Object.assign(new Error(`${refusal.status} ${JSON.stringify(refusal.body)}`), { refusal })
}

/** The answer that an error stands for, if it is one of ours. */
export function refusalOf(error: unknown): Answer | undefined {
  return error instanceof Error && 'refusal' in error ? (error as Refusal).refusal : undefined
}

export function notFound(): Refusal {
  return refuse(404, 'Not Found')
}

/** GitHub's form of "this field of yours is wrong". */
export function invalid(resource: string, field: string, code: string, message?: string): Refusal {
  const error = { resource, code, field, ...(message !== undefined && { message }) }
  return refuse(422, message === undefined ? 'Invalid request.' : `Invalid request.\n\n${message}`, { errors: [error] })
}

/** One page of a list with GitHub's defaults, and the `Link` header. */
export function page<T>(call: Call, items: readonly T[]): { readonly items: readonly T[]; readonly headers: Record<string, string> } {
  const size = Math.min(Math.max(Number(call.query.per_page ?? 30) || 30, 1), 100)
  const number = Math.max(Number(call.query.page ?? 1) || 1, 1)
  const last = Math.max(Math.ceil(items.length / size), 1)
  const link = (target: number, rel: string): string => {
    const query = new URLSearchParams(Object.entries({ ...call.query, per_page: String(size), page: String(target) }))
    return `<${call.world.url}${call.path}?${query.toString()}>; rel="${rel}"`
  }
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev'), link(1, 'first')] : []),
    ...(number < last ? [link(number + 1, 'next'), link(last, 'last')] : []),
  ]
  return { items: items.slice((number - 1) * size, number * size), headers: links.length > 0 ? { link: links.join(', ') } : {} }
}
