import { awaited, callOf, callTo } from './calls.ts'
import { addField, catchOf, classOf, decoratorOf, functionOf, paramOf } from './definitions.ts'
import {
  binary,
  conditional,
  constant,
  entryOf,
  list,
  member,
  memberOf,
  name,
  number,
  objectOf,
  string,
  stringOf,
  subscriptOf,
  transparent,
  unary,
} from './expressions.ts'
import { dotted, typeName } from './names.ts'
import { assign, assignAll, assignValue, branches, cases, guarded, loop, returned, thrown } from './statements.ts'
import { field, fields, partOf, parts, partsOf, type Syntax, text } from './syntax.ts'
import type { Class, Decorator, Entry, Param, Value } from './view.ts'
import { type Adapter, addString, nameValue, opaque, optionalValue, rangeOf, valueAt, visit, type Walk, within } from './walk.ts'

export const csharp: Adapter = {
  language: 'csharp',
  member: memberParts,
  argument,
  handlers: {
    identifier: name,
    qualified_name: name,
    predefined_type: name,
    this: name,
    base: name,
    generic_name: (node, walk) => nameValue(walk, node, typeName(node)),
    member_access_expression: member('expression', 'name'),
    conditional_access_expression: (node, walk) => {
      const [object, property] = memberParts(node) ?? []
      return object && property ? memberOf(walk, node, valueAt(walk, object), text(property)) : opaque(walk, node)
    },
    element_access_expression: (node, walk) =>
      subscriptOf(walk, node, field(node, 'expression'), parts(parts(field(node, 'subscript'))[0])[0]),
    invocation_expression: (node, walk) => callTo(walk, node, field(node, 'function')!, parts(field(node, 'arguments'))),
    object_creation_expression: creation,
    implicit_object_creation_expression: creation,
    anonymous_object_creation_expression: anonymous,
    await_expression: awaited,
    parenthesized_expression: transparent(),
    postfix_unary_expression: transparent(),
    checked_expression: transparent(),
    cast_expression: transparent('value'),
    as_expression: transparent('left'),
    constant_pattern: transparent(),
    argument: (node, walk) => optionalValue(walk, argument(node).value),
    string_literal: string(),
    verbatim_string_literal: (node, walk) => addString(walk, stringOf(walk, node, text(node).slice(2, -1).replaceAll('""', '"'))),
    raw_string_literal: string(),
    character_literal: string(),
    interpolated_string_expression: string('interpolation'),
    integer_literal: number,
    real_literal: number,
    boolean_literal: (node, walk) => constant(text(node) === 'true')(node, walk),
    null_literal: constant(null),
    default_expression: constant(null),
    initializer_expression: initializer,
    element_binding_expression: list(),
    collection_expression: list(),
    tuple_expression: list(),
    array_creation_expression: (node, walk) => optionalValue(walk, partOf(node, 'initializer_expression')) ?? opaque(walk, node),
    implicit_array_creation_expression: (node, walk) => optionalValue(walk, partOf(node, 'initializer_expression')),
    binary_expression: binary,
    prefix_unary_expression: unary,
    unary_expression: unary,
    is_pattern_expression: (node, walk) => {
      const [left, right] = [field(node, 'expression'), field(node, 'pattern')]
      if (!left || !right) return opaque(walk, node)
      return { kind: 'binary', operator: '==', left: valueAt(walk, left), right: valueAt(walk, right), range: rangeOf(walk, node) }
    },
    conditional_expression: conditional,
    assignment_expression: (node, walk) => {
      const [left, right] = [field(node, 'left')!, field(node, 'right')!]
      if (left.type === 'tuple_expression') return assignAll(walk, node, parts(left), parts(right))
      return assign(walk, node, left, right, { operator: text(field(node, 'operator')!) })
    },
    lambda_expression: lambda,
    anonymous_method_expression: lambda,
    variable_declaration: variables,
    field_declaration: (node, walk) => {
      const decorators = attributes(walk, node, 'field')
      for (const part of partsOf(node, 'variable_declaration')) variables(part, walk, decorators)
      return undefined
    },
    property_declaration: property,
    method_declaration: method,
    constructor_declaration: method,
    local_function_statement: method,
    class_declaration: classLike,
    record_declaration: classLike,
    struct_declaration: classLike,
    interface_declaration: classLike,
    enum_declaration: classLike,
    if_statement: (node, walk) =>
      branches(walk, [{ test: field(node, 'condition'), body: [field(node, 'consequence')] }, { body: [field(node, 'alternative')] }]),
    preproc_if: conditionalCode,
    preproc_elif: conditionalCode,
    switch_statement: (node, walk) => cases(walk, field(node, 'value'), sections(field(node, 'body'), 'switch_section')),
    switch_expression: (node, walk) => cases(walk, parts(node)[0], sections(node, 'switch_expression_arm')),
    for_statement: loop,
    foreach_statement: loop,
    while_statement: loop,
    do_statement: loop,
    lock_statement: (node, walk) => within(walk, { inside: [...walk.scope.inside, 'lock'] }, () => visit(walk, node.children)),
    try_statement: (node, walk) => {
      guarded(walk, [field(node, 'body')])
      return visit(walk, partsOf(node, 'catch_clause', 'finally_clause'))
    },
    catch_clause: caught,
    return_statement: returned,
    throw_statement: thrown,
    throw_expression: thrown,
    using_directive: imported,
    attribute_list: () => undefined,
    type_argument_list: () => undefined,
  },
}

