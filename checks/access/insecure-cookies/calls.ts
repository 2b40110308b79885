import type { Call, Code, Value } from '#formats/code/code'
import { constantText, entryOf, positional } from '#formats/code/lookup'
import { nameOf } from '#formats/code/names'
import { modulesOf, originsOf } from '#formats/code/origins'
import { assignedOnce } from '#formats/production'
import { attributesOf, fromOptions, isReached, optionsAt } from './attributes.ts'
import { ABSENT, type CookieSetting, FINE, isSensitive } from './setting.ts'

/** Express, Fastify, Koa and Next; sessions of Express. */
export function javascriptCookies(code: Code): readonly CookieSetting[] {
  const origin = originsOf(code)
  const followsConnection = modulesOf(code).some((module) => /^(?:koa|cookies)$/.test(module))
  return code.calls.flatMap((call): CookieSetting[] => {
    if (!isReached(call.scope, code)) return []
    if (/^(?:express-session|cookie-session)(?:$|\.)/.test(origin(call.callee))) return session(call, code)
    const position = SETS.test(call.callee) && call.args.length >= 2 ? 2 : undefined
    if (position === undefined) return header(call)
    const found = cookie(call, position, code)
    // The library of Koa sets Secure by itself where the connection is.
    const isKept = (followsConnection && call.callee.includes('ookies.set')) || call.callee.startsWith('ctx.cookies')
    return isKept ? found.map((one) => (isAbsent(one) ? { ...one, state: FINE } : one)) : found
  })
}

const SETS =
  /(?:^|\.)(?:res|reply|response|rep)(?:\.\w+\(\))*\.(?:cookie|setCookie)$|(?:^|\.)cookies(?:\(\))?\.set$|(?:^|\.)cookieStore\.set$|^setCookie$/

function cookie(call: Call, position: number, code: Code): CookieSetting[] {
  const { options, isOpen } = optionsAt(call.args[position], code)
  if (isTakenBack(call, options)) return []
  return attributesOf({ name: call.args[0]?.value, attribute: fromOptions(options), isOpen, range: call.range }, code)
}

function isAbsent({ state }: CookieSetting): boolean {
  return state.is === 'off' && state.how === 'absent'
}

/** `res.cookie('token', '', { maxAge: 0 })`, `res.cookie('token', 'none', …)` when someone logs out. */
function isTakenBack(call: Call, options: Value | undefined): boolean {
  const age = entryOf(options, 'maxAge')?.value
  return isNobody(call, call.args[1]?.value) || (age?.kind === 'number' && age.value === 0) || age?.kind === 'unary'
}

/** What is written over the value of a cookie that is no longer wanted. */
function isNobody({ scope }: Call, value: Value | undefined): boolean {
  const text = constantText(value)
  if (value?.kind === 'null' || (text !== undefined && /^(?:none|deleted?|null|expired|invalid|logged-?_?out|)$/i.test(text))) return true
  return text !== undefined && /log_?out|sign_?out|logoff/i.test(scope.function ?? '')
}

/** `session({ cookie: { secure: true } })`: without it the cookie goes over plain connections as well. */
function session(call: Call, code: Code): CookieSetting[] {
  const { options, isOpen } = optionsAt(call.args[0], code)
  if (!options) return []
  const entry = entryOf(options, 'cookie')
  const inner = entry ? optionsAt({ value: entry.value, range: entry.range }, code) : { options, isOpen }
  return attributesOf(
    { name: undefined, attribute: fromOptions(inner.options), isOpen: isOpen || inner.isOpen, range: call.calleeRange, label: 'session()' },
    code,
  )
}

/** `Set-Cookie` written by hand. */
export function header(call: Call): CookieSetting[] {
  const first = positional(call, 0)
  const given = call.args[1]?.value
  if (first?.kind !== 'string' || !/^Set-Cookie$/i.test(first.text) || given?.kind !== 'string') return []
  const name = /^([^=;\s]{1,60})=/.exec(given.text)?.[1]
  if (!name || !isSensitive(name) || /max-age=0|expires=thu, 01 jan 1970/i.test(given.text)) return []
  const isDone = /;\s*secure\b/i.test(given.text) || given.parts.some((part) => /secure/i.test(JSON.stringify(part)))
  return [
    {
      subject: `cookie ${/^[\w.-]+$/.test(name) ? name : 'of the session'}`,
      aspect: 'secure',
      range: given.range,
      state: isDone ? FINE : ABSENT,
    },
  ]
}

