import { decoratorFrom } from './decorators.ts'
import { classOf, functionOf, paramOf } from './definitions.ts'
import { nameOf, typeName } from './names.ts'
import { field, partOf, parts, partsOf, type Syntax } from './syntax.ts'
import type { Decorator, Param, Value } from './view.ts'
import { opaque, optionalValue, rangeOf, visit, type Walk } from './walk.ts'

/** Decorators stand around the function or class that they are for. */
export function decorated(node: Syntax, walk: Walk): undefined {
  const inner = field(node, 'definition')
  if (!inner) return visit(walk, node.children)
  const on = inner.type === 'class_definition' ? 'class' : 'function'
  const decorators = partsOf(node, 'decorator').flatMap((part) => {
    const value = optionalValue(walk, parts(part)[0])
    return value ? [decoratorFrom(walk, value, rangeOf(walk, part), on, nameOf)] : []
  })
  definition(inner, walk, decorators)
}

export function definition(node: Syntax, walk: Walk, decorators: readonly Decorator[]): Value | undefined {
  const [named, body] = [field(node, 'name'), field(node, 'body')]
  if (!named || !body) return opaque(walk, node)
  if (node.type === 'class_definition') {
    const args = parts(field(node, 'superclasses'))
    visit(
      walk,
      args.filter(({ type }) => type === 'keyword_argument' || type === 'call'),
    )
    const bases = args.filter(({ type }) => type !== 'keyword_argument').map(typeName)
    classOf(walk, node, { name: named, kind: 'class', bases, decorators, body: body.children })
    return
  }
  return functionOf(walk, node, {
    name: named,
    params: params(walk, field(node, 'parameters')),
    returnType: field(node, 'return_type'),
    body,
    isBlock: true,
    statements: withoutDocstring(parts(body)),
    decorators,
    isAsync: partOf(node, 'async') !== undefined,
  })
}

function withoutDocstring(statements: readonly Syntax[]): readonly Syntax[] {
  const [first, ...rest] = statements
  return first?.type === 'expression_statement' && parts(first)[0]?.type === 'string' ? rest : statements
}

export function params(walk: Walk, list: Syntax | undefined): Param[] {
  return parts(list)
    .filter(({ type }) => !type.endsWith('separator'))
    .map((node) =>
      paramOf(walk, node, { name: field(node, 'name') ?? paramName(node), type: field(node, 'type'), default: field(node, 'value') }),
    )
}

function paramName(node: Syntax): Syntax | undefined {
  return node.type === 'identifier' ? node : parts(node)[0]
}
