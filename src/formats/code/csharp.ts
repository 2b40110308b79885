import { awaited, callTo } from './calls.ts'
import { attributes, classLike, lambda, method, property, variables } from './csharp-definitions.ts'
import { anonymous, argument, creation, initializer, memberParts } from './csharp-expressions.ts'
import { caught, conditionalCode, imported, sections } from './csharp-statements.ts'
import { binary, conditional, constant, list, member, memberOf, name, number, subscriptOf, transparent, unary } from './expressions.ts'
import { typeName } from './names.ts'
import { assign, assignAll, branches, cases, guarded, loop, returned, thrown } from './statements.ts'
import { string, stringOf } from './strings.ts'
import { field, partOf, parts, partsOf, text } from './syntax.ts'
import { type Adapter, addString, nameValue, opaque, optionalValue, rangeOf, valueAt, visit, within } from './walk.ts'

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
