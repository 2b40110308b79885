import { dotted, nameOf } from './names.ts'
import { field, parts, type Syntax, text } from './syntax.ts'
import type { Entry, ObjectValue, Value } from './view.ts'
import { type Handler, nameValue, opaque, optionalValue, other, rangeOf, valueAt, visit, type Walk, when } from './walk.ts'

/** The expressions that all languages share: each function makes a handler for one shape. */

export const name: Handler = (node, walk) => nameValue(walk, node, dotted(text(node)))

export function constant(value: boolean | null): Handler {
  return (node, walk) =>
    value === null ? { kind: 'null', range: rangeOf(walk, node) } : { kind: 'boolean', value, range: rangeOf(walk, node) }
}

export const number: Handler = (node, walk) => {
  const written = text(node)
  const value = Number(/^\d+$/.test(written) ? written : written.replaceAll('_', '').replace(/(?<=\d)[a-z]+$/i, ''))
  return Number.isNaN(value) ? other(walk, node) : { kind: 'number', value, range: rangeOf(walk, node) }
}

/** The value is what the node wraps: its field, or its first part. */
export function transparent(name?: string): Handler {
  return (node, walk) => {
    const inner = name ? field(node, name) : parts(node)[0]
    visit(
      walk,
      parts(node).filter((part) => part !== inner),
    )
    return optionalValue(walk, inner)
  }
}

export function list(): Handler {
  return (node, walk) => ({ kind: 'list', items: parts(node).map((part) => valueAt(walk, part)), range: rangeOf(walk, node) })
}

export function member(object: string, property: string): Handler {
  return (node, walk) => {
    const from = field(node, object)
    const to = field(node, property)
    if (!from || !to) return opaque(walk, node)
    return memberOf(walk, node, valueAt(walk, from), dotted(text(to)))
  }
}

export function memberOf(walk: Walk, node: Syntax, object: Value, property: string): Value {
  if (object.kind === 'name') return nameValue(walk, node, `${object.name}.${property}`)
  return { kind: 'member', object, property, range: rangeOf(walk, node) }
}

export function subscriptOf(walk: Walk, node: Syntax, object: Syntax | undefined, key: Syntax | undefined): Value {
  if (!object || !key) return opaque(walk, node)
  return { kind: 'subscript', object: valueAt(walk, object), key: valueAt(walk, key), range: rangeOf(walk, node) }
}

export function subscript(object: string, key: string): Handler {
  return (node, walk) => subscriptOf(walk, node, field(node, object), field(node, key))
}

const OPERATORS: Readonly<Record<string, string>> = {
  or: '||',
  and: '&&',
  not: '!',
  '===': '==',
  '!==': '!=',
  '<>': '!=',
  is: '==',
  'is not': '!=',
}

export function operatorOf(written: string): string {
  return OPERATORS[written] ?? written
}

/** The right side of `&&` and `||` runs only when the left side lets it. */
export function binaryOf(walk: Walk, node: Syntax, left: Syntax, written: string, right: Syntax): Value {
  const operator = operatorOf(written)
  const first = valueAt(walk, left)
  const guards = operator === '&&' || operator === '||' ? [{ value: first, negated: operator === '||', text: text(left) }] : []
  const second = when(walk, guards, () => valueAt(walk, right))
  return { kind: 'binary', operator, left: first, right: second, range: rangeOf(walk, node) }
}

export const binary: Handler = (node, walk) => {
  const [left, operator, right] = [field(node, 'left'), field(node, 'operator'), field(node, 'right')]
  if (!left || !operator || !right) return opaque(walk, node)
  return binaryOf(walk, node, left, text(operator), right)
}

/** An operator before its only part, whatever the grammar calls them. */
export const unary: Handler = (node, walk) => {
  const operand = parts(node).at(-1)
  if (!operand) return other(walk, node)
  const operator = operatorOf(node.source.slice(node.start, operand.start).trim())
  const value = valueAt(walk, operand)
  return operator === '&' || operator === '*' ? value : { kind: 'unary', operator, operand: value, range: rangeOf(walk, node) }
}

export const spread: Handler = (node, walk) => {
  const inner = parts(node).at(-1)
  return inner && { kind: 'unary', operator: '...', operand: valueAt(walk, inner), range: rangeOf(walk, node) }
}

/** Without `then` (PHP's `?:`) it is an `||`. */
export function conditionalOf(walk: Walk, node: Syntax, test: Syntax, then: Syntax | undefined, otherwise: Syntax): Value {
  if (!then) return binaryOf(walk, node, test, '||', otherwise)
  const value = valueAt(walk, test)
  const branch = (part: Syntax, negated: boolean) => when(walk, [{ value, negated, text: text(test) }], () => valueAt(walk, part))
  return {
    kind: 'conditional',
    condition: value,
    whenTrue: branch(then, false),
    whenFalse: branch(otherwise, true),
    range: rangeOf(walk, node),
  }
}

export const conditional: Handler = (node, walk) => {
  const [test, then, otherwise] = [field(node, 'condition'), field(node, 'consequence') ?? field(node, 'body'), field(node, 'alternative')]
  if (!test || !otherwise) return opaque(walk, node)
  return conditionalOf(walk, node, test, then, otherwise)
}

/** Makes an object literal of its pairs. */
export function objectOf(walk: Walk, node: Syntax, entries: readonly Entry[], type?: string): ObjectValue {
  return { kind: 'object', type, entries, range: rangeOf(walk, node) }
}

/** One `key: value`. An anonymous function is given the name of the key. */
export function addEntry(walk: Walk, node: Syntax, key: Syntax | undefined, value: Syntax, keyless = '...'): Entry {
  const named = key ? keyText(walk, key) : keyless
  walk.naming = { node: value, name: named }
  const range = rangeOf(walk, node)
  const entry: Entry = { key: named, keyRange: key ? rangeOf(walk, key) : range, value: valueAt(walk, value), range, scope: walk.scope }
  walk.found.entries.push(entry)
  return entry
}

function keyText(walk: Walk, key: Syntax): string {
  const value = valueAt(walk, key)
  if (value.kind === 'string') return value.text
  return value.kind === 'name' || value.kind === 'subscript' || value.kind === 'member' ? nameOf(value) : text(key)
}
