import type { Code } from '../code/code.ts'
import { envReads } from '../code/environment.ts'
import { whenUnset } from '../code/unset.ts'
import { reachedInProduction } from '../production.ts'
import { FINE, open, type WebSetting } from '../web-setting.ts'
import { isAny, originsVerdict } from './origins.ts'

const NAME = /^(?!.*(?:METHOD|HEADER|CREDENTIAL|MAX_?AGE)).*(?:CORS.*ORIGIN|ALLOWED?_ORIGIN|CORS_(?:ALLOW|HOSTS|URLS?))/i

/** Origins that are read from the environment: where nobody names them, the fallback counts. */
export function environmentCors(code: Code): readonly WebSetting[] {
  return envReads(code).flatMap(({ name, range, default: fallback, scope }): WebSetting[] => {
    if (!NAME.test(name) || reachedInProduction(scope, code) === 'never') return []
    if (!fallback) return [{ subject: name, range, verdict: FINE }]
    const verdict = originsVerdict(fallback, code)
    if (verdict.is !== 'open') return [{ subject: name, range, verdict: FINE }]
    const unset = whenUnset(fallback, code)
    const isList = unset.kind === 'constant' && (Array.isArray(unset.value) || (typeof unset.value === 'string' && isAny(unset.value)))
    return [
      {
        subject: name,
        range,
        verdict: isList || fallback.kind === 'list' ? open(`allows every origin wherever ${name} is not set`) : FINE,
      },
    ]
  })
}
