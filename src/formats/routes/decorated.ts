import { argumentOf, positional } from '../code/lookup.ts'
import { nameOf } from '../code/names.ts'
import type { Call, Class, Code, Decorator, Func, Value } from '../code/view.ts'
import { callText, guardText, joined, METHODS, pathText, type Route, routeOf } from './route.ts'

/** Routes that decorators, annotations and attributes declare: FastAPI, Flask, Ninja, NestJS, Spring, JAX-RS, ASP.NET. */
export function decoratedRoutes(code: Code): readonly Route[] {
  return code.functions.flatMap((func) => {
    const decorators = func.decorators.slice(0, MOST)
    const owner =
      func.scope.class === undefined || decorators.length === 0 ? undefined : code.classes.find(({ name }) => name === func.scope.class)
    return decorators.flatMap((decorator) => {
      const read = READERS[code.language]?.(code, decorator, func, owner)
      if (!read) return []
      const guards = guardsOf(func, decorator, owner)
      return [routeOf(code, { ...read, name: func.name, handler: func, guards, className: owner?.name, range: decorator.range })]
    })
  })
}

/** Decorators of one function or class that are read: those of real code are a tenth, and each route has the others for guards. */
const MOST = 100

type Read = Pick<Route, 'framework' | 'method' | 'path'> & Partial<Pick<Route, 'kind' | 'receiver'>>
type Reader = (code: Code, decorator: Decorator, func: Func, owner: Class | undefined) => Read | undefined

function guardsOf({ decorators, params }: Func, self: Decorator, owner: Class | undefined): string[] {
  const others = [...(owner?.decorators.slice(0, MOST) ?? []), ...decorators.slice(0, MOST)].filter((one) => one !== self)
  const own = self.args.flatMap(({ name, value }) => {
    if (name === undefined || !/^(?:dependencies|auth|throttle|middlewares?|permission\w*)$/.test(name)) return []
    return (value.kind === 'list' ? value.items : [value]).map((item) => `${name}=${guardText(item)}`)
  })
  const injected = params.flatMap((param) => [
    ...(param.default?.kind === 'call' ? [guardText(param.default)] : []),
    ...(param.type && /Depends|Security/.test(param.type) ? [param.type] : []),
  ])
  return [...others.map(({ name, args }) => callText(name, args)), ...own, ...injected]
}

const python: Reader = (code, { name, args }) => {
  const dot = name.lastIndexOf('.')
  if (dot < 0) return
  const [receiver, verb] = [name.slice(0, dot), name.slice(dot + 1)]
  const call = { args } as Call
  const path = pathText(argumentOf(call, 'path') ?? argumentOf(call, 'rule') ?? argumentOf(call, 'uri') ?? positional(call, 0))
  if (path === undefined || !(METHODS.has(verb) || /^(?:route|api_route|api_operation)$/.test(verb))) return
  if (!path.startsWith('/') && path !== '') return
  const made = code.assignments.find(({ target, value }) => target === receiver && value.kind === 'call')?.value
  const from = made?.kind === 'call' ? made : undefined
  const prefix = from && pathText(argumentOf(from, 'prefix') ?? argumentOf(from, 'url_prefix'))
  const method = METHODS.has(verb) ? verb.toUpperCase() : methodsOf(argumentOf(call, 'methods'), verb === 'route' ? 'GET' : 'ANY')
  return { framework: frameworkOf(code), method, path: joined(prefix ?? '', path), receiver }
}

function frameworkOf({ imports }: Code): string {
  const known = [
    ['fastapi', 'FastAPI'],
    ['ninja', 'Ninja'],
    ['flask', 'Flask'],
    ['quart', 'Flask'],
    ['sanic', 'Sanic'],
    ['litestar', 'Litestar'],
    ['starlette', 'Starlette'],
  ] as const
  return known.find(([module]) => imports.some((one) => one.module === module || one.module.startsWith(`${module}.`)))?.[1] ?? 'Python'
}

