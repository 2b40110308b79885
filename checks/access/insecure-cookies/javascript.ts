import type { Call, Code, Value } from '#formats/code/code'
import { constantText, entryOf } from '#formats/code/lookup'
import { modulesOf, type Origins, originsOf } from '#formats/code/origins'
import { placeOfCall } from '#formats/code/place'
import { assignedOnce } from '#formats/production'
import { attributesOf, fromOptions, isNobody, isReached, optionsAt } from './attributes.ts'
import { cookieOptions } from './options.ts'
import { header, headers } from './set-cookie.ts'
import { type CookieSetting, FINE } from './setting.ts'

/** Express, Fastify, Koa, Hono, hapi and Next; sessions of Express. */
export function javascriptCookies(code: Code): readonly CookieSetting[] {
  const origin = originsOf(code)
  const followsConnection = modulesOf(code).some((module) => /^(?:koa|cookies)$/.test(module))
  const called = code.calls.flatMap((call): CookieSetting[] => {
    if (!isReached(call.scope, code)) return []
    if (SESSION.test(origin(call.callee)) || isRequired(call)) return session(call, code)
    const position = positionOf(call, origin, code)
    if (position === undefined) return header(call)
    const found = cookie(call, position, code)
    // The library of Koa sets Secure by itself where the connection is.
    const isKept = (followsConnection && call.callee.includes('ookies.set')) || call.callee.startsWith('ctx.cookies')
    return isKept ? found.map((one) => (isAbsent(one) ? { ...one, state: FINE } : one)) : found
  })
  const found = [...called, ...headers(code)]
  const known = new Set(found.map(placeOf))
  return [...found, ...cookieOptions(code).filter((one) => !known.has(placeOf(one)))]
}

const SESSION = /^(?:express-session|cookie-session)(?:$|\.)/
const SETS =
  /(?:^|\.)(?:res|reply|response|rep)(?:\.\w+\(\))*\.(?:cookie|setCookie)$|(?:^|\.)cookies(?:\(\))?\.set$|(?:^|\.)cookieStore\.set$|^setCookie$/

function placeOf({ range: { start } }: CookieSetting): string {
  return `${start.line}:${start.column}`
}

/** `require('express-session')({ … })`. */
function isRequired({ callee, receiver }: Call): boolean {
  return callee === 'require()' && receiver?.kind === 'call' && SESSION.test(constantText(receiver.args[0]?.value) ?? '')
}

/** Where the name stands, which value and options follow: after the context of Hono, first elsewhere. */
function positionOf(call: Call, origin: Origins, code: Code): number | undefined {
  const { callee, method, receiver, args } = call
  const from = origin(callee)
  if (/^(?:hono\/cookie\.setCookie|nookies\.set(?:Cookie)?)$/.test(from)) return 1
  if (/^cookie(?:\.|$)/.test(from) && method.startsWith('serialize')) return 0
  const isStore = method === 'set' && receiver?.kind === 'name' && isCallOf(assignedOnce(receiver.name, code), 'cookies')
  return (SETS.test(callee) && (args.length >= 2 || args[0]?.value.kind === 'object')) || isStore ? 0 : undefined
}

function isCallOf(value: Value | undefined, callee: string): boolean {
  return value?.kind === 'call' && value.callee === callee
}

function cookie(call: Call, position: number, code: Code): CookieSetting[] {
  const [first, value] = call.args.slice(position)
  // All in one: `cookies().set({ name, value, … })`.
  const isWhole = first?.value.kind === 'object'
  const { options, isOpen } = optionsAt(isWhole ? first : call.args[position + 2], code)
  const name = isWhole ? entryOf(first.value, 'name')?.value : first?.value
  const given = isWhole ? entryOf(first.value, 'value')?.value : value?.value
  if (isTakenBack(call, given, options)) return []
  return attributesOf({ name, attribute: fromOptions(options), isOpen, range: placeOfCall(call) }, code)
}

function isAbsent({ state }: CookieSetting): boolean {
  return state.is === 'off' && state.how === 'absent'
}

/** `res.cookie('token', '', { maxAge: 0 })`, `res.cookie('token', 'none', …)` when someone logs out. */
function isTakenBack(call: Call, value: Value | undefined, options: Value | undefined): boolean {
  const age = entryOf(options, 'maxAge')?.value
  return isNobody(call, value) || (age?.kind === 'number' && age.value <= 0) || age?.kind === 'unary'
}

/** `session({ cookie: { secure: true } })`: without it the cookie goes over plain connections as well. */
function session(call: Call, code: Code): CookieSetting[] {
  const { options, isOpen } = optionsAt(call.args[0], code)
  if (!options) return []
  const entry = entryOf(options, 'cookie')
  const inner = entry ? optionsAt({ value: entry.value, range: entry.range }, code) : { options, isOpen }
  const name = call.args[0]?.value.kind === 'name' ? call.args[0].value.name : undefined
  const isLater = code.assignments.some(({ target }) => name !== undefined && target === `${name}.cookie.secure`)
  return attributesOf(
    {
      name: undefined,
      attribute: fromOptions(inner.options),
      isOpen: isOpen || inner.isOpen || isLater,
      range: call.calleeRange,
      label: 'session()',
    },
    code,
  )
}
