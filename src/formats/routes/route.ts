import type { Range } from '#model/location'
import { onceFor } from '#model/once'
import { valuesIn } from '../code/lookup.ts'
import { nameOf } from '../code/names.ts'
import type { Argument, Code, Func, Language, Value } from '../code/view.ts'

/** One thing that callers can ask a service to do: a method and path of HTTP, or a method of gRPC. */
export interface Route {
  /** `FastAPI`, `Django`, `Express`, `NestJS`, `Go`, `gRPC`, `Spring`, `ASP.NET`, `Rails`, `Laravel`. */
  readonly framework: string
  readonly kind: 'http' | 'grpc'
  readonly language: Language
  /** `GET`, `POST`, `ANY` where it is not said or several are; of gRPC `RPC`. */
  readonly method: string
  /** As written, with the prefix of a router made in the same file; of gRPC the name of the method. */
  readonly path: string
  /** `POST /trades`, `RPC CreateTrade`. */
  readonly subject: string
  /** How the handler is called where it is registered: `createTrade`, `views.create_trade`, `trades#create`. */
  readonly name?: string | undefined
  /** Decorators of handler and class, middleware and dependencies of this route, as `name` or `name(argument, …)`. */
  readonly guards: readonly string[]
  /** What runs, where it stands in the same file. */
  readonly handler?: Func | undefined
  /** The class that the handler is a method of. */
  readonly className?: string | undefined
  /** The decorator, or the registering call from its name to its path; the handler's name where there is neither. */
  readonly range: Range
  /** What it is registered on: `app`, `router`. */
  readonly receiver?: string | undefined
}

export const METHODS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options'])

export function routeOf(code: Code, route: Omit<Route, 'language' | 'subject' | 'kind'> & { readonly kind?: Route['kind'] }): Route {
  const subject = `${route.method} ${route.path}`
  return { kind: 'http', language: code.language, subject, ...route }
}

/** `/api` and `trades/` are `/api/trades/`. */
export function joined(prefix: string, path: string): string {
  const both = `${prefix.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`
  const whole = path === '' && prefix !== '' ? prefix : both
  return whole.startsWith('/') || whole.startsWith('^') ? whole : `/${whole}`
}

/** How a guard is written, short: `Depends(get_user)`. */
export function guardText(value: Value): string {
  if (value.kind !== 'call') return nameOf(value)
  return callText(value.callee, value.args)
}

export function callText(name: string, args: readonly Argument[]): string {
  return args.length ? `${name}(${args.map(argumentText).join(', ')})` : name
}

function argumentText({ name, value }: Argument): string {
  const parts = valuesIn(value).flatMap((one) => (one.kind === 'string' ? one.text : one.kind === 'name' ? one.name : []))
  return `${name ? `${name}=` : ''}${parts.join(' ').slice(0, 200)}`
}

/** The function that a value names or is, through wrappers: `asyncHandler(create)`, `http.HandlerFunc(s.create)`. */
export function handlerIn(
  code: Code,
  value: Value | undefined,
): { readonly name?: string | undefined; readonly handler?: Func | undefined } {
  if (!value) return {}
  if (value.kind === 'function') return { name: value.function.name, handler: value.function }
  if (value.kind === 'call') {
    const inner = value.args
      .map((argument) => argument.value)
      .findLast(({ kind }) => kind === 'function' || kind === 'name' || kind === 'call')
    const found = handlerIn(code, inner)
    return found.handler ? found : { name: value.callee, handler: functionNamed(code, value.callee) }
  }
  const name = value.kind === 'name' || value.kind === 'member' ? nameOf(value) : undefined
  return { name, handler: name === undefined ? undefined : functionNamed(code, name) }
}

/** The function or method with this name, if one stands in the file: `create` for `s.create`. */
export function functionNamed(code: Code, name: string): Func | undefined {
  const last = lastName(name)
  return last === '' ? undefined : functionsByName(code).get(last)
}

/** The first function of each name. */
const functionsByName = onceFor(({ functions }: Code): ReadonlyMap<string, Func> => {
  const found = new Map<string, Func>()
  for (const func of functions) {
    const name = lastName(func.name ?? '')
    if (!found.has(name)) found.set(name, func)
  }
  return found
})

function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

/** The text of the first argument that is a path. */
export function pathText(value: Value | undefined): string | undefined {
  if (value?.kind === 'string') return value.text
  if (value?.kind === 'list') return pathText(value.items[0])
  return
}