function memberParts(node: Syntax): readonly [Syntax | undefined, Syntax | undefined] | undefined {
  if (node.type === 'member_access_expression') return [field(node, 'expression'), field(node, 'name')]
  if (node.type !== 'conditional_access_expression') return
  return [field(node, 'condition'), field(partOf(node, 'member_binding_expression'), 'name')]
}

function argument(node: Syntax): { readonly name?: Syntax | undefined; readonly value: Syntax | undefined } {
  if (node.type === 'attribute_argument') {
    const assigned = partOf(node, 'assignment_expression')
    if (assigned) return { name: field(assigned, 'left'), value: field(assigned, 'right') }
  } else if (node.type !== 'argument') return { value: node }
  return { name: field(node, 'name'), value: parts(node).findLast((part) => part.field !== 'name') }
}

/** The initializer is the last argument. */
function creation(node: Syntax, walk: Walk): Value {
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
function anonymous(node: Syntax, walk: Walk): Value {
  const all = parts(node)
  const entries: Entry[] = []
  for (let index = 0; index < all.length; index++) {
    const [key, next] = [all[index]!, all[index + 1]]
    const isPair = next && node.source.slice(key.end, next.start).includes('=')
    entries.push(entryOf(walk, isPair ? { ...key, end: next.end } : key, key, isPair ? next : key))
    if (isPair) index++
  }
  return objectOf(walk, node, entries)
}

/** `{ A = 1, ["b"] = 2, { "c", 3 } }` is an object, `{ 1, 2 }` a list. */
function initializer(node: Syntax, walk: Walk): Value {
  const elements = parts(node)
  const isObject = elements.some(({ type }) => type === 'assignment_expression' || type === 'initializer_expression')
  if (!isObject) return list()(node, walk)!
  const entries = elements.map((part) => {
    if (part.type === 'initializer_expression') return entryOf(walk, part, parts(part)[0], parts(part)[1] ?? part)
    const left = field(part, 'left')
    const key = left?.type === 'element_binding_expression' ? parts(parts(left)[0])[0] : left
    return entryOf(walk, part, key, field(part, 'right') ?? part)
  })
  return objectOf(walk, node, entries)
}

function lambda(node: Syntax, walk: Walk): Value {
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

function attributes(walk: Walk, node: Syntax, on: Decorator['on']): Decorator[] {
  const all = partsOf(node, 'attribute_list').flatMap((written) => partsOf(written, 'attribute'))
  return all.map((part) => decoratorOf(walk, part, dotted(text(field(part, 'name')!)), parts(partOf(part, 'attribute_argument_list')), on))
}

function variables(node: Syntax, walk: Walk, decorators: readonly Decorator[] = []): undefined {
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

function property(node: Syntax, walk: Walk): undefined {
  const [named, type, written] = [field(node, 'name'), field(node, 'type'), field(node, 'value')]
  if (!named) return
  const decorators = attributes(walk, node, 'field')
  const given = written?.type === 'arrow_expression_clause' ? parts(written)[0] : written
  const value = given && valueAt(walk, given)
  if (value) assignValue(walk, node, named, value, { type, name: text(named) })
  visit(walk, [field(node, 'accessors')])
  addField(walk, node, named, { type: type && text(type), value, decorators })
}

function method(node: Syntax, walk: Walk): Value {
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

function classLike(node: Syntax, walk: Walk): undefined {
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

/** `#if DEBUG`: what is inside is there only in such a build. */
function conditionalCode(node: Syntax, walk: Walk): undefined {
  const [test, otherwise] = [field(node, 'condition'), field(node, 'alternative')]
  branches(walk, [{ test, body: parts(node).filter((part) => part !== test && part !== otherwise) }, { body: [otherwise] }])
}

function sections(node: Syntax | undefined, type: string) {
  return partsOf(node, type).map((part) => {
    const isPattern = (each: Syntax) => /pattern$|discard/.test(each.type)
    const labels = parts(part).filter((each) => isPattern(each) && each.type !== 'discard')
    return { labels: labels.length ? labels : undefined, body: parts(part).filter((each) => !isPattern(each)) }
  })
}

function caught(node: Syntax, walk: Walk): undefined {
  const declaration = partOf(node, 'catch_declaration')
  const [type, variable] = [field(declaration, 'type'), field(declaration, 'name')]
  visit(walk, partsOf(node, 'catch_filter_clause'))
  const body = parts(field(node, 'body'))
  catchOf(walk, node, { types: type ? [typeName(type)] : [], variable: variable && text(variable), body })
}

function imported(node: Syntax, walk: Walk): undefined {
  const [module, alias] = [parts(node).at(-1), field(node, 'name')]
  if (module) walk.found.imports.push({ module: text(module), alias: alias && text(alias), names: [], range: rangeOf(walk, node) })
}
