import type { Assignment, Call, Code, Value } from '#formats/code/code'
import { argumentOf, positional } from '#formats/code/lookup'
import { isTrue } from '#formats/code/unset'
import { inProduction, productionSettings, reachedInProduction } from '#formats/production'
import { FINE, open, unknown, type Verdict, type WebSetting } from '#formats/web-setting'
import type { Fix } from '#model/check'
import { flaskCors } from './flask.ts'
import { isTurnedOn, originsVerdict } from './origins.ts'
import { argumentCors } from './python-arguments.ts'

/** django-cors-headers, Starlette's middleware, Flask-CORS, Socket.IO. */
export function pythonCors(code: Code): readonly WebSetting[] {
  return [
    ...django(code),
    ...code.calls.flatMap((call) => [...starlette(call, code), ...socket(call, code)]),
    ...flaskCors(code),
    ...argumentCors(code),
  ]
}

function django(code: Code): WebSetting[] {
  const settings = productionSettings(code)
  const withCredentials = isTurnedOn(settings.get('CORS_ALLOW_CREDENTIALS')?.value, code)
  return [...settings.values()].flatMap((assignment) => {
    const { target, value, range } = assignment
    if (/^CORS_(?:ALLOW_ALL_ORIGINS|ORIGIN_ALLOW_ALL)$/.test(target)) {
      const verdict = switched(value, code, withCredentials)
      return [{ subject: target, range, verdict, fix: verdict.is === 'open' ? fixOf(assignment, settings, code) : undefined }]
    }
    if (!/^CORS_(?:ALLOWED_ORIGINS|ORIGIN_WHITELIST|ALLOWED_ORIGIN_REGEXES|ORIGIN_REGEX_WHITELIST|ORIGINS)$/.test(target)) return []
    return [{ subject: target, range, verdict: originsVerdict(value, code, withCredentials) }]
  })
}

function switched(value: Value, code: Code, withCredentials: boolean): Verdict {
  const unset = inProduction(value, code)
  if (unset.kind === 'unknown') return unknown('An expression decides it.')
  if (unset.kind === 'fails' || !isTrue(unset.value)) return FINE
  // The text "False" is true as well.
  return open(`allows every origin${unset.variable ? ` wherever ${unset.variable} is not set` : ''}`, withCredentials ? 'critical' : 'high')
}

/** Names the origins in the line after it, where the file does not yet. */
function fixOf({ value, scope }: Assignment, settings: ReadonlyMap<string, Assignment>, { imports }: Code): Fix | undefined {
  if (value.kind !== 'boolean' || scope.conditions.length > 0) return
  const hasOs = imports.some(({ module, alias }) => module === 'os' && alias === 'os')
  const isNamed = ['CORS_ALLOWED_ORIGINS', 'CORS_ORIGIN_WHITELIST', 'CORS_ALLOWED_ORIGIN_REGEXES'].some((name) => settings.has(name))
  if (!hasOs && !isNamed) return
  const origins = isNamed
    ? ''
    : "\nCORS_ALLOWED_ORIGINS = [origin for origin in os.getenv('CORS_ALLOWED_ORIGINS', '').split(',') if origin]"
  return { title: 'Allow only the origins that are named', edits: [{ range: value.range, text: `False${origins}` }] }
}

/** `app.add_middleware(CORSMiddleware, allow_origins=…)`, `Middleware(CORSMiddleware, …)`. */
function starlette(call: Call, code: Code): WebSetting[] {
  const named = [call.callee, nameAt(call, 0)].some((name) => /(?:^|\.)CORSMiddleware$/.test(name))
  if (!named) return []
  const withCredentials = isTurnedOn(argumentOf(call, 'allow_credentials'), code)
  return ['allow_origins', 'allow_origin_regex'].flatMap((key) => {
    const given = call.args.find(({ name }) => name === key)
    if (!given || reachedNever(call, code)) return []
    return [{ subject: `CORSMiddleware(${key})`, range: given.range, verdict: originsVerdict(given.value, code, withCredentials) }]
  })
}

function nameAt(call: Call, position: number): string {
  const value = positional(call, position)
  return value?.kind === 'name' ? value.name : ''
}

function reachedNever({ scope }: Call, code: Code): boolean {
  return reachedInProduction(scope, code) === 'never'
}

/** `socketio.AsyncServer(cors_allowed_origins='*')`, `SocketIO(app, cors_allowed_origins='*')`; without it only the own origin may. */
function socket(call: Call, code: Code): WebSetting[] {
  const origins = call.args.find(({ name }) => name === 'cors_allowed_origins')
  if (!origins || reachedNever(call, code)) return []
  return [{ subject: `${call.method}(cors_allowed_origins)`, range: origins.range, verdict: originsVerdict(origins.value, code) }]
}
