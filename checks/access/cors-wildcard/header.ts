import type { Call, Code, Value } from '#formats/code/code'
import { constantText, positional } from '#formats/code/lookup'
import { nameOf } from '#formats/code/names'
import { reachedInProduction } from '#formats/production'
import { encloses } from '#formats/ranges'
import { FINE, open, type Verdict, type WebSetting } from '#formats/web-setting'
import { isAny, originsVerdict } from './origins.ts'

const NAME = /^Access-Control-Allow-Origin$/i

/** The header itself, in any language: set by a call, by a subscript, or among others. */
export function headerCors(code: Code): readonly WebSetting[] {
  const isClient =
    code.imports.some(({ module }) => /^(?:axios|ky|superagent|react|vue|@angular\/|svelte|next\/)/.test(module)) ||
    code.calls.some(({ callee }) => /^(?:axios|fetch)\b/.test(callee))
  const subject = 'Access-Control-Allow-Origin'
  const calls = code.calls.flatMap((call): WebSetting[] => {
    if (reachedInProduction(call.scope, code) === 'never') return []
    const value = headerValue(call)
    return value === undefined ? [] : [{ subject, range: call.range, verdict: verdictOf(value, call, code) }]
  })
  const assigned = code.assignments.flatMap(({ target, value, range, scope }): WebSetting[] => {
    if (!/\.Access-Control-Allow-Origin$/i.test(target) || reachedInProduction(scope, code) === 'never') return []
    return [{ subject, range, verdict: originsVerdict(value, code) }]
  })
  const entries = isClient
    ? []
    : code.entries.flatMap(({ key, value, range, scope }): WebSetting[] =>
        NAME.test(key) && reachedInProduction(scope, code) !== 'never' ? [{ subject, range, verdict: originsVerdict(value, code) }] : [],
      )
  return [...calls, ...assigned, ...entries]
}

/** `res.setHeader('Access-Control-Allow-Origin', '*')`, `header("Access-Control-Allow-Origin: *")`. */
function headerValue(call: Call): string | true | undefined {
  const first = positional(call, 0)
  if (first?.kind !== 'string') return
  const whole = /^Access-Control-Allow-Origin:\s*(.*)$/i.exec(first.text)
  if (whole && call.callee === 'header') return whole[1]
  return NAME.test(first.text) && call.args.length >= 2 && SETS.test(call.method) ? true : undefined
}

const SETS = /^(?:set|setHeader|header|append|add|Set|Add|addHeader|set_header|setdefault|Append|headers|withHeader|putHeader|put)$/

/** `res.header(…, req.headers.origin)`, and nothing around it looks at whose origin it is. */
function isReflected({ args, scope, range }: Call, code: Code): boolean {
  const given = args[1]!.value
  const value = given.kind === 'binary' && (given.operator === '||' || given.operator === '??') ? given.left : given
  const name = value.kind === 'call' ? `${value.callee}.${constantText(value.args[0]?.value) ?? ''}` : nameOf(value)
  if (!/^(?:ctx\.|c\.)?(?:req|request|ctx|r)\b.*\.origin$/i.test(name) || scope.conditions.length > 0) return false
  const around = code.functions.findLast((func) => encloses(func.range, range))
  return !around?.calls.some(
    ({ method, callee }) =>
      /^(?:includes|indexOf|has|some|find|test|match|get|every)$|allow|valid|white/i.test(method) && callee !== call(value),
  )
}

function call(value: Value): string {
  return value.kind === 'call' ? value.callee : ''
}

function verdictOf(value: string | true, call: Call, code: Code): Verdict {
  // What someone has set is told to browsers: the wildcard stands in the settings, or nowhere.
  if (call.scope.conditions.some(({ text, negated }) => !negated && /(['"])\*\1/.test(text))) return FINE
  if (value === true) return isReflected(call, code) ? open('answers every origin as allowed') : originsVerdict(call.args[1]!.value, code)
  return isAny(value) ? open('allows every origin') : FINE
}
