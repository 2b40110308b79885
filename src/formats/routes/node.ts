import { onceFor } from '#model/once'
import { entryOf, positional } from '../code/lookup.ts'
import { nameOf } from '../code/names.ts'
import { modulesOf } from '../code/origins.ts'
import type { Call, Code, Value } from '../code/view.ts'
import { methodsOf } from './decorated.ts'
import { type CallReader, isCallable, placeOf, rootOf } from './registration.ts'
import { guardText, handlerIn, joined, METHODS, pathText, type Route, routeOf } from './route.ts'

const NODE_MODULES =
  /^(?:express|fastify|koa|hono|polka|restify|elysia|@koa\/router|koa-router|@hono\/.+|@hapi\/hapi|express-promise-router|find-my-way|h3|router)(?:\/.*)?$/
const NODE_RECEIVER = /(?:^|\.)(?:app|server|fastify|instance|api|v\d+|routes?|\w*[Rr]outer|\w*App)$/
const NODE_CLIENT = /axios|client|request|agent|http\b|cache|config|mock|nock|rest$|supertest|fetch/i

/** Express and its kin, and Fastify. */
export const nodeRoute: CallReader = (code, call) => {
  if (call.method === 'route' && call.receiver) return declared(code, call)
  const method = call.method === 'all' ? 'ANY' : call.method === 'del' ? 'DELETE' : call.method.toUpperCase()
  if (!(METHODS.has(method.toLowerCase()) || method === 'ANY') || !call.receiver) return
  const chained = chainedPath(call.receiver)
  const handlers = (chained ? call.args : call.args.slice(1)).map(({ value }) => value)
  const path = chained ?? positional(call, 0)
  const text = pathText(path)
  const last = handlers.at(-1)
  if (text === undefined || !path || !last || !isCallable(last)) return
  const receiver = chained ? nameOf(rootOf(call.receiver)) : nameOf(call.receiver)
  if (!(NODE_RECEIVER.test(receiver) || madeRouters(code).has(receiver)) || NODE_CLIENT.test(receiver.slice(receiver.lastIndexOf('.') + 1)))
    return
  if (!modulesOf(code).some((module) => NODE_MODULES.test(module)) && !(text.startsWith('/') && last.kind !== 'call')) return
  const guards = handlers
    .slice(0, -1)
    .flatMap((value) => (value.kind === 'list' ? value.items : [value]))
    .map(guardText)
  const range = chained ? call.calleeRange : placeOf(call, path)
  return routeOf(code, { framework: 'Express', method, path: joined('', text), ...handlerIn(code, last), guards, range, receiver })
}

/** Routers by other names: `const r = express.Router()`. */
const madeRouters = onceFor(
  ({ assignments }: Code): ReadonlySet<string> =>
    new Set(assignments.flatMap(({ target, value }) => (value.kind === 'call' && MAKES_ROUTER.test(value.callee) ? target : []))),
)

const MAKES_ROUTER =
  /^(?:express|fastify|Fastify|polka|restify\.createServer|(?:[\w()]+\.)?(?:Router|PromiseRouter|Hono|OpenAPIHono|Elysia))$/

/** `router.route('/x').get(a).post(b)`. */
function chainedPath(receiver: Value): Value | undefined {
  if (receiver.kind !== 'call' || !receiver.receiver) return
  return receiver.method === 'route' ? positional(receiver, 0) : METHODS.has(receiver.method) ? chainedPath(receiver.receiver) : undefined
}

/** `fastify.route({ method: 'POST', url: '/x', handler })`, of hapi `server.route({ method: 'POST', path: '/x', options: { handler } })`. */
function declared(code: Code, call: Call): Route | undefined {
  const options = positional(call, 0)
  const inner = entryOf(options, 'options')?.value ?? entryOf(options, 'config')?.value
  const path = entryOf(options, 'url')?.value ?? entryOf(options, 'path')?.value
  const [method, handler] = [entryOf(options, 'method')?.value, (entryOf(options, 'handler') ?? entryOf(inner, 'handler'))?.value]
  const text = pathText(path)
  if (text === undefined || !path || !method) return
  const name = method.kind === 'string' ? method.text.toUpperCase() : methodsOf(method, 'ANY')
  const guards = ['preHandler', 'onRequest', 'preValidation', 'config'].flatMap((key) => {
    const value = entryOf(options, key)?.value
    return value ? (value.kind === 'list' ? value.items : [value]).map(guardText) : []
  })
  const auth = entryOf(inner, 'auth')?.value
  if (auth && auth.kind !== 'boolean' && auth.kind !== 'null') guards.push('auth')
  return routeOf(code, {
    framework: 'Fastify',
    method: name,
    path: joined('', text),
    ...handlerIn(code, handler),
    guards,
    range: placeOf(call, path),
  })
}
