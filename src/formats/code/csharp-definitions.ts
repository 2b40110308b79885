import { decoratorOf } from './decorators.ts'
import { addField, classOf, functionOf, paramOf } from './definitions.ts'
import { dotted, typeName } from './names.ts'
import { assign, assignAll, assignValue } from './statements.ts'
import { field, fields, partOf, parts, partsOf, type Syntax, text } from './syntax.ts'
import type { Class, Decorator, Param, Value } from './view.ts'
import { valueAt, visit, type Walk } from './walk.ts'

export function lambda(node: Syntax, walk: Walk): Value {
  const [written, body] = [field(node, 'parameters'), field(node, 'body') ?? partOf(node, 'block')]
  const params = written?.type === 'implicit_parameter' ? [paramOf(walk, written, { name: written })] : paramsOf(walk, written)
  return functionOf(walk, node, { params, body, isBlock: body?.type === 'block', isAsync: isAsync(node) })
}

function isAsync(node: Syntax): boolean {
  return partsOf(node, 'modifier').some((part) => text(part) === 'async')
}

function paramsOf(walk: Walk, written: Syntax | undefined): Param[] {
  return partsOf(written, 'parameter').map((node) => {
    const fallback = parts(node).find((part) => part.field === undefined && part.type !== 'attribute_list' && part.type !== 'modifier')
    const decorators = attributes(walk, node, 'parameter')
    return paramOf(walk, node, { name: field(node, 'name'), type: field(node, 'type'), default: fallback, decorators })
  })
}

export function attributes(walk: Walk, node: Syntax, on: Decorator['on']): Decorator[] {
  const all = partsOf(node, 'attribute_list').flatMap((written) => partsOf(written, 'attribute'))
  return all.map((part) => decoratorOf(walk, part, dotted(text(field(part, 'name')!)), parts(partOf(part, 'attribute_argument_list')), on))
}

export function variables(node: Syntax, walk: Walk, decorators: readonly Decorator[] = []): undefined {
  const type = field(node, 'type')
  for (const part of partsOf(node, 'variable_declarator')) {
    const named = field(part, 'name') ?? partOf(part, 'tuple_pattern')
    const written = parts(part).findLast((each) => each !== named && each.type !== 'bracketed_argument_list')
    if (!named) continue
    if (named.type === 'tuple_pattern') {
      if (written) assignAll(walk, part, fields(named, 'name'), parts(written))
      continue
    }
    const value = written && assign(walk, part, named, typed(written, type), { type })
    if (walk.frame.kind === 'class') addField(walk, part, named, { type: type && text(type), value, decorators })
  }
}

/** `Foo f = new(1)` says the type on the left. */
function typed(value: Syntax, type: Syntax | undefined): Syntax {
  if (!type || value.type !== 'implicit_object_creation_expression') return value
  return { ...value, children: [{ ...type, field: 'type' }, ...value.children] }
}

export function property(node: Syntax, walk: Walk): undefined {
  const [named, type, written] = [field(node, 'name'), field(node, 'type'), field(node, 'value')]
  if (!named) return
  const decorators = attributes(walk, node, 'field')
  const given = written?.type === 'arrow_expression_clause' ? parts(written)[0] : written
  const value = given && valueAt(walk, given)
  if (value) assignValue(walk, node, named, value, { type, name: text(named) })
  visit(walk, [field(node, 'accessors')])
  addField(walk, node, named, { type: type && text(type), value, decorators })
}

export function method(node: Syntax, walk: Walk): Value {
  const body = field(node, 'body')
  const arrow = body?.type === 'arrow_expression_clause' ? parts(body)[0] : undefined
  return functionOf(walk, node, {
    name: field(node, 'name'),
    decorators: attributes(walk, node, 'function'),
    params: paramsOf(walk, field(node, 'parameters')),
    returnType: field(node, 'returns') ?? field(node, 'type'),
    body: arrow ?? body,
    isBlock: !arrow,
    isAsync: isAsync(node),
  })
}

export function classLike(node: Syntax, walk: Walk): undefined {
  const [named, body] = [field(node, 'name'), field(node, 'body')]
  if (!named) return
  const kinds: Readonly<Record<string, Class['kind']>> = {
    interface_declaration: 'interface',
    enum_declaration: 'enum',
    struct_declaration: 'struct',
  }
  const bases = parts(partOf(node, 'base_list')).filter(({ type }) => type !== 'argument_list')
  const decorators = attributes(walk, node, 'class')
  paramsOf(walk, partOf(node, 'parameter_list'))
  classOf(walk, node, { name: named, kind: kinds[node.type] ?? 'class', bases: bases.map(typeName), decorators, body: body ? [body] : [] })
}
