import { awaited, call } from './calls.ts'
import { addField, functionOf } from './definitions.ts'
import {
  addEntry,
  binary,
  binaryOf,
  conditionalOf,
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
import { decorated, definition, params } from './python-definitions.ts'
import { except, guardedBody, ifStatement, imports, importsFrom, matchStatement, withStatement } from './python-statements.ts'
import { assign, assignAll, loop, returned, thrown } from './statements.ts'
import { string, stringOf } from './strings.ts'
import { field, parts, type Syntax, text } from './syntax.ts'
import type { Value } from './view.ts'
import { type Adapter, opaque, valueAt, visit, type Walk } from './walk.ts'

export const python: Adapter = {
  language: 'python',
  member: (node) => (node.type === 'attribute' ? [field(node, 'object'), field(node, 'attribute')] : undefined),
  argument: (node) => (node.type === 'keyword_argument' ? { name: field(node, 'name'), value: field(node, 'value') } : undefined),
  handlers: {
    identifier: name,
    attribute: member('object', 'attribute'),
    subscript: subscript('value', 'subscript'),
    call: call('function', 'arguments'),
    await: awaited,
    parenthesized_expression: transparent(),
    string: string('interpolation'),
    concatenated_string: joined,
    integer: number,
    float: number,
    true: constant(true),
    false: constant(false),
    none: constant(null),
    list: list(),
    tuple: list(),
    set: list(),
    expression_list: list(),
    list_splat: spread,
    dictionary_splat: spread,
    dictionary,
    boolean_operator: binary,
    binary_operator: binary,
    comparison_operator: comparison,
    not_operator: unary,
    unary_operator: unary,
    conditional_expression: conditional,
    lambda: (node, walk) =>
      functionOf(walk, node, { params: params(walk, field(node, 'parameters')), body: field(node, 'body'), isBlock: false }),
    assignment,
    augmented_assignment: augmented,
    named_expression: (node, walk) => assign(walk, node, field(node, 'name')!, field(node, 'value')!),
    keyword_argument: transparent('value'),
    function_definition: (node, walk) => definition(node, walk, []),
    class_definition: (node, walk) => definition(node, walk, []),
    decorated_definition: decorated,
    if_statement: ifStatement,
    for_statement: loop,
    while_statement: loop,
    with_statement: withStatement,
    try_statement: guardedBody,
    except_clause: except,
    except_group_clause: except,
    match_statement: matchStatement,
    return_statement: returned,
    raise_statement: thrown,
    import_statement: imports,
    import_from_statement: importsFrom,
  },
}

function joined(node: Syntax, walk: Walk): Value {
  const all = parts(node).map((part) => valueAt(walk, part))
  const content = all.map((part) => (part.kind === 'string' ? part.text : '')).join('')
  return stringOf(
    walk,
    node,
    content,
    all.flatMap((part) => (part.kind === 'string' ? part.parts : [])),
  )
}

function dictionary(node: Syntax, walk: Walk): Value {
  const pairs = parts(node).map((part) => addEntry(walk, part, field(part, 'key'), field(part, 'value') ?? parts(part)[0] ?? part))
  return objectOf(walk, node, pairs)
}

/** Chains (`a < b < c`) keep the first comparison only. */
function comparison(node: Syntax, walk: Walk): Value {
  const [left, right, ...rest] = parts(node).filter((part) => part.field !== 'operators')
  const operator = field(node, 'operators')
  if (!left || !right || !operator) return opaque(walk, node)
  const value = binaryOf(walk, node, left, text(operator).replaceAll(/\s+/g, ' '), right)
  visit(walk, rest)
  return value
}

function conditional(node: Syntax, walk: Walk): Value {
  const [then, test, otherwise] = parts(node)
  return then && test && otherwise ? conditionalOf(walk, node, test, then, otherwise) : opaque(walk, node)
}

function assignment(node: Syntax, walk: Walk): Value | undefined {
  const [left, right, type] = [field(node, 'left'), field(node, 'right'), field(node, 'type')]
  if (!left) return
  const value = right && assignTo(walk, node, left, right, type)
  if (walk.frame.kind === 'class' && left.type === 'identifier') {
    addField(walk, node, left, { type: type && text(type), value, decorators: [] })
  }
  return value
}

function assignTo(walk: Walk, node: Syntax, left: Syntax, right: Syntax, type?: Syntax): Value {
  const isPattern = /^(pattern_list|tuple_pattern|list_pattern)$/.test(left.type)
  if (!isPattern) return assign(walk, node, left, right, { type })
  return assignAll(walk, node, parts(left), /^(expression_list|tuple|list)$/.test(right.type) ? parts(right) : [right])
}

function augmented(node: Syntax, walk: Walk): Value {
  return assign(walk, node, field(node, 'left')!, field(node, 'right')!, { operator: text(field(node, 'operator')!) })
}
