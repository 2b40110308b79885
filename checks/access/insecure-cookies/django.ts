import type { Assignment, Code, Value } from '#formats/code/code'
import { inProduction, productionSettings } from '#formats/production'
import type { Fix } from '#model/check'
import type { Range } from '#model/location'
import { exemptViews } from './django-views.ts'
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
    ...exemptViews(code),
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
