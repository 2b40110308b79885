import { awaited, call, callTo } from './calls.ts'
import { catchOf } from './definitions.ts'
import {
  addEntry,
  binary,
  conditional,
  constant,
  list,
  member,
  name,
  number,
  objectOf,
  spread,
  subscript,
  transparent,
  unary,
} from './expressions.ts'
import { assignTo, declared } from './javascript-assignments.ts'
import { callable, classField, classLike, decoratedMembers } from './javascript-definitions.ts'
import { exported, imported } from './javascript-modules.ts'
import { assign, branches, cases, guarded, loop, returned, thrown } from './statements.ts'
import { string } from './strings.ts'
import { field, fields, parts, type Syntax, text } from './syntax.ts'
import type { Value } from './view.ts'
import { type Adapter, opaque, optionalValue, other, valueAt, visit, type Walk } from './walk.ts'

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
    if (part.type === 'pair') return addEntry(walk, part, computed(field(part, 'key')), field(part, 'value') ?? part)
    if (part.type === 'method_definition') return addEntry(walk, part, field(part, 'name'), part)
    if (part.type === 'spread_element') return addEntry(walk, part, undefined, parts(part)[0] ?? part)
    return addEntry(walk, part, part, part)
  })
  return objectOf(walk, node, entries)
}

function computed(key: Syntax | undefined): Syntax | undefined {
  return key?.type === 'computed_property_name' ? parts(key)[0] : key
}
