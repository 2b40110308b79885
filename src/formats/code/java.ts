import { callOf } from './calls.ts'
import { catchOf } from './definitions.ts'
import { binary, conditional, constant, list, member, name, number, subscript, transparent, unary } from './expressions.ts'
import { classLike, lambda, method, variables } from './java-definitions.ts'
import { dotted, typeName } from './names.ts'
import { assign, branches, cases, guarded, loop, returned, thrown } from './statements.ts'
import { string } from './strings.ts'
import { field, partOf, parts, partsOf, type Syntax, text } from './syntax.ts'
import type { Value } from './view.ts'
import { type Adapter, nameValue, opaque, optionalValue, rangeOf, visit, type Walk } from './walk.ts'

export const java: Adapter = {
  language: 'java',
  argument: (node) => (node.type === 'element_value_pair' ? { name: field(node, 'key'), value: field(node, 'value') } : undefined),
  handlers: {
    identifier: name,
    scoped_identifier: name,
    type_identifier: name,
    class_literal: name,
    this: name,
    super: name,
    field_access: member('object', 'field'),
    array_access: subscript('array', 'index'),
    method_invocation: invocation,
    object_creation_expression: creation,
    explicit_constructor_invocation: (node, walk) => {
      const target = field(node, 'constructor')!
      return callOf(walk, node, { method: text(target), callee: [target, target], args: parts(field(node, 'arguments')) })
    },
    method_reference: (node, walk) => nameValue(walk, node, dotted(text(node))),
    parenthesized_expression: transparent(),
    cast_expression: transparent('value'),
    string_literal: string(),
    character_literal: string(),
    decimal_integer_literal: number,
    hex_integer_literal: number,
    decimal_floating_point_literal: number,
    true: constant(true),
    false: constant(false),
    null_literal: constant(null),
    array_initializer: list(),
    element_value_array_initializer: list(),
    array_creation_expression: (node, walk) => optionalValue(walk, field(node, 'value')) ?? opaque(walk, node),
    binary_expression: binary,
    unary_expression: unary,
    ternary_expression: conditional,
    assignment_expression: (node, walk) =>
      assign(walk, node, field(node, 'left')!, field(node, 'right')!, { operator: text(field(node, 'operator')!) }),
    lambda_expression: lambda,
    local_variable_declaration: variables,
    field_declaration: variables,
    constant_declaration: variables,
    resource: (node, walk) =>
      field(node, 'name') && field(node, 'value')
        ? assign(walk, node, field(node, 'name')!, field(node, 'value')!, { type: field(node, 'type') })
        : opaque(walk, node),
    method_declaration: method,
    constructor_declaration: method,
    compact_constructor_declaration: method,
    class_declaration: classLike,
    interface_declaration: classLike,
    enum_declaration: classLike,
    record_declaration: classLike,
    annotation_type_declaration: classLike,
    if_statement: (node, walk) =>
      branches(walk, [{ test: field(node, 'condition'), body: [field(node, 'consequence')] }, { body: [field(node, 'alternative')] }]),
    switch_expression: switchOf,
    for_statement: loop,
    enhanced_for_statement: loop,
    while_statement: loop,
    do_statement: loop,
    try_statement: tried,
    try_with_resources_statement: tried,
    catch_clause: caught,
    return_statement: returned,
    throw_statement: thrown,
    import_declaration: imported,
    package_declaration: () => undefined,
    type_arguments: () => undefined,
  },
}

function invocation(node: Syntax, walk: Walk): Value {
  const [receiver, method] = [field(node, 'object'), field(node, 'name')]
  if (!method) return opaque(walk, node)
  return callOf(walk, node, { receiver, method: text(method), callee: [receiver ?? method, method], args: parts(field(node, 'arguments')) })
}

function creation(node: Syntax, walk: Walk): Value {
  const type = field(node, 'type')
  if (!type) return opaque(walk, node)
  const call = callOf(walk, node, { method: typeName(type), callee: [type, type], args: parts(field(node, 'arguments')), isNew: true })
  visit(walk, partsOf(node, 'class_body'))
  return call
}

function switchOf(node: Syntax, walk: Walk): undefined {
  const all = parts(field(node, 'body')).map((part) => {
    const labels = partsOf(part, 'switch_label').flatMap(parts)
    return { labels: labels.length ? labels : undefined, body: parts(part).filter(({ type }) => type !== 'switch_label') }
  })
  cases(walk, field(node, 'condition'), all)
}

function tried(node: Syntax, walk: Walk): undefined {
  const body = field(node, 'body')
  guarded(walk, [field(node, 'resources'), body])
  visit(walk, partsOf(node, 'catch_clause', 'finally_clause'))
}

function caught(node: Syntax, walk: Walk): undefined {
  const written = partOf(node, 'catch_formal_parameter')
  const [types, variable] = [parts(partOf(written, 'catch_type')).map(typeName), field(written, 'name')]
  catchOf(walk, node, { types, variable: variable && text(variable), body: parts(field(node, 'body')) })
}

function imported(node: Syntax, walk: Walk): undefined {
  const module = parts(node)[0]
  if (!module) return
  const names = partOf(node, 'asterisk') ? [{ name: '*' }] : []
  walk.found.imports.push({ module: text(module), names, range: rangeOf(walk, node) })
}
