import type { Call, Code } from '#formats/code/code'
import { constantText, positional } from '#formats/code/lookup'
import { nameOf } from '#formats/code/names'
import { assignedOnce } from '#formats/production'
import { attributesOf, isNobody, isReached } from './attributes.ts'
import { header } from './set-cookie.ts'
import { type CookieSetting, switchState } from './setting.ts'

/** `response.set_cookie("session", …, secure=True)` of Django, Flask and FastAPI. */
export function pythonCookies(code: Code): readonly CookieSetting[] {
  return code.calls.flatMap((call): CookieSetting[] => {
    if (!isReached(call.scope, code)) return []
    const middleware = [call.callee, nameOf(positional(call, 0) ?? call)].some((name) => /(?:^|\.)SessionMiddleware$/.test(name))
    if (middleware && call.args.some(({ name }) => name === 'secret_key')) return starlette(call, code)
    if (/(?:^|\.)CookieTransport$/.test(call.callee)) return transport(call, code)
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

/** `CookieTransport(cookie_secure=False)` of FastAPI Users, which is secure unless it is told otherwise. */
function transport(call: Call, code: Code): CookieSetting[] {
  return call.args.flatMap(({ name, value, range }): CookieSetting[] => {
    const aspect = name === 'cookie_secure' ? 'secure' : name === 'cookie_httponly' ? 'http-only' : undefined
    return aspect ? [{ subject: `CookieTransport(${name})`, aspect, range, state: switchState(value, code) }] : []
  })
}
