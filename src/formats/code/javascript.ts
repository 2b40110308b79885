import { awaited, call, callTo } from './calls.ts'
import { addField, catchOf, classOf, decoratorFrom, functionOf, paramOf } from './definitions.ts'
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
  spread,
  string,
  subscript,
  transparent,
  unary,
} from './expressions.ts'
import { dotted, nameOf, typeName } from './names.ts'
import { assign, assignValue, branches, cases, guarded, loop, returned, thrown } from './statements.ts'
import { field, fields, partOf, parts, partsOf, type Syntax, text } from './syntax.ts'
import type { Decorator, Param, Value } from './view.ts'
import { type Adapter, opaque, optionalValue, other, rangeOf, remember, valueAt, visit, type Walk } from './walk.ts'

/** JavaScript, TypeScript and both with JSX. */
export const javascript: Adapter = {
  language: 'javascript',
  member: (node) => (node.type === 'member_expression' ? [field(node, 'object'), field(node, 'property')] : undefined),
  handlers: {
    identifier: name,
    property_identifier: name,
    private_property_identifier: name,
    shorthand_property_identifier: name,
    this: name,
    super: name,
    member_expression: member('object', 'property'),
    subscript_expression: subscript('object', 'index'),
    call_expression: called,
    new_expression: constructed,
    await_expression: awaited,
    parenthesized_expression: transparent(),
    non_null_expression: transparent(),
    as_expression: transparent(),
    satisfies_expression: transparent(),
    type_assertion: (node, walk) => optionalValue(walk, parts(node).at(-1)),
    string: string(),
    template_string: string('template_substitution'),
    number,
    true: constant(true),
    false: constant(false),
    null: constant(null),
    undefined: constant(null),
    import: name,
    meta_property: name,
    array: list(),
    object,
    spread_element: spread,
    binary_expression: binary,
    unary_expression: unary,
    ternary_expression: conditional,
    sequence_expression: (node, walk) =>
      parts(node)
        .map((part) => valueAt(walk, part))
        .at(-1),
    arrow_function: callable,
    function_expression: callable,
    generator_function: callable,
    function_declaration: callable,
    generator_function_declaration: callable,
    method_definition: callable,
    variable_declarator: declared,
    assignment_expression: (node, walk) => assignTo(walk, node, field(node, 'left')!, field(node, 'right')!),
    augmented_assignment_expression: (node, walk) =>
      assign(walk, node, field(node, 'left')!, field(node, 'right')!, { operator: text(field(node, 'operator')!) }),
    field_definition: classField,
    public_field_definition: classField,
    property_signature: classField,
    class_declaration: (node, walk) => classLike(node, walk),
    abstract_class_declaration: (node, walk) => classLike(node, walk),
    class: (node, walk) => classLike(node, walk),
    interface_declaration: (node, walk) => classLike(node, walk),
    class_body: decoratedMembers,
    export_statement: exported,
    if_statement: (node, walk) =>
      branches(walk, [{ test: field(node, 'condition'), body: [field(node, 'consequence')] }, { body: [field(node, 'alternative')] }]),
    switch_statement: (node, walk) =>
      cases(
        walk,
        field(node, 'value'),
        parts(field(node, 'body')).map((part) => ({ labels: field(part, 'value') && [field(part, 'value')!], body: fields(part, 'body') })),
      ),
    for_statement: loop,
    for_in_statement: loop,
    while_statement: loop,
    do_statement: loop,
    try_statement: (node, walk) => {
      guarded(walk, [field(node, 'body')])
      return visit(walk, [field(node, 'handler'), field(node, 'finalizer')])
    },
    catch_clause: (node, walk) => {
      const variable = field(node, 'parameter')
      return catchOf(walk, node, { types: [], variable: variable && text(variable), body: parts(field(node, 'body')) })
    },
    return_statement: returned,
    throw_statement: thrown,
    import_statement: imported,
    type_annotation: (node, walk) => other(walk, node),
    type_arguments: (node, walk) => other(walk, node),
    type_alias_declaration: (node, walk) => other(walk, node),
    enum_assignment: (node, walk) => assign(walk, node, field(node, 'name')!, field(node, 'value')!),
  },
}