/** `response.set_cookie("session", …, secure=True)` of Django, Flask and FastAPI. */
export function pythonCookies(code: Code): readonly CookieSetting[] {
  return code.calls.flatMap((call): CookieSetting[] => {
    if (!isReached(call.scope, code)) return []
    const middleware = [call.callee, nameOf(positional(call, 0) ?? call)].some((name) => /(?:^|\.)SessionMiddleware$/.test(name))
    if (middleware && call.args.some(({ name }) => name === 'secret_key')) return starlette(call, code)
    if (call.method !== 'set_cookie') return header(call)
    const named = (key: string) => call.args.find(({ name }) => name === key)?.value
    const name = named('key') ?? positional(call, 0)
    const value = named('value') ?? positional(call, 1)
    const age = named('max_age')
    if (isNobody(call, value) || (age?.kind === 'number' && age.value === 0)) return []
    // `set_cookie(token, "done")` tells a page that something has been done.
    if (name?.kind === 'name' && assignedOnce(name.name, code) === undefined && constantText(value) !== undefined) return []
    const isOpen = call.args.some(({ value }) => value.kind === 'unary' || (value.kind === 'other' && value.text.startsWith('**')))
    return attributesOf({ name, attribute: (key) => named(key.toLowerCase()), isOpen, range: call.range }, code)
  })
}

/** `add_middleware(SessionMiddleware, secret_key=…)`, which keeps to HTTPS only when it is told to. */
function starlette(call: Call, code: Code): CookieSetting[] {
  const attribute = (key: string) => (key === 'secure' ? call.args.find(({ name }) => name === 'https_only')?.value : undefined)
  return attributesOf({ name: undefined, attribute, isOpen: false, range: call.range, label: 'SessionMiddleware(https_only)' }, code)
}

/** `http.Cookie{…}`, `fiber.Cookie{…}`, Gin's `SetCookie`. */
export function goCookies(code: Code): readonly CookieSetting[] {
  // A client sends a cookie along with a request; only a server decides how it is kept.
  const isSent = (name: string) =>
    code.calls.some(({ method, args: [first] }) => method === 'AddCookie' && first !== undefined && nameOf(first.value) === name)
  const literals = [
    ...code.calls.flatMap(({ method, args }) => (method === 'AddCookie' ? [] : args.map(({ value }) => value))),
    ...code.assignments.flatMap(({ target, value }) => (isSent(target) ? [] : [value])),
    ...code.functions.flatMap(({ returns }) => returns),
  ]
  const found = literals.flatMap((value): CookieSetting[] => {
    if (value.kind !== 'object' || !/^(?:(?:http|fiber)\.Cookie|sessions\.Options)$/.test(value.type ?? '')) return []
    // Cookies that are taken back carry nothing.
    if (entryOf(value, 'MaxAge')?.value.kind === 'unary' || constantText(entryOf(value, 'Value')?.value) === '') return []
    const variable = code.assignments.find((one) => one.value === value)?.target
    const later = code.assignments.some(({ target }) => variable !== undefined && target === `${variable}.Secure`)
    const label = value.type === 'sessions.Options' ? value.type : undefined
    return attributesOf(
      { name: entryOf(value, 'Name')?.value, attribute: fromOptions(value), isOpen: later, range: value.range, label },
      code,
    )
  })
  const gin = code.calls.flatMap((call): CookieSetting[] => {
    if (call.method !== 'SetCookie' || call.args.length !== 7 || !isReached(call.scope, code)) return []
    const at = { secure: call.args[5]!.value, httpOnly: call.args[6]!.value }
    return attributesOf({ name: call.args[0]!.value, attribute: (name) => at[name], isOpen: false, range: call.range }, code)
  })
  return [...found, ...gin]
}

/** Flask's own settings: `app.config["SESSION_COOKIE_SECURE"] = False`. */
export const FLASK = /(?:^|\.)config\.(SESSION_COOKIE_SECURE|SESSION_COOKIE_HTTPONLY|REMEMBER_COOKIE_SECURE)$/
