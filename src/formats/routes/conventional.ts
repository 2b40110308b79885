import type { Class, Code, Func } from '../code/view.ts'
import { callText, METHODS, type Route, routeOf } from './route.ts'

/** Handlers that a class or the name of a method makes: Django's and DRF's views, Rails' controllers, gRPC's services. */
export function conventionalRoutes(code: Code): readonly Route[] {
  return [...code.classes.flatMap((one) => methodsOf(code, one)), ...functions(code)]
}

function methodsOf(code: Code, one: Class): readonly Route[] {
  if (code.language === 'python') return [...views(code, one), ...servicer(code, one)]
  if (code.language === 'ruby') return rails(code, one)
  if (code.language === 'java' || code.language === 'csharp') return implementation(code, one)
  return code.language === 'php' ? laravel(code, one) : []
}

const VIEW = /(?:^|\.)(?:\w*APIView|\w*ViewSet|\w*Mixin|View|MethodView|Resource|HTTPEndpoint|\w*View)$/
const ACTIONS: Readonly<Record<string, string>> = { create: 'POST', update: 'PUT', partial_update: 'PATCH', destroy: 'DELETE' }

function views(code: Code, one: Class): readonly Route[] {
  if (!one.bases.some((base) => VIEW.test(base))) return []
  return one.methods.flatMap((func) => {
    const action = func.decorators.find(({ name }) => /(?:^|\.)action$/.test(name))
    const asked = action && /methods=\W{0,2}(\w+)/.exec(callText('', action.args))?.[1]
    const method = METHODS.has(func.name ?? '')
      ? func.name!.toUpperCase()
      : action
        ? (asked ?? 'get').toUpperCase()
        : ACTIONS[func.name ?? '']
    if (!method || (method !== func.name?.toUpperCase() && !action && !one.bases.some((base) => /ViewSet|Mixin/.test(base)))) return []
    const path = action ? `${one.name}.${func.name}` : one.name
    return [byName(code, one, func, 'Django', method, path)]
  })
}

function byName(code: Code, one: Class, func: Func, framework: string, method: string, path: string): Route {
  const guards = [...one.decorators, ...func.decorators].map(({ name, args }) => callText(name, args))
  const range = func.nameRange ?? func.range
  return routeOf(code, { framework, method, path, name: func.name, handler: func, className: one.name, guards, range })
}

function rpc(code: Code, one: Class | undefined, func: Func): Route {
  const route = { framework: 'gRPC', kind: 'grpc', method: 'RPC', path: func.name!, name: func.name, handler: func, guards: [] } as const
  return routeOf(code, { ...route, className: one?.name, range: func.nameRange ?? func.range })
}

function servicer(code: Code, one: Class): readonly Route[] {
  if (!one.bases.some((base) => base.endsWith('Servicer'))) return []
  return one.methods.filter(({ name, params }) => /^[A-Z]/.test(name ?? '') && params.length >= 2).map((func) => rpc(code, one, func))
}

const REST: Readonly<Record<string, string>> = { create: 'POST', update: 'PUT', destroy: 'DELETE', index: 'GET', show: 'GET' }

function rails(code: Code, one: Class): readonly Route[] {
  if (!one.name.endsWith('Controller') || !one.bases.some((base) => /Controller$|ActionController/.test(base))) return []
  const path = `/${one.name
    .slice(one.name.lastIndexOf('.') + 1)
    .replace(/Controller$/, '')
    .toLowerCase()}`
  return one.methods.flatMap((func) => {
    const method = Object.hasOwn(REST, func.name ?? '') ? REST[func.name!]! : undefined
    return method ? [byName(code, one, func, 'Rails', method, path)] : []
  })
}

function laravel(code: Code, one: Class): readonly Route[] {
  if (!one.name.endsWith('Controller') || one.bases.length === 0) return []
  const path = `/${one.name.replace(/Controller$/, '').toLowerCase()}`
  return one.methods.flatMap((func) => (func.name === 'store' ? [byName(code, one, func, 'Laravel', 'POST', path)] : []))
}

function implementation(code: Code, one: Class): readonly Route[] {
  const form = code.language === 'java' ? /ImplBase$/ : /\.\w+Base$/
  if (!one.bases.some((base) => form.test(base)) || (code.language === 'java' && !code.imports.some(({ module }) => /grpc/.test(module))))
    return []
  const takes = /StreamObserver|ServerCallContext/
  return one.methods
    .filter(({ name, params }) => name && params.some(({ type }) => takes.test(type ?? '')))
    .map((func) => rpc(code, one, func))
}

/** Go's gRPC methods, and DRF's views that are functions. */
function functions(code: Code): readonly Route[] {
  return code.functions.flatMap((func) => {
    if (code.language === 'go') return isGrpcMethod(code, func) ? [rpc(code, undefined, func)] : []
    const view =
      code.language === 'python' && func.decorators.find(({ name }) => /(?:^|\.)(?:api_view|require_POST|require_http_methods)$/.test(name))
    if (!view || !func.name) return []
    const asked = [...callText('', view.args).matchAll(/\b(POST|PUT|PATCH|DELETE)\b/gi)].map((match) => match[1]!.toUpperCase())
    const method = view.name.endsWith('require_POST') ? 'POST' : asked.length === 1 ? asked[0]! : asked.length ? 'ANY' : 'GET'
    const guards = func.decorators.filter((one) => one !== view).map(({ name, args }) => callText(name, args))
    return [routeOf(code, { framework: 'Django', method, path: func.name, name: func.name, handler: func, guards, range: view.range })]
  })
}

function isGrpcMethod({ imports }: Code, { name, params, returnType, scope }: Func): boolean {
  const [context, request] = params
  return (
    scope.class !== undefined &&
    /^[A-Z]/.test(name ?? '') &&
    params.length === 2 &&
    context?.type === 'context.Context' &&
    /^\*\w*(?:pb|proto|v\d+|grpc\w*|api)\w*\.\w+$/i.test(request?.type ?? '') &&
    /^\(\*\w+\.\w+, error\)$/.test(returnType ?? '') &&
    imports.length > 0
  )
}
