import type { Call, Code } from '#formats/code/code'
import { constantText, positional } from '#formats/code/lookup'
import { perFile } from '#formats/per-file'
import { onceFor } from '#model/once'
import type { SourceFile } from '#model/snapshot'
import { ABSENT, type CookieSetting, FINE, OFF, type State, switchState, unknown } from './setting.ts'

/** Rails: `force_ssl`, the session store, and controllers that skip the protection. */
export function railsCookies(file: SourceFile, code: Code): readonly CookieSetting[] {
  return [
    ...settings(code),
    ...absent(file.path, code),
    ...code.calls.flatMap((call) => [...store(call, code), ...skipped(file, call, code)]),
  ]
}

function settings(code: Code): CookieSetting[] {
  return code.assignments.flatMap(({ target, value, range }): CookieSetting[] => {
    if (target.endsWith('config.force_ssl'))
      return [{ subject: 'config.force_ssl', aspect: 'secure', range, state: switchState(value, code) }]
    if (!target.endsWith('action_controller.allow_forgery_protection')) return []
    return [{ subject: 'allow_forgery_protection', aspect: 'csrf', range, state: switchState(value, code) }]
  })
}

/** The settings of production, and nothing that leads to TLS. */
function absent(path: string, { assignments, calls }: Code): CookieSetting[] {
  const configure = calls.find(({ callee }) => callee.endsWith('.configure'))
  if (!/(?:^|\/)config\/environments\/production\.rb$/.test(path) || !configure) return []
  if (assignments.some(({ target }) => target.endsWith('config.force_ssl'))) return []
  return [{ subject: 'config.force_ssl', aspect: 'secure', range: configure.calleeRange, state: ABSENT }]
}

function store({ method, args }: Call, code: Code): CookieSetting[] {
  if (method !== 'session_store') return []
  return args.flatMap(({ name, value, range }): CookieSetting[] =>
    name === 'secure' || name === 'httponly'
      ? [{ subject: 'session_store', aspect: name === 'secure' ? 'secure' : 'http-only', range, state: switchState(value, code) }]
      : [],
  )
}

const SKIPS = /^skip_before_(?:action|filter)$/

function skipped(file: SourceFile, call: Call, code: Code): CookieSetting[] {
  const isSkip = SKIPS.test(call.callee) && constantText(positional(call, 0)) === 'verify_authenticity_token'
  if (!isSkip && call.callee !== 'skip_forgery_protection') return []
  const { callee, range, scope } = call
  return [
    {
      subject: `${callee === 'skip_before_filter' ? 'skip_before_action' : callee} of ${scope.class ?? 'the controller'}`,
      aspect: 'csrf',
      range,
      state: stateOf(file, call, code),
    },
  ]
}

const HOOK = /webhook|callback|hook|ipn|notif|omniauth|sessions?\/saml|api(?:\/|::|$)|graphql|health/i
/** What runs before tells the caller by a key, a signature or a token, or leaves the session alone. */
const KEYED = /skip_session|credential|api_?key|signature|hmac|(?:access|bearer|api|request)_?token|basic_auth|shared_secret/i
/** What runs before asks who is logged in, as Devise and its kin know it from the session. */
const LOGGED_IN =
  /^(?:authenticate_\w*user!?|authenticate_admin!?|require_(?:log_?in|user|sign_?in)|logged_in_user|require_authentication)$/

/** Where a controller learns who is there from a cookie. */
const SESSION = /\b(?:session|cookies|current_\w+|warden|protect_from_forgery|authenticate_\w+!|require_(?:log_?in|user|admin))\b/

const asksSession = perFile(({ text }) => SESSION.test(text))

/** A controller with a root of its own that looks at no session: what it knows of its caller comes from elsewhere. */
function isApart(file: SourceFile, name: string | undefined, { classes }: Code): boolean {
  if (name === undefined || /^(?:Application|Base)/.test(name) || asksSession(file)) return false
  return classes.some((one) => one.name === name && one.bases.some((base) => /^ActionController(?:::|\.)Base$/.test(base)))
}

/** What runs before the actions of a file. */
const before = onceFor(({ calls }: Code) =>
  calls.flatMap((one) => (/^(?:prepend_)?before_action$/.test(one.callee) ? (constantText(positional(one, 0)) ?? []) : [])),
)

/** Who calls brings a key or a signature. */
const asksForKey = onceFor(
  (code: Code) =>
    code.calls.some(({ callee }) => /authenticate_with_http_token|http_basic|valid_signature|verify_signature|jwt/i.test(callee)) ||
    before(code).some((name) => KEYED.test(name)),
)

function stateOf(file: SourceFile, { args, scope }: Call, code: Code): State {
  const { path } = file
  if (HOOK.test(path) || HOOK.test(scope.class ?? '') || asksForKey(code)) return FINE
  if (isApart(file, scope.class, code)) return FINE
  const only = args.find(({ name }) => name === 'only')?.value
  const isForHooks = only !== undefined && HOOK.test(JSON.stringify(only, (key, value) => (key === 'range' ? undefined : value)))
  const isLimited = args.some(({ name }) => name === 'only' || name === 'if' || name === 'unless')
  if (!isLimited) return OFF
  const byCookie = !isForHooks && only !== undefined && before(code).some((name) => LOGGED_IN.test(name))
  return byCookie ? OFF : unknown('Nothing here says what the actions are for.')
}
