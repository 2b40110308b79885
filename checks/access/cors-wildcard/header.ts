import type { Argument, Call, Code, Entry, Value } from '#formats/code/code'
import { constantText, positional } from '#formats/code/lookup'
import { reachedInProduction } from '#formats/production'
import { encloses } from '#formats/ranges'
import { FINE, open, type Verdict, type WebSetting } from '#formats/web-setting'
import { onceFor } from '#model/once'
import { isAny, originsVerdict } from './origins.ts'
import { isReflected } from './reflected.ts'

const NAME = /^Access-Control-Allow-Origin$/i
const SUBJECT = 'Access-Control-Allow-Origin'

/** The header itself, in any language: set by a call, by a subscript, or among others. */
export function headerCors(code: Code): readonly WebSetting[] {
  const isReached = ({ scope }: Pick<Call, 'scope'>) => reachedInProduction(scope, code) !== 'never'
  const calls = code.calls.filter(isReached).flatMap((call): WebSetting[] => {
    const value = headerValue(call)
    if (value !== undefined)
      return [{ subject: SUBJECT, range: call.range, verdict: servesAssets(call, code) ? FINE : verdictOf(value, call, code) }]
    return call.args.filter(isNamed).map((given) => ({ subject: SUBJECT, range: given.range, verdict: originsVerdict(given.value, code) }))
  })
  const assigned = code.assignments.filter(isReached).flatMap(({ target, value, range, scope }): WebSetting[] => {
    if (!/\.Access-Control-Allow-Origin$/i.test(target)) return []
    const verdict = servesAssets({ range, scope }, code) ? FINE : verdictOf(value, { range, scope }, code)
    return [{ subject: SUBJECT, range, verdict }]
  })
  const entries = isClient(code) ? [] : code.entries.filter(isReached).flatMap((entry, at, all) => entryOf(entry, at, all, code))
  return [...calls, ...assigned, ...entries]
}

/**
 * Images, fonts and the description of an interface are for every page: `app.get('/openapi.json', …)`, `function serveImage(…)`,
 * `class CorsStaticFiles(StaticFiles)`.
 */
function servesAssets({ range, scope }: Pick<Call, 'range' | 'scope'>, code: Code): boolean {
  const around = code.classes.find(({ name }) => name === scope.class)
  if (/(?:image|font|static|asset|thumbnail|favicon|avatar)s?(?:[A-Z_]|$)/i.test(scope.function ?? '')) return true
  if ([scope.class ?? '', ...(around?.bases ?? [])].some((name) => /static_?(?:files?|assets?|content)$|white_?noise/i.test(name)))
    return true
  return assetRoutes(code).some((route) => encloses(route.range, range))
}

const assetRoutes = onceFor(({ calls }: Code) =>
  calls.filter((call) => {
    const path = /^(?:get|use|all|route)$/.test(call.method) ? positional(call, 0) : undefined
    const text = path?.kind === 'string' ? path.text : ''
    return /(?:openapi|swagger)[\w.-]*\.(?:json|ya?ml)$|\/(?:images|fonts|static|assets|thumbnails|favicon\.ico)(?:\/|$)/i.test(text)
  }),
)

function isClient({ imports, calls }: Code): boolean {
  return (
    imports.some(({ module }) => /^(?:axios|ky|superagent|react|vue|@angular\/|svelte|next\/(?!server|headers))/.test(module)) ||
    calls.some(({ callee }) => /^(?:axios|fetch)\b/.test(callee))
  )
}

/** `headers 'Access-Control-Allow-Origin' => '*'`. */
function isNamed({ name }: Argument): boolean {
  return name !== undefined && NAME.test(name)
}

/** Under its name, or as `{ key: 'Access-Control-Allow-Origin', value: '*' }` of Next. */
function entryOf({ key, value, range }: Entry, at: number, all: readonly Entry[], code: Code): WebSetting[] {
  if (NAME.test(key)) return [{ subject: SUBJECT, range, verdict: originsVerdict(value, code) }]
  const given =
    key === 'key' && NAME.test(constantText(value) ?? '') ? [all[at + 1], all[at - 1]].find((one) => one?.key === 'value') : undefined
  const source = constantText(all.slice(0, at).findLast((one) => one.key === 'source')?.value)
  if (!given || (source && ASSETS.test(source))) return []
  return [{ subject: SUBJECT, range: given.range, verdict: originsVerdict(given.value, code) }]
}

const ASSETS = /font|static|image|_next|public|well-known|\.(?:js|css|json|svg|woff2?)\b/i

/** `res.setHeader('Access-Control-Allow-Origin', '*')`, `header("Access-Control-Allow-Origin: *")`. */
function headerValue(call: Call): string | Value | undefined {
  const first = positional(call, 0)
  if (call.callee === 'header' && first) return ofHeaderLine(first)
  const name = first?.kind === 'name' ? first.name.slice(first.name.lastIndexOf('.') + 1).replaceAll('_', '-') : constantText(first)
  return NAME.test(name ?? '') && call.args.length >= 2 && SETS.test(call.method) ? call.args[1]!.value : undefined
}

const SETS =
  /^(?:set|setHeader|header|Header|append|add|Set|Add|addHeader|set_header|send_header|setdefault|Append|headers|withHeader|putHeader|put)$/

/** PHP writes name and value in one text: constant, put together, or with the value inside. */
function ofHeaderLine(line: Value): string | Value | undefined {
  const text = line.kind === 'binary' ? constantText(line.left) : line.kind === 'string' ? line.text : undefined
  const whole = /^Access-Control-Allow-Origin:\s*(.*)$/i.exec(text ?? '')
  if (!whole) return
  if (line.kind === 'binary') return line.right
  return line.kind === 'string' && line.interpolated ? line.parts[0] : whole[1]
}

function verdictOf(value: string | Value, place: Pick<Call, 'range' | 'scope'>, code: Code): Verdict {
  // What someone has set is told to browsers: the wildcard stands in the settings, or nowhere.
  if (place.scope.conditions.some(({ text, negated }) => !negated && /(['"])\*\1/.test(text))) return FINE
  if (typeof value === 'string') return isAny(value) ? open('allows every origin') : FINE
  const sent = value.kind === 'conditional' ? [value.whenTrue, value.whenFalse] : [value]
  return sent.some((one) => isReflected(one, place, code)) ? open('answers every origin as allowed') : originsVerdict(value, code)
}
