import { decoratorOf } from './decorators.ts'
import { addField, classOf, functionOf, paramOf } from './definitions.ts'
import { dotted, typeName } from './names.ts'
import { assign } from './statements.ts'
import { field, partOf, parts, partsOf, type Syntax, text } from './syntax.ts'
import type { Class, Decorator, Param, Value } from './view.ts'
import { rangeOf, type Walk } from './walk.ts'

export function callable(node: Syntax, walk: Walk): Value {
  const [body, isMethod] = [field(node, 'body'), node.type === 'method_declaration']
  return functionOf(walk, node, {
    name: field(node, 'name'),
    decorators: isMethod || node.type === 'function_definition' ? attributes(walk, node, 'function') : [],
    params: params(walk, field(node, 'parameters')),
    returnType: field(node, 'return_type'),
    body,
    isBlock: node.type !== 'arrow_function',
  })
}

function params(walk: Walk, list: Syntax | undefined): Param[] {
  return parts(list).map((node) => {
    const decorators = attributes(walk, node, 'parameter')
    return paramOf(walk, node, { name: field(node, 'name'), type: field(node, 'type'), default: field(node, 'default_value'), decorators })
  })
}

function attributes(walk: Walk, node: Syntax, on: Decorator['on']): Decorator[] {
  const groups = parts(field(node, 'attributes')).flatMap((group) => partsOf(group, 'attribute'))
  return groups.map((part) => decoratorOf(walk, part, dotted(text(parts(part)[0]!)), parts(field(part, 'parameters')), on))
}

export function classLike(node: Syntax, walk: Walk): undefined {
  const [named, body] = [field(node, 'name'), field(node, 'body')]
  if (!named) return
  const kinds: Readonly<Record<string, Class['kind']>> = {
    interface_declaration: 'interface',
    enum_declaration: 'enum',
    trait_declaration: 'module',
  }
  const bases = [...partsOf(node, 'base_clause', 'class_interface_clause'), ...partsOf(body, 'use_declaration')].flatMap(parts)
  const decorators = attributes(walk, node, 'class')
  const kind = kinds[node.type] ?? 'class'
  classOf(walk, node, {
    name: named,
    kind,
    bases: bases.filter(({ type }) => type.endsWith('name')).map(typeName),
    decorators,
    body: body ? [body] : [],
  })
}

export function properties(node: Syntax, walk: Walk): undefined {
  const type = field(node, 'type')
  const decorators = attributes(walk, node, 'field')
  for (const part of partsOf(node, 'property_element')) {
    const [named, written] = [field(part, 'name') ?? part, field(part, 'default_value')]
    const value = written && assign(walk, part, named, written, { type })
    addField(walk, part, named, { type: type && text(type), value, decorators })
  }
}

export function imported(node: Syntax, walk: Walk): undefined {
  const prefix = partOf(node, 'namespace_name')
  const clauses = [...partsOf(node, 'namespace_use_clause'), ...partsOf(field(node, 'body'), 'namespace_use_clause')]
  for (const clause of clauses) {
    const [first] = parts(clause)
    const alias = field(clause, 'alias')
    const module = `${prefix ? `${text(prefix)}\\` : ''}${first ? text(first) : ''}`
    walk.found.imports.push({ module: dotted(module), alias: alias && text(alias), names: [], range: rangeOf(walk, clause) })
  }
}
