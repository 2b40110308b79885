import type { Assignment, Code, Value } from '#formats/code/code'
import { assignmentOf, assignmentsTo, constantText, entryOf } from '#formats/code/lookup'
import { nameOf } from '#formats/code/names'
import { attributesOf, fromOptions, isReached } from './attributes.ts'
import { header } from './set-cookie.ts'
import { type CookieSetting, switchState } from './setting.ts'

/** `http.Cookie{…}`, `fiber.Cookie{…}`, Gin's `SetCookie`. */
export function goCookies(code: Code): readonly CookieSetting[] {
  // A client sends a cookie along with a request; only a server decides how it is kept.
  const sent = new Set(code.calls.flatMap(({ method, args: [first] }) => (method === 'AddCookie' && first ? [nameOf(first.value)] : [])))
  const literals = [
    ...code.calls.flatMap(({ method, args }) => (method === 'AddCookie' ? [] : args.map(({ value }) => value))),
    ...code.assignments.flatMap(({ target, value }) => (sent.has(target) ? [] : [value])),
    ...code.functions.flatMap(({ returns }) => returns),
  ]
  const found = literals.flatMap((value): CookieSetting[] => {
    const type = value.kind === 'object' ? value.type : madeNew(value)
    if (!/^(?:(?:http|fiber)\.Cookie|sessions\.Options)$/.test(type ?? '')) return []
    const variable = assignmentOf(code, value)
    const field = (name: string) => entryOf(value, name)?.value ?? givenLater(variable, name, code)
    // Cookies that are taken back carry nothing.
    if (field('MaxAge')?.kind === 'unary' || constantText(field('Value')) === '') return []
    const attribute = (key: 'secure' | 'httpOnly') =>
      fromOptions(value)(key) ?? givenLater(variable, key === 'secure' ? 'Secure' : 'HttpOnly', code)
    const label = type === 'sessions.Options' ? type : undefined
    return attributesOf({ name: field('Name'), attribute, isOpen: false, range: value.range, label }, code)
  })
  const gin = code.calls.flatMap((call): CookieSetting[] => {
    if (call.method !== 'SetCookie' || call.args.length !== 7 || !isReached(call.scope, code)) return []
    const at = { secure: call.args[5]!.value, httpOnly: call.args[6]!.value }
    return attributesOf({ name: call.args[0]!.value, attribute: (name) => at[name], isOpen: false, range: call.range }, code)
  })
  return [...found, ...gin, ...managers(code), ...code.calls.flatMap((call) => (isReached(call.scope, code) ? header(call) : []))]
}

/** `new(http.Cookie)`. */
function madeNew(value: Value): string | undefined {
  const first = value.kind === 'call' && value.callee === 'new' ? value.args[0]?.value : undefined
  return first?.kind === 'name' ? first.name : undefined
}

/** `cookie.Secure = true`, after the cookie has been made. */
function givenLater(variable: Assignment | undefined, field: string, code: Code): Value | undefined {
  if (!variable) return
  return assignmentsTo(code, `${variable.target}.${field}`).find(({ scope }) => scope.function === variable.scope.function)?.value
}

/** `sessionManager.Cookie.Secure = false` of scs. */
function managers(code: Code): CookieSetting[] {
  return code.assignments.flatMap(({ target, value, range, scope }): CookieSetting[] =>
    /[sS]ession\w*\.Cookie\.(?:Secure|HttpOnly)$/.test(target) && isReached(scope, code)
      ? [{ subject: target, aspect: target.endsWith('Secure') ? 'secure' : 'http-only', range, state: switchState(value, code) }]
      : [],
  )
}
