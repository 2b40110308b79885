import type { Call, Code } from '#formats/code/code'
import { constantText, entryOf } from '#formats/code/lookup'
import { reachedInProduction } from '#formats/production'
import { encloses, within } from '#formats/ranges'
import { FINE, open, type WebSetting } from '#formats/web-setting'
import { onceFor } from '#model/once'
import { isOn, originsVerdict } from './origins.ts'

/** Spring: `@CrossOrigin`, `CorsRegistry`, `CorsConfiguration`. */
export function javaCors(code: Code): readonly WebSetting[] {
  const withCredentials = code.calls.some(
    ({ method, args: [first] }) => /^(?:set)?[aA]llowCredentials$/.test(method) && first?.value.kind === 'boolean' && first.value.value,
  )
  const annotated = code.decorators.flatMap(({ name, args, range }): WebSetting[] => {
    if (name !== 'CrossOrigin') return []
    const given = args.find((argument) => !argument.name || /^(?:value|origins|originPatterns)$/.test(argument.name))
    if (!given) return [{ subject: '@CrossOrigin', range, verdict: open('allows every origin') }]
    return [{ subject: '@CrossOrigin', range: given.range, verdict: originsVerdict(given.value, code) }]
  })
  const called = code.calls.flatMap((call): WebSetting[] => {
    const { callee, method, args, range, scope } = call
    if (
      !/^(?:allowedOrigins|allowedOriginPatterns|setAllowedOrigins|setAllowedOriginPatterns|addAllowedOrigin|addAllowedOriginPattern)$/.test(
        method,
      ) &&
      !callee.endsWith('CorsHandler.create')
    )
      return []
    if (reachedInProduction(scope, code) === 'never' || !args[0]) return []
    const all = { kind: 'list' as const, items: args.map(({ value }) => value), range }
    const verdict = originsVerdict(args.length > 1 ? all : args[0].value, code, withCredentials)
    return [{ subject: method, range: { start: args[0].range.start, end: args.at(-1)!.range.end }, verdict }]
  })
  return [...annotated, ...called, ...unnamed(code)]
}

/** `registry.addMapping("/**")` and nothing that names origins: all of them may call, as with `applyPermitDefaultValues()`. */
function unnamed(code: Code): WebSetting[] {
  const names = code.calls.filter(({ method }) => /allowedOrigin|^combine$/i.test(method))
  const registers = code.functions.filter(({ params }) => params.some(({ type }) => type === 'CorsRegistry'))
  return code.calls.flatMap(({ method, receiver, range, scope }): WebSetting[] => {
    const isDefault = method === 'applyPermitDefaultValues' && names.length === 0
    const isMapping = method === 'addMapping' && receiver?.kind === 'name' && registers.some((one) => encloses(one.range, range))
    const isNamed =
      isMapping && (names.some((one) => encloses(one.range, range)) || code.assignments.some(({ value }) => encloses(value.range, range)))
    if ((!isDefault && !isMapping) || isNamed || reachedInProduction(scope, code) === 'never') return []
    return [{ subject: method, range, verdict: open('allows every origin, since none is named') }]
  })
}

/** ASP.NET Core. */
export function csharpCors(code: Code): readonly WebSetting[] {
  const attributes = code.decorators.flatMap(({ name, args, range }): WebSetting[] => {
    // The origins, the headers and the methods, in whatever order: with one argument it names a policy.
    const isAll = name === 'EnableCors' && args.length >= 3 && args.every(({ value }) => value.kind === 'string' && value.text === '*')
    return isAll ? [{ subject: 'EnableCors', range, verdict: open('allows every origin') }] : []
  })
  const calls = code.calls.flatMap((call): WebSetting[] => {
    const { method, args, scope, range } = call
    if (reachedInProduction(scope, code) === 'never') return []
    if (method === 'AllowAnyOrigin') return [{ subject: method, range, verdict: open('allows every origin') }]
    if (method === 'WithOrigins' && args[0]) return [{ subject: method, range, verdict: originsVerdict(args[0].value, code) }]
    const isAll =
      method === 'EnableCorsAttribute' && args.length >= 3 && args.every(({ value }) => value.kind === 'string' && value.text === '*')
    if (isAll) return [{ subject: method, range, verdict: open('allows every origin') }]
    if (method === 'SetIsOriginAllowed' && args[0]) return [{ subject: method, range, verdict: originsVerdict(args[0].value, code, true) }]
    return []
  })
  return [...attributes, ...calls]
}

/** rack-cors: `origins '*'`. */
export function rubyCors(code: Code): readonly WebSetting[] {
  const withCredentials = code.calls.some(
    ({ method, args }) =>
      method === 'resource' && args.some(({ name, value }) => name === 'credentials' && value.kind === 'boolean' && value.value),
  )
  return code.calls.flatMap((call): WebSetting[] => {
    const { callee, args, range, scope } = call
    if (callee !== 'origins' || !args[0] || reachedInProduction(scope, code) === 'never') return []
    if (servesAssets(call, code)) return [{ subject: 'origins', range, verdict: FINE }]
    const verdicts = args.map(({ value }) => originsVerdict(value, code, withCredentials))
    return [{ subject: 'origins', range, verdict: verdicts.find(({ is }) => is === 'open') ?? verdicts[0]! }]
  })
}

/** `resource '/assets/*', methods: [:get]` and nothing else in the block around it: what is in every page may be read by every page. */
function servesAssets({ range }: Call, code: Code): boolean {
  return rackBlocks(code).findLast((one) => encloses(one.range, range))?.isForAssets ?? false
}

const rackBlocks = onceFor(({ calls }: Code) =>
  calls
    .filter(({ callee }) => callee === 'allow')
    .map(({ range }) => {
      const resources = within(calls, range).filter(({ callee }) => callee === 'resource')
      return { range, isForAssets: resources.length > 0 && resources.every(isAsset) }
    }),
)

function isAsset({ args }: Call): boolean {
  const methods = args.find(({ name }) => name === 'methods')?.value
  const only = methods?.kind === 'list' ? methods.items : methods ? [methods] : []
  const path = constantText(args[0]?.value) ?? ''
  return (
    /^\/(?:assets|fonts|images|packs|static)\b/.test(path) &&
    only.length > 0 &&
    only.every((one) => /^(?:get|head|options)$/.test(constantText(one) ?? ''))
  )
}

/** Laravel's `config/cors.php`, which comes with a wildcard, and what Symfony's bundle returns. */
export function phpCors(code: Code): readonly WebSetting[] {
  return code.assignments.flatMap(({ target, value }): WebSetting[] => {
    const entry = target === 'return' ? entryOf(value, 'allowed_origins') : undefined
    if (!entry) return []
    const withCredentials = isOn(value, 'supports_credentials', code)
    const verdict = originsVerdict(entry.value, code, withCredentials)
    return [
      {
        subject: 'allowed_origins',
        range: entry.range,
        verdict: verdict.is === 'open' && !withCredentials ? { ...verdict, grade: 'mild' } : verdict,
      },
    ]
  })
}
