import type { Code, Value } from '#formats/code/code'
import { constantText, entryOf } from '#formats/code/lookup'
import { reachedInProduction } from '#formats/production'
import { FINE, open, type Verdict, type WebSetting } from '#formats/web-setting'

/** Rails' host authorization: `config.hosts`. */
export function rubyHosts(code: Code): readonly WebSetting[] {
  const reached = (scope: Parameters<typeof reachedInProduction>[0]) => reachedInProduction(scope, code) !== 'never'
  const calls = code.calls.flatMap(({ callee, range, scope }): WebSetting[] =>
    callee.endsWith('config.hosts.clear') && reached(scope)
      ? [{ subject: 'config.hosts', range, verdict: open('answers to every host') }]
      : [],
  )
  const assigned = code.assignments.flatMap(({ target, value, range, scope }): WebSetting[] =>
    target.endsWith('config.hosts') && reached(scope) ? [{ subject: 'config.hosts', range, verdict: verdictOf(value) }] : [],
  )
  const added = code.expressions.flatMap(({ value, range, scope }): WebSetting[] => {
    if (
      value.kind !== 'binary' ||
      value.operator !== '<<' ||
      value.left.kind !== 'name' ||
      !value.left.name.endsWith('config.hosts') ||
      !reached(scope)
    )
      return []
    return [{ subject: 'config.hosts', range, verdict: verdictOf(value.right) }]
  })
  const excluded = code.assignments.flatMap(({ target, value, scope }): WebSetting[] => {
    const entry = target.endsWith('config.host_authorization') && reached(scope) ? entryOf(value, 'exclude') : undefined
    if (entry?.value.kind !== 'function') return []
    const { statements, returns } = entry.value.function
    const isAll = statements === 1 && returns.some((one) => one.kind === 'boolean' && one.value)
    return [{ subject: 'config.host_authorization', range: entry.range, verdict: isAll ? open('excludes every request') : FINE }]
  })
  return [...calls, ...assigned, ...added, ...excluded]
}

function verdictOf(value: Value): Verdict {
  if (value.kind === 'null') return open('answers to every host')
  const items = value.kind === 'list' ? value.items : [value]
  if (items.length === 0) return open('answers to every host')
  return items.some(isAnything) ? open('answers to every host') : FINE
}

/** `/.*\/`, and the string that people take for it. */
function isAnything(value: Value): boolean {
  if (value.kind === 'call' && value.callee === 'IPAddr.new') return /^(?:0\.0\.0\.0|::)\/0$/.test(constantText(value.args[0]?.value) ?? '')
  const text = value.kind === 'other' || value.kind === 'string' ? value.text : ''
  return /^\/?\^?\.[*+]\$?\/?$|^\*$/.test(text)
}
