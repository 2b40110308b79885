import type { Code, Value } from '#formats/code/code'
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
  return [...calls, ...assigned, ...added]
}

function verdictOf(value: Value): Verdict {
  if (value.kind === 'null') return open('answers to every host')
  const items = value.kind === 'list' ? value.items : [value]
  return items.some(isAnything) ? open('answers to every host') : FINE
}

/** `/.*\/`, and the string that people take for it. */
function isAnything(value: Value): boolean {
  const text = value.kind === 'other' || value.kind === 'string' ? value.text : ''
  return /^\/?\^?\.[*+]\$?\/?$|^\*$/.test(text)
}
