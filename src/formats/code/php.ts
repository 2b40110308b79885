import { addField, catchOf } from './definitions.ts'
import { binaryOf, conditional, constant, member, memberOf, name, number, spread, subscriptOf, transparent, unary } from './expressions.ts'
import { dotted, typeName } from './names.ts'
import { callable, classLike, imported, properties } from './php-definitions.ts'
import { array, assignment, called, creation, heredoc, included, methodCall, spoken } from './php-expressions.ts'
import { assign, assignValue, branches, cases, guarded, loop, returned, thrown } from './statements.ts'
import { string, stringOf } from './strings.ts'
import { field, fields, parts, partsOf, text } from './syntax.ts'
import { type Adapter, addString, opaque, valueAt, visit } from './walk.ts'

export const php: Adapter = {
  language: 'php',
  argument: (node) =>
    node.type === 'argument' ? { name: field(node, 'name'), value: parts(node).findLast((part) => part.field !== 'name') } : undefined,
  handlers: {
    name,
    variable_name: name,
    qualified_name: name,
    relative_scope: name,
    member_access_expression: member('object', 'name'),
    nullsafe_member_access_expression: member('object', 'name'),
    scoped_property_access_expression: member('scope', 'name'),
    class_constant_access_expression: (node, walk) => memberOf(walk, node, valueAt(walk, parts(node)[0]!), text(parts(node)[1] ?? node)),
    subscript_expression: (node, walk) => subscriptOf(walk, node, parts(node)[0], parts(node)[1]),
    function_call_expression: called,
    member_call_expression: methodCall,
    nullsafe_member_call_expression: methodCall,
    scoped_call_expression: methodCall,
    object_creation_expression: creation,
    echo_statement: spoken,
    print_intrinsic: spoken,
    exit_statement: spoken,
    unset_statement: spoken,
    require_expression: included,
    require_once_expression: included,
    include_expression: included,
    include_once_expression: included,
    parenthesized_expression: transparent(),
    error_suppression_expression: transparent(),
    clone_expression: transparent(),
    cast_expression: transparent('value'),
    string: (node, walk) =>
      addString(
        walk,
        stringOf(
          walk,
          node,
          text(node)
            .slice(1, -1)
            .replaceAll(/\\(['\\])/g, '$1'),
        ),
      ),
    encapsed_string: string(
      'variable_name',
      'member_access_expression',
      'subscript_expression',
      'dynamic_variable_name',
      'member_call_expression',
    ),
    heredoc,
    nowdoc: heredoc,
    integer: number,
    float: number,
    boolean: (node, walk) => constant(text(node).toLowerCase() === 'true')(node, walk),
    null: constant(null),
    array_creation_expression: array,
    variadic_unpacking: spread,
    binary_expression: (node, walk) => {
      const [left, right, operator] = [field(node, 'left'), field(node, 'right'), field(node, 'operator')]
      if (!left || !right || !operator) return opaque(walk, node)
      return binaryOf(walk, node, left, text(operator) === '.' ? '+' : text(operator), right)
    },
    unary_op_expression: unary,
    conditional_expression: conditional,
    assignment_expression: assignment,
    reference_assignment_expression: assignment,
    augmented_assignment_expression: (node, walk) =>
      assign(walk, node, field(node, 'left')!, field(node, 'right')!, { operator: text(field(node, 'operator')!).replace('.=', '+=') }),
    anonymous_function: callable,
    anonymous_function_creation_expression: callable,
    arrow_function: callable,
    function_definition: callable,
    method_declaration: callable,
    class_declaration: classLike,
    interface_declaration: classLike,
    trait_declaration: classLike,
    enum_declaration: classLike,
    property_declaration: properties,
    const_element: (node, walk) => {
      const [named, value] = parts(node)
      const given = named && value && assign(walk, node, named, value)
      if (named && walk.frame.kind === 'class') addField(walk, node, named, { value: given, decorators: [] })
      return given
    },
    if_statement: (node, walk) => {
      const alternatives = fields(node, 'alternative').map((part) => ({ test: field(part, 'condition'), body: [field(part, 'body')] }))
      return branches(walk, [{ test: field(node, 'condition'), body: fields(node, 'body') }, ...alternatives])
    },
    switch_statement: (node, walk) => {
      const all = parts(field(node, 'body')).map((part) => ({
        labels: field(part, 'value') && [field(part, 'value')!],
        body: parts(part).filter((each) => each.field !== 'value'),
      }))
      return cases(walk, field(node, 'condition'), all)
    },
    match_expression: (node, walk) => {
      const all = parts(field(node, 'body')).map((part) => ({
        labels: parts(field(part, 'conditional_expressions')),
        body: [field(part, 'return_expression')],
      }))
      return cases(walk, field(node, 'condition'), all)
    },
    for_statement: loop,
    foreach_statement: loop,
    while_statement: loop,
    do_statement: loop,
    try_statement: (node, walk) => {
      guarded(walk, [field(node, 'body')])
      return visit(walk, partsOf(node, 'catch_clause', 'finally_clause'))
    },
    catch_clause: (node, walk) => {
      const [types, variable] = [parts(field(node, 'type')).map(typeName), field(node, 'name')]
      return catchOf(walk, node, { types, variable: variable && dotted(text(variable)), body: parts(field(node, 'body')) })
    },
    return_statement: (node, walk) => {
      const [value] = parts(node)
      if (walk.frame.kind !== 'module' || !value) return returned(node, walk)
      assignValue(walk, node, value, valueAt(walk, value), { name: 'return' })
      return
    },
    throw_expression: thrown,
    namespace_use_declaration: imported,
    namespace_definition: (node, walk) => visit(walk, [field(node, 'body')]),
    text: () => undefined,
  },
}
