import { decoratorFrom } from './decorators.ts'
import { addField, classOf, functionOf, paramOf } from './definitions.ts'
import { nameOf, typeName } from './names.ts'
import { assign } from './statements.ts'
import { field, fields, partOf, parts, partsOf, type Syntax, text } from './syntax.ts'
import type { Decorator, Param, Value } from './view.ts'
import { optionalValue, rangeOf, visit, type Walk } from './walk.ts'

export function callable(node: Syntax, walk: Walk, decorators: readonly Decorator[] = []): Value {
  const body = field(node, 'body')
  const single = field(node, 'parameter')
  return functionOf(walk, node, {
    name: field(node, 'name'),
    params: single ? [paramOf(walk, single, { name: single })] : params(walk, field(node, 'parameters')),
    returnType: field(node, 'return_type'),
    body,
    isBlock: body?.type === 'statement_block',
    isAsync: partOf(node, 'async') !== undefined,
    decorators,
  })
}

function params(walk: Walk, list: Syntax | undefined): Param[] {
  return parts(list).map((node) => {
    const [pattern, value] =
      node.type === 'assignment_pattern' ? [field(node, 'left'), field(node, 'right')] : [field(node, 'pattern'), field(node, 'value')]
    const named = pattern?.type === 'rest_pattern' ? parts(pattern)[0] : pattern
    const decorators = decoratorsOf(walk, fields(node, 'decorator'), 'parameter')
    return paramOf(walk, node, {
      name: named ?? (node.type === 'rest_pattern' ? parts(node)[0] : node),
      type: field(node, 'type'),
      default: value,
      decorators,
    })
  })
}

export function classField(node: Syntax, walk: Walk): undefined {
  const [named, type, value] = [field(node, 'name') ?? field(node, 'property'), field(node, 'type'), field(node, 'value')]
  if (!named) return
  const decorators = decoratorsOf(walk, fields(node, 'decorator'), 'field')
  const given = value && assign(walk, node, named, value, { type })
  if (walk.frame.kind === 'class') addField(walk, node, named, { type: type && text(type).replace(/^:\s*/, ''), value: given, decorators })
}

export function classLike(node: Syntax, walk: Walk, outer: readonly Syntax[] = []): undefined {
  const named = field(node, 'name')
  const heritage = partsOf(node, 'class_heritage', 'extends_type_clause')
  const clauses = heritage.flatMap((part) => (parts(part).some(({ type }) => type.endsWith('clause')) ? parts(part) : [part]))
  const bases = clauses.flatMap((part) => parts(part).filter(({ type }) => type !== 'type_arguments'))
  const decorators = decoratorsOf(walk, [...outer, ...fields(node, 'decorator')], 'class')
  const body = field(node, 'body')
  const kind = node.type === 'interface_declaration' ? 'interface' : 'class'
  classOf(walk, node, {
    name: named ?? node,
    className: named ? text(named) : '',
    kind,
    bases: bases.map(typeName),
    decorators,
    body: body ? [body] : [],
  })
}

/** In a class body a method's decorators stand before it, as its sisters. */
export function decoratedMembers(node: Syntax, walk: Walk): undefined {
  let waiting: Syntax[] = []
  for (const part of parts(node)) {
    if (part.type === 'decorator') waiting.push(part)
    else {
      if (part.type === 'method_definition')
        callable(part, walk, decoratorsOf(walk, [...waiting, ...fields(part, 'decorator')], 'function'))
      else visit(walk, [part])
      waiting = []
    }
  }
}

function decoratorsOf(walk: Walk, nodes: readonly Syntax[], on: Decorator['on']): Decorator[] {
  return nodes.flatMap((node) => {
    const value = optionalValue(walk, parts(node)[0])
    return value ? [decoratorFrom(walk, value, rangeOf(walk, node), on, nameOf)] : []
  })
}
