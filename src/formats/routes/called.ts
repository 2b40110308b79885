import { argumentOf, constantText, positional } from '../code/lookup.ts'
import { nameOf } from '../code/names.ts'
import type { Call, Code, Value } from '../code/view.ts'
import { methodsOf } from './decorated.ts'
import { goRoute } from './go.ts'
import { nodeRoute } from './node.ts'
import { type CallReader, placeOf, rootOf } from './registration.ts'
import { functionNamed, guardText, handlerIn, joined, METHODS, pathText, type Route, routeOf } from './route.ts'

/** Routes that calls register: Express and its kin, Fastify, Go, minimal ASP.NET, Django's urls, Laravel. */
export function calledRoutes(code: Code): readonly Route[] {
  const read = READERS[code.language]
  return read ? code.calls.flatMap((call) => read(code, call) ?? []) : []
}

const csharp: CallReader = (code, call) => {
  const method = /^Map(Get|Post|Put|Patch|Delete)$/.exec(call.method)?.[1]
  const path = positional(call, 0)
  const text = pathText(path)
  if (!method || !path || text === undefined || !call.receiver) return
  const found = handlerIn(code, positional(call, 1))
  const range = placeOf(call, path)
  return routeOf(code, { framework: 'ASP.NET', method: method.toUpperCase(), path: joined('', text), ...found, guards: [], range })
}

/** Django's `path('trades/', views.create)`, and `app.add_api_route('/x', create, methods=['POST'])`. */
const python: CallReader = (code, call) => {
  const path = positional(call, 0)
  const text = pathText(path)
  const view = positional(call, 1) ?? argumentOf(call, 'endpoint') ?? argumentOf(call, 'view_func')
  if (text === undefined || !path || !view) return
  const range = placeOf(call, path)
  if (/^(?:path|re_path|url)$/.test(call.callee)) {
    if (view.kind === 'call' && view.method === 'include') return
    const name = viewName(view)
    const own = text.replace(/^\^/, '').replace(/\$$/, '')
    return routeOf(code, {
      framework: 'Django',
      method: 'ANY',
      path: joined('', own),
      name,
      handler: view.kind === 'function' ? view.function : functionNamed(code, name),
      guards: [],
      range,
    })
  }
  if (!/^(?:add_api_route|add_url_rule|add_route|add_(?:get|post|put|patch|delete))$/.test(call.method) && call.callee !== 'Route') return
  const verb = /^add_(get|post|put|patch|delete)$/.exec(call.method)?.[1]
  const method = verb?.toUpperCase() ?? methodsOf(argumentOf(call, 'methods'), call.callee === 'Route' ? 'GET' : 'ANY')
  return routeOf(code, { framework: 'Python', method, path: joined('', text), ...handlerIn(code, view), guards: [], range })
}

/** `csrf_exempt(views.Hook.as_view())` is `views.Hook`. */
function viewName(view: Value): string {
  if (view.kind !== 'call') return guardText(view)
  const wrapped = view.method === 'as_view' ? undefined : positional(view, 0)
  return wrapped?.kind === 'name' || wrapped?.kind === 'call' ? viewName(wrapped) : view.callee.replace(/\.as_view$/, '')
}

const php: CallReader = (code, call) => {
  const root = rootOf(call)
  const isLaravel = /^(?:Route\.|Route$)/.test(call.callee) || nameOf(root).startsWith('Route')
  const isSlim = /^(?:app|group|router|r)\.(?:get|post|put|patch|delete|any)$/.test(call.callee)
  const path = positional(call, 0)
  const text = pathText(path)
  if (!(isLaravel || isSlim) || !(METHODS.has(call.method) || call.method === 'any') || text === undefined || !path) return
  const view = positional(call, 1)
  const method = call.method === 'any' ? 'ANY' : call.method.toUpperCase()
  const named = view?.kind === 'list' ? view.items.map(constantOrName).join('@').replace('.class', '') : pathText(view)
  const found = view?.kind === 'list' || view?.kind === 'string' ? { name: named } : handlerIn(code, view)
  return routeOf(code, {
    framework: isLaravel ? 'Laravel' : 'Slim',
    method,
    path: joined('', text),
    ...found,
    guards: [],
    range: placeOf(call, path),
  })
}

function constantOrName(value: Value): string {
  return constantText(value) ?? nameOf(value)
}

const READERS: Readonly<Partial<Record<Code['language'], CallReader>>> = {
  javascript: nodeRoute,
  typescript: nodeRoute,
  go: goRoute,
  csharp,
  python,
  php,
  ruby,
}

/** `post '/trades', to: 'trades#create'`, `get 'up' => 'rails/health#show'`, and Sinatra's `get '/x' do`. */
function ruby(code: Code, call: Call): Route | undefined {
  if (call.receiver || !METHODS.has(call.callee)) return
  const [first] = call.args
  const block = call.args.at(-1)?.value
  const path = first?.name ?? pathText(first?.value)
  if (path === undefined || !first) return
  const to = pathText(first.name === undefined ? argumentOf(call, 'to') : first.value)
  if (to === undefined && block?.kind !== 'function') return
  const handler = block?.kind === 'function' ? block.function : undefined
  const framework = handler ? 'Sinatra' : 'Rails'
  const range = { start: call.calleeRange.start, end: first.range.end }
  return routeOf(code, { framework, method: call.callee.toUpperCase(), path: joined('', path), name: to, handler, guards: [], range })
}
