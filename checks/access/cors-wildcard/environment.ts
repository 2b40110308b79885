import type { Code } from '#formats/code/code'
import { envReads } from '#formats/code/environment'
import { whenUnset } from '#formats/code/unset'
import { reachedInProduction } from '#formats/production'
import { FINE, open, type WebSetting } from '#formats/web-setting'
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
