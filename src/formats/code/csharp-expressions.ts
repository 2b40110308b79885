import { callOf } from './calls.ts'
import { addEntry, list, objectOf } from './expressions.ts'
import { typeName } from './names.ts'
import { field, partOf, parts, type Syntax } from './syntax.ts'
import type { Entry, Value } from './view.ts'
import type { Walk } from './walk.ts'

export function memberParts(node: Syntax): readonly [Syntax | undefined, Syntax | undefined] | undefined {
  if (node.type === 'member_access_expression') return [field(node, 'expression'), field(node, 'name')]
  if (node.type !== 'conditional_access_expression') return
  return [field(node, 'condition'), field(partOf(node, 'member_binding_expression'), 'name')]
}

export function argument(node: Syntax): { readonly name?: Syntax | undefined; readonly value: Syntax | undefined } {
  if (node.type === 'attribute_argument') {
    const assigned = partOf(node, 'assignment_expression')
    if (assigned) return { name: field(assigned, 'left'), value: field(assigned, 'right') }
    // `name: value`: the grammar gives the name no part of its own.
    const [name, value] = parts(node)
    if (name && value) return { name, value }
  } else if (node.type !== 'argument') return { value: node }
  return { name: field(node, 'name'), value: parts(node).findLast((part) => part.field !== 'name') }
}

/** The initializer is the last argument. */
export function creation(node: Syntax, walk: Walk): Value {
  const type = field(node, 'type')
  const keyword = { ...node, end: node.start + 'new'.length }
  const given = parts(field(node, 'arguments') ?? partOf(node, 'argument_list'))
  const initial = field(node, 'initializer') ?? partOf(node, 'initializer_expression')
  const method = type ? typeName(type) : 'new'
  return callOf(walk, node, {
    method,
    callee: [type ?? keyword, type ?? keyword],
    args: initial ? [...given, initial] : given,
    isNew: true,
  })
}

/** `new { A = 1, b }`: the grammar leaves out which value belongs to which name. */
export function anonymous(node: Syntax, walk: Walk): Value {
  const all = parts(node)
  const entries: Entry[] = []
  for (let index = 0; index < all.length; index++) {
    const [key, next] = [all[index]!, all[index + 1]]
    const isPair = next && node.source.slice(key.end, next.start).includes('=')
    entries.push(addEntry(walk, isPair ? { ...key, end: next.end } : key, key, isPair ? next : key))
    if (isPair) index++
  }
  return objectOf(walk, node, entries)
}

/** `{ A = 1, ["b"] = 2, { "c", 3 } }` is an object, `{ 1, 2 }` a list. */
export function initializer(node: Syntax, walk: Walk): Value {
  const elements = parts(node)
  const isObject = elements.some(({ type }) => type === 'assignment_expression' || type === 'initializer_expression')
  if (!isObject) return list()(node, walk)!
  const entries = elements.map((part) => {
    if (part.type === 'initializer_expression') return addEntry(walk, part, parts(part)[0], parts(part)[1] ?? part)
    const left = field(part, 'left')
    const key = left?.type === 'element_binding_expression' ? parts(parts(left)[0])[0] : left
    return addEntry(walk, part, key, field(part, 'right') ?? part)
  })
  return objectOf(walk, node, entries)
}
