import type { Call, Code } from '#formats/code/code'
import { constantText, positional } from '#formats/code/lookup'
import { isDevelopmentFile } from '#formats/debug/setting'
import { rangeAt } from '#formats/lines'
import { reachedInProduction } from '#formats/production'
import { springPairs } from '#formats/spring-profiles'
import type { SourceFile } from '#model/snapshot'
import { attributesOf } from './attributes.ts'
import { FLASK } from './calls.ts'
import { ABSENT, type CookieSetting, FINE, OFF, type State, switchState, unknown } from './setting.ts'

/** Flask's settings, on the application and in classes of settings. */
export function flaskCookies(code: Code): readonly CookieSetting[] {
  return code.assignments.flatMap(({ target, value, range, scope }): CookieSetting[] => {
    const ofClass =
      scope.class && !scope.function && !isDevelopmentFile(scope.class.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').slice(0, 200))
    const name =
      FLASK.exec(target)?.[1] ?? (ofClass && /^(?:SESSION|REMEMBER|CSRF)_COOKIE_(?:SECURE|HTTPONLY)$/.test(target) ? target : undefined)
    if (!name || reachedInProduction(scope, code) === 'never' || /^CSRF_COOKIE_HTTPONLY$/.test(name)) return []
    const aspect = name.endsWith('SECURE') ? 'secure' : 'http-only'
    return [{ subject: scope.class ? `${scope.class}.${name}` : name, aspect, range, state: switchState(value, code) }]
  })
}

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

/** Spring Security's protection against forged requests, and cookies made by hand. */
export function javaCookies(code: Code, text: string): readonly CookieSetting[] {
  const isStateless = /STATELESS|oauth2ResourceServer|BearerToken|JwtDecoder|JwtAuthenticationFilter|JwtFilter|JwtRequestFilter/i.test(text)
  const hasSessions = /formLogin|IF_REQUIRED|SessionCreationPolicy\.ALWAYS|rememberMe|maximumSessions|oauth2Login/.test(text)
  return code.calls.flatMap((call): CookieSetting[] => {
    const { callee, method, args, range, scope } = call
    if (reachedInProduction(scope, code) === 'never') return []
    if (call.isNew && method === 'Cookie') return servletCookie(call, code)
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
      return [{ subject: 'csrf()', aspect: 'csrf', range, state }]
    }
    const isSwitch =
      /^(?:setSecure|setHttpOnly)$/.test(method) || (/^(?:secure|httpOnly)$/.test(method) && /ResponseCookie|Cookie/.test(callee))
    if (!isSwitch || args.length !== 1) return []
    const aspect = /secure/i.test(method) ? 'secure' : 'http-only'
    return [{ subject: method, aspect, range, state: switchState(args[0]!.value, code) }]
  })
}

const HOOK = /webhook|callback|hook|ipn|notif|omniauth|sessions?\/saml|api(?:\/|::|$)|graphql|health/i

/** `new Cookie("session", id)`, which is for plain connections too until `setSecure` is called. */
function servletCookie(call: Call, code: Code): CookieSetting[] {
  const variable = code.assignments.find(({ value }) => value.range === call.range)?.target
  const told = code.calls.filter(({ callee, scope }) => callee.startsWith(`${variable}.set`) && scope.function === call.scope.function)
  const [name, value] = call.args.map((argument) => argument.value)
  const age = told.find(({ method }) => method === 'setMaxAge')?.args[0]?.value
  const isTakenBack = value?.kind === 'null' || constantText(value) === '' || (age?.kind === 'number' && age.value === 0)
  if (variable === undefined || isTakenBack || told.some(({ method }) => method === 'setSecure' || method === 'setAttribute')) return []
  return attributesOf({ name, attribute: () => undefined, isOpen: false, range: call.range }, code)
}

/** What runs before tells the caller by a key, a signature or a token, or leaves the session alone. */
const KEYED = /skip_session|credential|api_?key|signature|hmac|(?:access|bearer|api|request)_?token|basic_auth|shared_secret/i

/** Rails: `force_ssl`, the session store, and controllers that skip the protection. */
export function railsCookies({ path }: SourceFile, code: Code): readonly CookieSetting[] {
  const found: CookieSetting[] = []
  for (const { target, value, range } of code.assignments) {
    if (target.endsWith('config.force_ssl'))
      found.push({ subject: 'config.force_ssl', aspect: 'secure', range, state: switchState(value, code) })
  }
  const configure = code.calls.find(({ callee }) => callee.endsWith('.configure'))
  if (/(?:^|\/)config\/environments\/production\.rb$/.test(path) && configure && found.length === 0) {
    found.push({ subject: 'config.force_ssl', aspect: 'secure', range: configure.calleeRange, state: ABSENT })
  }
  for (const { callee, method, args, range, scope } of code.calls) {
    if (method === 'session_store') {
      const secure = args.find(({ name }) => name === 'secure')
      if (secure) found.push({ subject: 'session_store', aspect: 'secure', range: secure.range, state: switchState(secure.value, code) })
    }
    const [first] = args
    if (callee !== 'skip_before_action' || first?.value.kind !== 'string' || first.value.text !== 'verify_authenticity_token') continue
    const isLimited = args.some(({ name }) => name === 'only' || name === 'if' || name === 'unless')
    const isHook =
      HOOK.test(path) ||
      HOOK.test(scope.class ?? '') ||
      code.calls.some((one) => /^(?:prepend_)?before_action$/.test(one.callee) && KEYED.test(constantText(positional(one, 0)) ?? '')) ||
      /authenticate_with_http_token|http_basic|valid_signature|verify_signature|jwt/i.test(
        JSON.stringify(code.calls.map((one) => one.callee)),
      )
    found.push({
      subject: `skip_before_action of ${scope.class ?? 'the controller'}`,
      aspect: 'csrf',
      range,
      state: isHook ? FINE : isLimited ? unknown('Nothing here says what the actions are for.') : OFF,
    })
  }
  return found
}
