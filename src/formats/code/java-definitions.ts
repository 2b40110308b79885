import { decoratorOf } from './decorators.ts'
import { addField, classOf, functionOf, paramOf } from './definitions.ts'
import { dotted, typeName } from './names.ts'
import { assign } from './statements.ts'
import { field, fields, partOf, parts, partsOf, type Syntax, text } from './syntax.ts'
import type { Class, Decorator, Param, Value } from './view.ts'
import type { Walk } from './walk.ts'

export function lambda(node: Syntax, walk: Walk): Value {
  const [written, body] = [field(node, 'parameters'), field(node, 'body')]
  const params = written?.type === 'identifier' ? [paramOf(walk, written, { name: written })] : paramsOf(walk, written)
  return functionOf(walk, node, { params, body, isBlock: body?.type === 'block' })
}

function paramsOf(walk: Walk, list: Syntax | undefined): Param[] {
  return parts(list).map((node) => {
    const declarator = partOf(node, 'variable_declarator')
    const named = field(node, 'name') ?? field(declarator, 'name') ?? node
    return paramOf(walk, node, { name: named, type: field(node, 'type'), decorators: annotations(walk, node, 'parameter') })
  })
}

export function variables(node: Syntax, walk: Walk): undefined {
  const type = field(node, 'type')
  const isField = node.type !== 'local_variable_declaration'
  const decorators = annotations(walk, node, 'field')
  for (const part of fields(node, 'declarator')) {
    const [named, written] = [field(part, 'name')!, field(part, 'value')]
    const value = written && assign(walk, part, named, written, { type })
    if (isField) addField(walk, part, named, { type: type && text(type), value, decorators })
  }
}

function annotations(walk: Walk, node: Syntax, on: Decorator['on']): Decorator[] {
  return partsOf(partOf(node, 'modifiers'), 'annotation', 'marker_annotation').map((part) =>
    decoratorOf(walk, part, dotted(text(field(part, 'name')!)), parts(field(part, 'arguments')), on),
  )
}

export function method(node: Syntax, walk: Walk): Value {
  return functionOf(walk, node, {
    name: field(node, 'name'),
    decorators: annotations(walk, node, 'function'),
    params: paramsOf(walk, field(node, 'parameters')),
    returnType: field(node, 'type'),
    body: field(node, 'body'),
    isBlock: true,
  })
}

export function classLike(node: Syntax, walk: Walk): undefined {
  const [named, body] = [field(node, 'name'), field(node, 'body')]
  if (!named) return
  const kinds: Readonly<Record<string, Class['kind']>> = { interface_declaration: 'interface', enum_declaration: 'enum' }
  const heritage = partsOf(node, 'superclass', 'super_interfaces', 'extends_interfaces').flatMap((part) =>
    parts(part).flatMap((type) => (type.type === 'type_list' ? parts(type) : [type])),
  )
  const decorators = annotations(walk, node, 'class')
  paramsOf(walk, field(node, 'parameters'))
  classOf(walk, node, {
    name: named,
    kind: kinds[node.type] ?? 'class',
    bases: heritage.map(typeName),
    decorators,
    body: body ? [body] : [],
  })
}
