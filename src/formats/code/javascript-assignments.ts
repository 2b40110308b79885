import { memberOf } from './expressions.ts'
import { dotted } from './names.ts'
import { assign, assignValue } from './statements.ts'
import { field, parts, type Syntax, text } from './syntax.ts'
import type { Value } from './view.ts'
import { optionalValue, rangeOf, remember, valueAt, type Walk } from './walk.ts'

export function declared(node: Syntax, walk: Walk): Value | undefined {
  const [target, value] = [field(node, 'name'), field(node, 'value')]
  return target && value && assignTo(walk, node, target, value, field(node, 'type'))
}

export function assignTo(walk: Walk, node: Syntax, target: Syntax, value: Syntax, type?: Syntax): Value {
  if (target.type !== 'object_pattern' && target.type !== 'array_pattern') return assign(walk, node, target, value, { type })
  const whole = valueAt(walk, value)
  takeApart(walk, target, whole)
  return whole
}

/** `const { a, b: c = 1 } = x`: `a` is `x.a`, `c` is `x.b || 1`. */
function takeApart(walk: Walk, pattern: Syntax, whole: Value): void {
  for (const part of parts(pattern)) {
    const isPair = part.type === 'pair_pattern'
    const written = isPair ? field(part, 'value')! : part
    const hasDefault = written.type.endsWith('assignment_pattern')
    const target = hasDefault ? field(written, 'left')! : written
    const key = pattern.type === 'array_pattern' ? '[]' : text(isPair ? field(part, 'key')! : target)
    const member = part.type === 'rest_pattern' ? whole : memberOf(walk, part, whole, dotted(key))
    const fallback = hasDefault ? optionalValue(walk, field(written, 'right')) : undefined
    const value: Value = fallback ? { kind: 'binary', operator: '??', left: member, right: fallback, range: rangeOf(walk, part) } : member
    if (target.type.endsWith('_pattern') && target.type !== 'shorthand_property_identifier_pattern' && target.type !== 'rest_pattern')
      takeApart(walk, target, value)
    else assignValue(walk, part, target, remember(walk, value) ?? value, { name: text(target).replace(/^\.+/, '') })
  }
}
