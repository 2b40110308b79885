import type { Assignment, Code, Func, Value } from '#formats/code/code'
import { inProduction, productionSettings } from '#formats/production'
import { encloses, within } from '#formats/ranges'
import type { Fix } from '#model/check'
import type { Range } from '#model/location'
import { onceFor } from '#model/once'
import { ABSENT, type CookieSetting, FINE, OFF, type State, switchState, unknown } from './setting.ts'

type Settings = ReadonlyMap<string, Assignment>

/** Django's settings of cookies, its middleware, and views that are exempt from it. */
export function djangoCookies(code: Code, path: string): readonly CookieSetting[] {
  const settings = productionSettings(code)
  return [
    ...flags(settings, code),
    ...sameSites(settings, code),
    ...middleware(settings),
    // What others build upon may be completed by them.
    ...(BASE.test(path) ? [] : [...absent(settings, code), ...leftOut(path, settings, code)]),
    ...exempt(code),
    ...exemptClasses(code),
    ...ninja(code),
  ]
}

const BASE = /(?:^|\/)(?:base|common|defaults?|shared|global|_base)(?:_settings)?\.py$|settings\/__init__\.py$/

function flags(settings: Settings, code: Code): CookieSetting[] {
  return ['SESSION_COOKIE_SECURE', 'CSRF_COOKIE_SECURE', 'SESSION_COOKIE_HTTPONLY'].flatMap((name): CookieSetting[] => {
    const found = settings.get(name)
    if (!found) return []
    const state = switchState(found.value, code)
    const aspect = name.endsWith('HTTPONLY') ? 'http-only' : 'secure'
    return [{ subject: name, aspect, range: found.range, state, fix: state.is === 'off' ? replaced(found.value, 'True') : undefined }]
  })
}

/** `None` leaves the attribute out; the text `'None'` is for other sites, and only with Secure. */
function sameSites(settings: Settings, code: Code): CookieSetting[] {
  return ['SESSION', 'CSRF'].flatMap((of): CookieSetting[] => {
    const found = settings.get(`${of}_COOKIE_SAMESITE`)
    if (!found) return []
    const state = sameSiteState(found.value, settings.get(`${of}_COOKIE_SECURE`)?.value, code)
    const fix = state.is === 'off' && found.value.kind !== 'string' ? replaced(found.value, "'Lax'") : undefined
    return [{ subject: found.target, aspect: 'same-site', range: found.range, state, fix }]
  })
}

function sameSiteState(value: Value, secure: Value | undefined, code: Code): State {
  const unset = inProduction(value, code)
  if (unset.kind !== 'constant') return unset.kind === 'fails' ? FINE : unknown('An expression decides it.')
  if (unset.value === null || unset.value === false) return unset.variable ? { is: 'off', how: 'unset', variable: unset.variable } : OFF
  if (unset.value !== 'None') return FINE
  return secure && switchState(secure, code).is === 'fine' ? FINE : OFF
}

function replaced({ kind, range }: Value, text: string): Fix | undefined {
  return kind === 'boolean' || kind === 'null' ? { title: `Set it to ${text}`, edits: [{ range, text }] } : undefined
}

function textsOf(value: Value | undefined): readonly string[] {
  return value?.kind === 'list' ? value.items.flatMap((item) => (item.kind === 'string' ? [item.text] : [])) : []
}

const SESSIONS = /sessions\.middleware\.SessionMiddleware$/

/** Sessions without the middleware that guards them. */
function middleware(settings: Settings): CookieSetting[] {
  const found = settings.get('MIDDLEWARE')
  const listed = textsOf(found?.value)
  if (!found || !listed.some((one) => SESSIONS.test(one))) return []
  const isGuarded = listed.some((one) => /csrf/i.test(one))
  // Lists that are put together may get it elsewhere.
  const state: State = isGuarded
    ? FINE
    : found.value.kind === 'list' && found.value.items.every(({ kind }) => kind === 'string')
      ? ABSENT
      : unknown('The list is put together elsewhere.')
  return [{ subject: 'MIDDLEWARE', aspect: 'csrf', range: found.targetRange, state }]
}

/** One module of settings that has sessions, inherits from no other, and says nothing of Secure. */
function absent(settings: Settings, { imports, assignments }: Code): CookieSetting[] {
  const found = settings.get('MIDDLEWARE')
  const hasStar =
    imports.some(({ module, names }) => /settings|base|common|default|\.$/.test(module) && names.some(({ name }) => name === '*')) ||
    imports.some(({ module }) => /split_settings|configurations/.test(module))
  if (!found || hasStar || !settings.has('ROOT_URLCONF') || !textsOf(found.value).some((one) => SESSIONS.test(one))) return []
  return ['SESSION_COOKIE_SECURE', 'CSRF_COOKIE_SECURE'].flatMap((name): CookieSetting[] =>
    assignments.some(({ target }) => target === name) ? [] : [{ subject: name, aspect: 'secure', range: found.targetRange, state: ABSENT }],
  )
}

/** Grammars take the `\r` of a line end for a part of the comment. */
function withoutLineEnd({ range: { start }, text }: Code['comments'][number]): Range {
  return { start, end: { line: start.line, column: start.column + text.trimEnd().length } }
}

