import type { Call, Code } from '#formats/code/code'
import { assignmentOf, constantText } from '#formats/code/lookup'
import { placeOfCall } from '#formats/code/place'
import { rangeAt } from '#formats/lines'
import { nesting } from '#formats/nesting'
import { reachedInProduction } from '#formats/production'
import { springPairs } from '#formats/spring-profiles'
import { onceFor } from '#model/once'
import type { SourceFile } from '#model/snapshot'
import { attributesOf } from './attributes.ts'
import { type CookieSetting, FINE, OFF, type State, switchState, unknown } from './setting.ts'

/** `server.servlet.session.cookie.secure` of Spring Boot. */
export function springCookies(file: SourceFile): readonly CookieSetting[] {
  return springPairs(file).flatMap(({ name, value, start, end }): CookieSetting[] => {
    const key = /(?:servlet|reactive)\.session\.cookie\.(secure|httponly)$/.exec(name.replaceAll('-', '').toLowerCase())?.[1]
    if (!key) return []
    const fallback = /^\$\{[^:{}]+:([^{}]*)\}$/.exec(value)?.[1] ?? value
    const state: State = fallback === 'false' ? OFF : fallback.includes('${') ? unknown('A variable decides it.') : FINE
    return [{ subject: name, aspect: key === 'secure' ? 'secure' : 'http-only', range: rangeAt(file, start, end), state }]
  })
}

/** What only makes sense where a session knows the user. */
const SESSIONS =
  /formLogin|IF_REQUIRED|SessionCreationPolicy\.ALWAYS|rememberMe|maximumSessions|oauth2Login|\.logout\(|invalidateHttpSession|deleteCookies|JSESSIONID|HttpSession|loginProcessingUrl/

const LOGIN = /"\/\w{0,20}login\w{0,20}"[^;]{0,2000}\.authenticated\(\)/i

/** Spring Security's protection against forged requests, and cookies made by hand. */
export function javaCookies(code: Code, text: string): readonly CookieSetting[] {
  const isStateless = /STATELESS|oauth2ResourceServer|BearerToken|JwtDecoder|JwtAuthenticationFilter|JwtFilter|JwtRequestFilter/i.test(text)
  // Whoever logs in without a filter of its own gets a session, unless it is told otherwise.
  const hasSessions = SESSIONS.test(text) || (LOGIN.test(text) && !/addFilter|Token/i.test(text))
  return code.calls.flatMap((call): CookieSetting[] => {
    const { callee, method, args, scope } = call
    if (reachedInProduction(scope, code) === 'never') return []
    if (call.isNew && method === 'Cookie') return servletCookie(call, code)
    if (callee === 'ResponseCookie.from') return builtCookie(call, code)
    const isDisabled =
      callee.endsWith('csrf().disable') ||
      (method === 'csrf' &&
        args.some(
          ({ value }) =>
            (value.kind === 'function' && value.function.calls.some((one) => one.method === 'disable')) ||
            (value.kind !== 'function' && /disable/.test(JSON.stringify(value))),
        ))
    if (isDisabled) {
      const state = isStateless ? FINE : hasSessions ? OFF : unknown('Nothing here says whether sessions are kept.')
      return [{ subject: 'csrf()', aspect: 'csrf', range: placeOfCall(call), state }]
    }
    const isSwitch =
      /^(?:setSecure|setHttpOnly|(?:setU|u)seSecureCookie|setUseHttpOnlyCookie)$/.test(method) ||
      (/^(?:secure|httpOnly)$/.test(method) && /ResponseCookie|Cookie/.test(callee))
    if (!isSwitch || args.length !== 1 || isDeleted(call, code)) return []
    const aspect = /secure/i.test(method) ? 'secure' : 'http-only'
    return [{ subject: method, aspect, range: placeOfCall(call), state: switchState(args[0]!.value, code) }]
  })
}

/** `new Cookie("session", id)`, which is for plain connections too until `setSecure` is called. */
function servletCookie(call: Call, code: Code): CookieSetting[] {
  const variable = assignmentOf(code, call)?.target
  const told = setters(code).get(`${call.scope.function} ${variable}`) ?? []
  const [name, value] = call.args.map((argument) => argument.value)
  const isTakenBack = value?.kind === 'null' || constantText(value) === '' || told.some(endsAtOnce)
  if (
    (variable === undefined && !added(code).has(call.range)) ||
    isTakenBack ||
    told.some(({ method }) => method === 'setSecure' || method === 'setAttribute')
  )
    return []
  return attributesOf({ name, attribute: () => undefined, isOpen: false, range: call.range }, code)
}

/** `cookie.setMaxAge(0)` beside it: the browser forgets the cookie, and nobody reads it. */
function isDeleted({ callee, scope }: Call, code: Code): boolean {
  return deleted(code).has(`${scope.function} ${receiverOf(callee)}`)
}

const deleted = onceFor(
  (code: Code): ReadonlySet<string> => new Set([...setters(code)].flatMap(([cookie, all]) => (all.some(endsAtOnce) ? [cookie] : []))),
)

function endsAtOnce({ method, args }: Call): boolean {
  const age = method === 'setMaxAge' ? args[0]?.value : undefined
  return age?.kind === 'number' && age.value === 0
}

/** Calls of `set…` by the function in which they stand and what they are called on. */
const setters = onceFor(({ calls }: Code) =>
  Map.groupBy(
    calls.filter(({ method }) => method.startsWith('set')),
    ({ callee, scope }) => `${scope.function} ${receiverOf(callee)}`,
  ),
)

function receiverOf(callee: string): string {
  return callee.slice(0, callee.lastIndexOf('.'))
}

/** What is handed on at once. */
const added = onceFor(
  ({ calls }: Code) => new Set(calls.flatMap(({ method, args }) => (method === 'addCookie' ? args.map(({ value }) => value.range) : []))),
)

/** Calls on a cookie that is being built, by the place where that begins. */
const chains = onceFor(({ calls }: Code) => nesting(calls.filter(({ callee }) => callee.startsWith('ResponseCookie.from().'))))

/** `ResponseCookie.from("token", jwt).httpOnly(true).build()`: what is not said is off. */
function builtCookie(call: Call, code: Code): CookieSetting[] {
  const chain = chains(code)(call.range)
  const age = chain.find(({ method }) => method === 'maxAge')?.args[0]?.value
  const [name, value] = call.args.map((argument) => argument.value)
  const isTakenBack = value?.kind === 'null' || constantText(value) === '' || (age?.kind === 'number' && age.value === 0)
  if (isTakenBack || !chain.some(({ method }) => method === 'build') || chain.some(({ method }) => method === 'secure')) return []
  return attributesOf({ name, attribute: () => undefined, isOpen: false, range: call.range }, code)
}
