import { callOf, callTo } from './calls.ts'
import { addEntry, objectOf } from './expressions.ts'
import { dotted } from './names.ts'
import { assign, assignAll } from './statements.ts'
import { stringOf } from './strings.ts'
import { field, partOf, parts, partsOf, type Syntax, text } from './syntax.ts'
import type { Call, Value } from './view.ts'
import { addString, opaque, optionalValue, rangeOf, valueAt, type Walk } from './walk.ts'

export function called(node: Syntax, walk: Walk): Value {
  const [target, args] = [field(node, 'function'), parts(field(node, 'arguments'))]
  if (!target) return opaque(walk, node)
  const call = callTo(walk, node, target, args)
  if (call.callee === 'define') defined(walk, call)
  return call
}

/** `define('WP_DEBUG', true)` is how PHP assigns a constant. */
function defined(walk: Walk, { args: [constantName, given], range, scope }: Call): void {
  if (constantName?.value.kind !== 'string' || !given) return
  const target = constantName.value.text
  walk.found.assignments.push({ target, targetRange: constantName.range, operator: '=', value: given.value, range, scope })
}

export function methodCall(node: Syntax, walk: Walk): Value {
  const [receiver, method] = [field(node, 'object') ?? field(node, 'scope'), field(node, 'name')]
  if (!receiver || !method) return opaque(walk, node)
  return callOf(walk, node, { receiver, method: dotted(text(method)), callee: [receiver, method], args: parts(field(node, 'arguments')) })
}

export function creation(node: Syntax, walk: Walk): Value {
  const [type] = parts(node)
  if (!type) return opaque(walk, node)
  if (type.type === 'anonymous_class') return opaque(walk, node)
  return callOf(walk, node, { method: dotted(text(type)), callee: [type, type], args: parts(partOf(node, 'arguments')), isNew: true })
}

/** `echo`, `print`, `exit` and `unset` are calls without parentheses. */
export function spoken(node: Syntax, walk: Walk): Value {
  const args = parts(node).flatMap((part) => (/^(sequence|parenthesized)_expression$/.test(part.type) ? parts(part) : [part]))
  const word = node.type.slice(0, node.type.indexOf('_'))
  const callee: Syntax = { ...node, end: node.start + word.length, children: [] }
  return callOf(walk, node, { method: word, callee: [callee, callee], args })
}

export function included(node: Syntax, walk: Walk): Value | undefined {
  const value = optionalValue(walk, parts(node).at(-1))
  if (value?.kind === 'string') walk.found.imports.push({ module: value.text, names: [], range: rangeOf(walk, node) })
  return value
}

export function heredoc(node: Syntax, walk: Walk): Value {
  const content = field(node, 'value')
  const found = parts(content).filter(({ type }) => !/string|escape/.test(type))
  return addString(
    walk,
    stringOf(
      walk,
      node,
      content ? text(content).trim() : '',
      found.map((part) => valueAt(walk, part)),
    ),
  )
}

/** With keys an object (what has none gets its number), without a list. */
export function array(node: Syntax, walk: Walk): Value {
  const elements = partsOf(node, 'array_element_initializer')
  if (!elements.some((part) => parts(part).length > 1)) {
    return { kind: 'list', items: elements.map((part) => valueAt(walk, parts(part)[0] ?? part)), range: rangeOf(walk, node) }
  }
  const entries = elements.map((part, index) => {
    const [first = part, second] = parts(part)
    return second ? addEntry(walk, part, first, second) : addEntry(walk, part, undefined, first, String(index))
  })
  return objectOf(walk, node, entries)
}

export function assignment(node: Syntax, walk: Walk): Value {
  const [left, right] = [field(node, 'left')!, field(node, 'right')!]
  if (left.type !== 'list_literal' && left.type !== 'array_creation_expression') return assign(walk, node, left, right)
  return assignAll(walk, node, parts(left), [right])
}
