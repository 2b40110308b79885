import type { Call, Code } from '#formats/code/code'
import { valuesIn } from '#formats/code/lookup'
import { originsOf } from '#formats/code/origins'
import { isDevelopmentFile } from '#formats/debug/setting'
import { reachedInProduction } from '#formats/production'
import { open, unknown, type WebSetting } from '#formats/web-setting'
import { isTurnedOn, originsVerdict } from './origins.ts'

/** Flask-CORS: called, as a decorator, and what it reads from the configuration. */
export function flaskCors(code: Code): readonly WebSetting[] {
  const origin = originsOf(code)
  return [...code.calls.flatMap((call) => called(call, origin(call.callee), code)), ...crossOrigin(code), ...configured(code)]
}

/** `CORS(app)` allows every origin. */
function called(call: Call, origin: string, code: Code): WebSetting[] {
  const isInit =
    call.method === 'init_app' &&
    call.args.length > 0 &&
    code.assignments.some(
      ({ target, value }) =>
        target === call.callee.slice(0, -'.init_app'.length) && value.kind === 'call' && /(?:^|\.)CORS$/.test(value.callee),
    )
  if (!isInit && (!/(?:^|\.)(?:flask|sanic)_cors\.(?:\w+\.)?CORS$/.test(origin) || call.args.length === 0)) return []
  if (reachedInProduction(call.scope, code) === 'never') return []
  return [allowed('CORS()', call.range, call.args, code)]
}

/** What Flask-CORS and Flask-SocketIO read from the configuration: `app.config["CORS_ORIGINS"]`, a field of its class, a key of defaults. */
function configured(code: Code): WebSetting[] {
  const defaults = code.entries.flatMap(({ key, value, range, scope }): WebSetting[] => {
    if (!/^(?:\w+_)?CORS_(?:ALLOWED_)?ORIGINS$/.test(key) || reachedInProduction(scope, code) === 'never') return []
    return [{ subject: key, range, verdict: originsVerdict(value, code) }]
  })
  const assigned = code.assignments.flatMap(({ target, value, range, scope }): WebSetting[] => {
    const isField = scope.class !== undefined && !scope.function && !isDevelopmentFile(spaced(scope.class))
    const name = /^(?:.*\bconfig\.)?((?:SOCKETIO_)?CORS_(?:ALLOWED_)?ORIGINS)$/.exec(target)?.[1]
    if (!name || !(isField || target !== name) || reachedInProduction(scope, code) === 'never') return []
    const owner = code.classes.find((one) => one.name === scope.class)
    if (owner?.bases.some((base) => base.endsWith('BaseSettings'))) return []
    return [{ subject: name, range, verdict: originsVerdict(value, code) }]
  })
  return [...defaults, ...assigned]
}

function spaced(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').slice(0, 200)
}

/** `@cross_origin()` of Flask-CORS. */
function crossOrigin(code: Code): WebSetting[] {
  return code.decorators.flatMap(({ name, args, range }) =>
    /(?:^|\.)cross_origin$/.test(name) ? [allowed('@cross_origin', range, args, code)] : [],
  )
}

function allowed(subject: string, range: Call['range'], args: Call['args'], code: Code): WebSetting {
  const withCredentials = isTurnedOn(args.find(({ name }) => name === 'supports_credentials')?.value, code)
  const origins = args.find(({ name }) => name === 'origins')
  if (origins) return { subject, range: origins.range, verdict: originsVerdict(origins.value, code, withCredentials) }
  const resources = args.find(({ name }) => name === 'resources')
  if (!resources) {
    const isConfigured =
      code.assignments.some(({ target }) => /\.CORS_ORIGINS$|^CORS_ORIGINS$/.test(target)) ||
      args.some(({ value }) => value.kind === 'unary')
    return {
      subject,
      range,
      verdict: isConfigured
        ? unknown('The origins are set elsewhere.')
        : open('allows every origin', withCredentials ? 'critical' : 'high'),
    }
  }
  for (const part of valuesIn(resources.value)) {
    const entry = part.kind === 'object' ? part.entries.find(({ key }) => key === 'origins') : undefined
    if (entry) return { subject, range: entry.range, verdict: originsVerdict(entry.value, code, withCredentials) }
  }
  return {
    subject,
    range,
    verdict: resources.value.kind === 'name' ? unknown('The resources are named elsewhere.') : open('allows every origin'),
  }
}