/** The only method of a list, or the one that writes; `ANY` of several that do. */
export function methodsOf(value: Value | undefined, otherwise: string): string {
  const all = value?.kind === 'list' ? value.items.flatMap((item) => (item.kind === 'string' ? item.text.toUpperCase() : [])) : []
  if (all.length === 0) return otherwise
  const writing = all.filter((method) => !/^(?:GET|HEAD|OPTIONS)$/.test(method))
  return writing.length === 1 ? writing[0]! : writing.length === 0 ? all[0]! : 'ANY'
}

/** What a decorator with an optional path says, as `@Get(':id')` and `[HttpGet("{id}")]` do. */
function first({ args }: Pick<Decorator, 'args'>): string {
  const call = { args } as Call
  return pathText(argumentOf(call, 'value') ?? argumentOf(call, 'path') ?? positional(call, 0)) ?? ''
}

const nest: Reader = (_, decorator, func, owner) => {
  if (decorator.name === 'GrpcMethod') {
    const named = positional({ args: decorator.args } as Call, 1)
    return { framework: 'NestJS', kind: 'grpc', method: 'RPC', path: pathText(named) ?? func.name ?? '' }
  }
  const controller = owner?.decorators.find(({ name }) => /^(?:Controller|JsonController|RestController)$/.test(name))
  if (!controller || !/^(?:Get|Post|Put|Patch|Delete|All|Head|Options)$/.test(decorator.name)) return
  const options = controller.args[0]?.value
  const prefix = options?.kind === 'object' ? pathText(argumentOf(controller as unknown as Call, 'path')) : pathText(options)
  const method = decorator.name === 'All' ? 'ANY' : decorator.name.toUpperCase()
  return { framework: 'NestJS', method, path: joined(prefix ?? '', first(decorator)) }
}

const java: Reader = (_, decorator, func, owner) => {
  const mapping = /^(Get|Post|Put|Patch|Delete|Request)Mapping$/.exec(decorator.name)?.[1]
  if (mapping) {
    // A client's interface has the same annotations.
    if (owner?.kind === 'interface' || owner?.decorators.some(({ name }) => name === 'FeignClient')) return
    const base = owner?.decorators.find(({ name }) => name === 'RequestMapping')
    const asked = argumentOf({ args: decorator.args } as Call, 'method')
    const named = asked && /\b(GET|POST|PUT|PATCH|DELETE)$/.exec(nameOf(asked))?.[1]
    const method = mapping === 'Request' ? (named ?? 'ANY') : mapping.toUpperCase()
    return { framework: 'Spring', method, path: joined(base ? first(base) : '', first(decorator)) }
  }
  if (!/^(?:GET|POST|PUT|PATCH|DELETE)$/.test(decorator.name) || owner?.kind === 'interface') return
  const [base, own] = [owner, func].map((one) => one?.decorators.find(({ name }) => name === 'Path'))
  return { framework: 'JAX-RS', method: decorator.name, path: joined(base ? first(base) : '', own ? first(own) : '') }
}

const csharp: Reader = (_, decorator, func, owner) => {
  const method = /^Http(Get|Post|Put|Patch|Delete)(?:Attribute)?$/.exec(decorator.name)?.[1]
  if (!method || !owner) return
  const base = owner.decorators.find(({ name }) => name === 'Route')
  const action = func.decorators.find(({ name }) => name === 'Route')
  const path = first(decorator) || (action ? first(action) : '')
  const prefix = (base ? first(base) : '').replaceAll('[controller]', owner.name.replace(/Controller$/, '').toLowerCase())
  const whole = path.startsWith('/') ? path : joined(prefix, path)
  return { framework: 'ASP.NET', method: method.toUpperCase(), path: whole.replaceAll('[action]', (func.name ?? '').toLowerCase()) }
}

const READERS: Readonly<Partial<Record<Code['language'], Reader>>> = { python, javascript: nest, typescript: nest, java, csharp }