/** Settings of production that decide about TLS, and do not say Secure, or only in a comment. */
function leftOut(path: string, settings: Settings, { comments, assignments }: Code): CookieSetting[] {
  const name = 'SESSION_COOKIE_SECURE'
  if (!/(?:^|[/_.-])prod(?:uction)?(?:_settings)?\.py$/.test(path) || assignments.some(({ target }) => target === name)) return []
  const meant = comments.find(({ text }) => /^#\s*SESSION_COOKIE_SECURE\s*=\s*True/.test(text))
  const decides = ['SECURE_SSL_REDIRECT', 'SECURE_HSTS_SECONDS', 'CSRF_COOKIE_SECURE'].flatMap((one) => settings.get(one) ?? [])
  const range = decides[0]?.range ?? (meant && withoutLineEnd(meant))
  return range ? [{ subject: name, aspect: 'secure', range, state: ABSENT }] : []
}

const SIGNED = /hmac|signature|construct_event|verify_webhook|svix|HTTP_AUTHORIZATION|Authorization/

const WEBHOOK = /webhook|callback|hook|ipn|notify|notification|event|health|metrics|saml|oauth|oidc|(?:^|_)(?:sso|acs|social)(?:_|$)/i

/** `@csrf_exempt` on a view that knows its user by the cookie. */
function exempt(code: Code): CookieSetting[] {
  return code.functions.flatMap((view): CookieSetting[] => {
    const decorator = view.decorators.find(({ name }) => /(?:^|\.)csrf_exempt$/.test(name))
    if (!decorator || !view.name) return []
    const subject = `@csrf_exempt ${view.name}`
    const { range } = decorator
    const isHook = WEBHOOK.test(view.name) || isSigned(view.range, code)
    if (isHook || view.calls.some(({ callee }) => SIGNED.test(callee))) return [{ subject, aspect: 'csrf', range, state: FINE }]
    const byCookie =
      SIGNS_IN.some((form) => view.calls.some(({ callee }) => form === callee)) ||
      readsUser(view, code) ||
      view.decorators.some(({ name }) => /login_required|permission_required|user_passes_test|staff_member_required/.test(name)) ||
      readsSession(view, code)
    return [{ subject, aspect: 'csrf', range, state: byCookie ? OFF : unknown('Nothing here says how the caller is known.') }]
  })
}

function readsSession({ range }: Pick<Func, 'range'>, { expressions }: Code): boolean {
  return expressions.some(
    ({ value, range: place }) => value.kind === 'name' && /^(?:self\.)?request\.session\b/.test(value.name) && encloses(range, place),
  )
}

/** Of `django.contrib.auth`: the cookie that they set is what knows the user. */
const SIGNS_IN = ['login', 'auth.login', 'logout', 'auth.logout']

const WRITES = /^(?:save|create|delete|bulk_create|get_or_create|update_or_create|set_password)$/

/** `request.user`, where nothing else than the session tells who that is, and something is changed. */
function readsUser(view: Pick<Func, 'range' | 'decorators'>, code: Code): boolean {
  // Views of REST frameworks know their users by what they are told to.
  if (view.decorators.some(({ name }) => /api_view|authentication_classes|token|jwt|api_key|action/i.test(name))) return false
  if (speaksOfSignatures(code) || !within(code.calls, view.range).some(({ method }) => WRITES.test(method))) return false
  return within(code.expressions, view.range).some(({ value }) => value.kind === 'name' && /^(?:self\.)?request\.user\b/.test(value.name))
}

function isSigned(place: Range, { strings, comments }: Code): boolean {
  return [...within(strings, place), ...within(comments, place)].some(({ text }) => SIGNED.test(text))
}

const speaksOfSignatures = onceFor(({ strings }: Code) => strings.some(({ text }) => SIGNED.test(text)))

/** `@method_decorator(csrf_exempt, name="dispatch")` on a view that is a class. */
function exemptClasses(code: Code): CookieSetting[] {
  return code.classes.flatMap((view): CookieSetting[] => {
    const decorator = [...view.decorators, ...view.methods.flatMap(({ decorators }) => decorators)].find(
      ({ name, args }) =>
        /(?:^|\.)method_decorator$/.test(name) &&
        args.some(({ value }) => value.kind === 'name' && /(?:^|\.)csrf_exempt$/.test(value.name)),
    )
    if (!decorator) return []
    const isOther =
      view.bases.some((base) => /APIView|ViewSet|GraphQL|Webhook|Token/.test(base)) || WEBHOOK.test(view.name) || asksNoSession(view)
    const byCookie =
      view.bases.some((base) => /LoginRequired|PermissionRequired|UserPassesTest|LoginView/.test(base)) ||
      readsUser(view, code) ||
      readsSession(view, code)
    const state = isOther || isSigned(view.range, code) ? FINE : byCookie ? OFF : unknown('Nothing here says how the caller is known.')
    return [{ subject: `csrf_exempt of ${view.name}`, aspect: 'csrf', range: decorator.range, state }]
  })
}

/** `authentication_classes = []`, or those of tokens: REST framework then takes nobody's cookie for who they are. */
function asksNoSession({ fields }: Code['classes'][number]): boolean {
  const told = fields.find(({ name }) => name === 'authentication_classes')?.value
  return told?.kind === 'list' && told.items.every((item) => item.kind === 'name' && !/session|cookie/i.test(item.name))
}

/** `NinjaAPI(csrf=False)`, where it knows its users by cookie. */
function ninja({ calls, imports }: Code): CookieSetting[] {
  if (!imports.some(({ module }) => module.startsWith('ninja'))) return []
  return calls.flatMap(({ method, args }): CookieSetting[] => {
    const csrf = args.find(({ name }) => name === 'csrf')
    if (csrf?.value.kind !== 'boolean' || !/^(?:NinjaAPI|APIKeyCookie|SessionAuth|\w*Cookie\w*|NinjaExtraAPI)$/.test(method)) return []
    const auth = args.find(({ name }) => name === 'auth')?.value
    const texts = auth ? JSON.stringify(auth) : method
    const byCookie = /cookie|session|django_auth/i.test(texts)
    return [{ subject: `${method}(csrf)`, aspect: 'csrf', range: csrf.range, state: csrf.value.value || !byCookie ? FINE : OFF }]
  })
}
