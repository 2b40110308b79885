import type { Code, Value } from '#formats/code/code'
import { entryOf } from '#formats/code/lookup'
import { originsOf } from '#formats/code/origins'
import { reachedInProduction } from '#formats/production'
import { open, type WebSetting } from '#formats/web-setting'
import { isOn, originsVerdict } from './origins.ts'

/** rs/cors, gin-contrib, chi, Echo, Fiber, gorilla. */
export function goCors(code: Code): readonly WebSetting[] {
  const origin = originsOf(code)
  const isCors = (name: string) => /(?:^|\/)cors(?:\/v\d+)?\.|\/middleware\.CORS|gorilla\/handlers\.|\/cors(?:\/v\d+)?\./.test(origin(name))
  const calls = code.calls.flatMap((call): WebSetting[] => {
    const { callee, method, args, range, scope } = call
    if (!isCors(callee) || reachedInProduction(scope, code) === 'never') return []
    if (
      method === 'AllowAll' ||
      method === 'Default' ||
      (method === 'CORS' && args.length === 0) ||
      (method === 'New' && args.length === 0)
    ) {
      return [{ subject: callee, range, verdict: open('allows every origin') }]
    }
    if (method === 'AllowedOrigins' && args[0]) return [{ subject: callee, range, verdict: originsVerdict(args[0].value, code) }]
    return args.flatMap(({ value }) => (value.kind === 'object' ? goOptions(callee, value, code) : []))
  })
  const assigned = code.assignments.flatMap(({ target, value, range, scope }): WebSetting[] => {
    const isSwitch = target.endsWith('.AllowAllOrigins')
    if ((!isSwitch && !/\.(?:AllowOrigins|AllowedOrigins)$/.test(target)) || !code.imports.some(({ module }) => /cors/.test(module)))
      return []
    if (reachedInProduction(scope, code) === 'never') return []
    return [{ subject: target, range, verdict: originsVerdict(value, code) }]
  })
  const kept = [...code.assignments, ...code.functions.flatMap(({ returns, scope }) => returns.map((value) => ({ value, scope })))]
  const configured = kept.flatMap(({ value, scope }): WebSetting[] => {
    if (value.kind !== 'object' || !/(?:Config|Options)$/.test(value.type ?? '') || !isCors(value.type!)) return []
    return reachedInProduction(scope, code) === 'never' ? [] : goOptions(value.type!, value, code)
  })
  return [...calls, ...assigned, ...configured]
}

function goOptions(callee: string, options: Value, code: Code): WebSetting[] {
  const withCredentials = isOn(options, 'AllowCredentials', code)
  return ['AllowAllOrigins', 'AllowedOrigins', 'AllowOrigins', 'AllowOriginFunc'].flatMap((key) => {
    const entry = entryOf(options, key)
    if (!entry) return []
    return [{ subject: `${callee}(${key})`, range: entry.range, verdict: originsVerdict(entry.value, code, withCredentials) }]
  })
}
