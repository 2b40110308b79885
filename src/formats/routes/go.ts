import { onceFor } from '#model/once'
import { constantText, positional } from '../code/lookup.ts'
import { nameOf } from '../code/names.ts'
import type { Call, Code, Value } from '../code/view.ts'
import { type CallReader, isCallable, placeOf } from './registration.ts'
import { guardText, handlerIn, joined, pathText, type Route, routeOf } from './route.ts'

const GO_VERBS = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|Any|Get|Post|Put|Patch|Delete|Head|Options|All)$/

/** net/http, gin, echo, chi, fiber, gorilla/mux. */
export const goRoute: CallReader = (code, call) => {
  const path = positional(call, 0)
  const text = constantText(path)
  if (text === undefined || !path || !call.receiver || call.args.length < 2) return
  if (/(?:^|\.)(?:http|\w*[cC]lient|resty|req)$/.test(nameOf(call.receiver)) && GO_VERBS.test(call.method)) return
  const [, verb, own] = /^(?:(GET|POST|PUT|PATCH|DELETE|HEAD) +)?(\/.*)?$/.exec(text) ?? []
  if (own === undefined && text !== '') return
  const last = call.args.at(-1)!.value
  if (GO_VERBS.test(call.method) && isCallable(last)) {
    const method = /^(?:Any|All)$/.test(call.method) ? 'ANY' : call.method.toUpperCase()
    return routeAt(code, call, path, method, own ?? '')
  }
  if (!/^Handle(?:Func)?$/.test(call.method) || own === undefined) return
  const methods = methodsByCall(code).get(call)
  const asked = methods?.args.flatMap(({ value }) => constantText(value) ?? /Method(\w+)$/.exec(nameOf(value))?.[1] ?? []) ?? []
  return routeAt(code, call, path, verb ?? (asked.length === 1 ? asked[0]!.toUpperCase() : 'ANY'), own)
}

function routeAt(code: Code, call: Call, path: Value, method: string, own: string): Route {
  const receiver = nameOf(call.receiver!)
  const handlers = call.args.slice(1).map(({ value }) => value)
  // gin has the handler last, echo first.
  const isEcho = code.imports.some(({ module }) => module.includes('/echo'))
  const handler = isEcho ? handlers[0] : handlers.at(-1)
  const group = groups(code).get(receiver)
  const guards = [
    ...before(call),
    ...(group?.args.slice(1).map(({ value }) => value) ?? []),
    ...handlers.filter((one) => one !== handler),
  ].map(guardText)
  const prefix = group && pathText(positional(group, 0))
  return routeOf(code, {
    framework: 'Go',
    method,
    path: joined(prefix ?? '', own),
    ...handlerIn(code, handler),
    guards,
    range: placeOf(call, path),
    receiver,
  })
}

/** Of chi: `r.With(verifySignature).Post(…)`. */
function before({ receiver }: Call): readonly Value[] {
  return receiver?.kind === 'call' && receiver.method === 'With' ? receiver.args.map(({ value }) => value) : []
}

/** `Handle(…).Methods(…)`, by what it is called on. */
const methodsByCall = onceFor(
  ({ calls }: Code): ReadonlyMap<Value | undefined, Call> =>
    new Map(calls.filter(({ method }) => method === 'Methods').map((call) => [call.receiver, call] as const)),
)

/** The first group of routes of each name. */
const groups = onceFor(({ assignments }: Code): ReadonlyMap<string, Call> => {
  const made = assignments.flatMap(({ target, value }) =>
    value.kind === 'call' && value.method === 'Group' ? [[target, value] as const] : [],
  )
  return new Map(made.toReversed())
})