export const typescript: Adapter = { ...javascript, language: 'typescript' }

function called(node: Syntax, walk: Walk): Value {
  const args = field(node, 'arguments')
  if (args?.type === 'template_string') return callTo(walk, node, field(node, 'function')!, [args])
  return call('function', 'arguments')(node, walk) ?? other(walk, node)
}

function constructed(node: Syntax, walk: Walk): Value {
  const target = field(node, 'constructor')
  return target ? callTo(walk, node, target, parts(field(node, 'arguments')), { isNew: true }) : opaque(walk, node)
}

function object(node: Syntax, walk: Walk): Value {
  const entries = parts(node).map((part) => {
    if (part.type === 'pair') return entryOf(walk, part, computed(field(part, 'key')), field(part, 'value') ?? part)
    if (part.type === 'method_definition') return entryOf(walk, part, field(part, 'name'), part)
    if (part.type === 'spread_element') return entryOf(walk, part, undefined, parts(part)[0] ?? part)
    return entryOf(walk, part, part, part)
  })
  return objectOf(walk, node, entries)
}

function computed(key: Syntax | undefined): Syntax | undefined {
  return key?.type === 'computed_property_name' ? parts(key)[0] : key
}

function callable(node: Syntax, walk: Walk, decorators: readonly Decorator[] = []): Value {
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

function declared(node: Syntax, walk: Walk): Value | undefined {
  const [target, value] = [field(node, 'name'), field(node, 'value')]
  return target && value && assignTo(walk, node, target, value, field(node, 'type'))
}

function assignTo(walk: Walk, node: Syntax, target: Syntax, value: Syntax, type?: Syntax): Value {
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

function classField(node: Syntax, walk: Walk): undefined {
  const [named, type, value] = [field(node, 'name') ?? field(node, 'property'), field(node, 'type'), field(node, 'value')]
  if (!named) return
  const decorators = decoratorsOf(walk, fields(node, 'decorator'), 'field')
  const given = value && assign(walk, node, named, value, { type })
  if (walk.frame.kind === 'class') addField(walk, node, named, { type: type && text(type).replace(/^:\s*/, ''), value: given, decorators })
}

function classLike(node: Syntax, walk: Walk, outer: readonly Syntax[] = []): undefined {
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
function decoratedMembers(node: Syntax, walk: Walk): undefined {
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

function exported(node: Syntax, walk: Walk): undefined {
  const [value, declaration, source] = [field(node, 'value'), field(node, 'declaration'), field(node, 'source')]
  if (source)
    return void walk.found.imports.push({
      module: sourceText(walk, source),
      names: names(partOf(node, 'export_clause')),
      range: rangeOf(walk, node),
    })
  if (value) return void assignValue(walk, node, value, namedValue(walk, value), { name: 'default' })
  if (declaration && /^(abstract_)?class_declaration$/.test(declaration.type))
    return classLike(declaration, walk, fields(node, 'decorator'))
  visit(walk, node.children)
}

function namedValue(walk: Walk, value: Syntax): Value {
  walk.naming = { node: value, name: 'default' }
  return valueAt(walk, value)
}

function imported(node: Syntax, walk: Walk): undefined {
  const [source, clause] = [field(node, 'source'), partOf(node, 'import_clause')]
  if (!source) return
  const whole = partOf(clause, 'identifier') ?? parts(partOf(clause, 'namespace_import'))[0]
  const module = sourceText(walk, source)
  walk.found.imports.push({
    module,
    alias: whole && text(whole),
    names: names(partOf(clause, 'named_imports')),
    range: rangeOf(walk, node),
  })
}

function sourceText(walk: Walk, source: Syntax): string {
  const value = valueAt(walk, source)
  return value.kind === 'string' ? value.text : ''
}

function names(list: Syntax | undefined) {
  return parts(list).map((part) => {
    const [named, alias] = [field(part, 'name'), field(part, 'alias')]
    return { name: text(named ?? part), alias: alias && text(alias) }
  })
}
