import { catchOf, functionOf } from './definitions.ts'
import {
  addEntry,
  binary,
  conditional,
  constant,
  list,
  name,
  number,
  objectOf,
  spread,
  subscriptOf,
  transparent,
  unary,
} from './expressions.ts'
import { nameOf } from './names.ts'
import { block, called, heredoc, symbol } from './ruby-calls.ts'
import { classLike, method, params } from './ruby-definitions.ts'
import { body, caseStatement, ifStatement, modifier, RESULT } from './ruby-statements.ts'
import { assignAll, assignValue, guarded, loop, returned } from './statements.ts'
import { string, stringOf } from './strings.ts'
import { field, fields, partOf, parts, type Syntax, text } from './syntax.ts'
import type { Value } from './view.ts'
import { type Adapter, valueAt, type Walk } from './walk.ts'

const BODIES = ['program', 'body_statement', 'block_body', 'then', 'else', 'do', 'begin', 'ensure']

/** A method called without arguments is both: a name where its value is used, and one of the calls. */
export const ruby: Adapter = {
  language: 'ruby',
  argument: (node) => (node.type === 'pair' ? { name: field(node, 'key'), value: field(node, 'value') } : undefined),
  handlers: {
    identifier: name,
    constant: name,
    scope_resolution: name,
    self: name,
    instance_variable: name,
    class_variable: name,
    global_variable: name,
    call: called,
    element_reference: (node, walk) => subscriptOf(walk, node, field(node, 'object'), parts(node)[1]),
    parenthesized_statements: transparent(),
    string: string('interpolation'),
    chained_string: (node, walk) => {
      const all = parts(node).map((part) => valueAt(walk, part))
      return stringOf(walk, node, all.map((part) => (part.kind === 'string' ? part.text : '')).join(''))
    },
    simple_symbol: symbol,
    hash_key_symbol: symbol,
    bare_string: symbol,
    bare_symbol: symbol,
    heredoc_beginning: heredoc,
    integer: number,
    float: number,
    true: constant(true),
    false: constant(false),
    nil: constant(null),
    array: list(),
    string_array: list(),
    symbol_array: list(),
    right_assignment_list: list(),
    splat_argument: spread,
    hash_splat_argument: spread,
    hash: (node, walk) => objectOf(walk, node, pairs(node, walk)),
    binary,
    unary,
    conditional,
    lambda: (node, walk) =>
      functionOf(walk, node, { params: params(walk, field(node, 'parameters')), ...block(field(node, 'body')), isBlock: true }),
    assignment,
    operator_assignment: (node, walk) => assignment(node, walk, text(field(node, 'operator')!)),
    ...Object.fromEntries(BODIES.map((type) => [type, (node: Syntax, walk: Walk) => body(node, walk)])),
    [RESULT]: (node, walk) => body(node, walk, true),
    method,
    singleton_method: method,
    class: classLike,
    module: classLike,
    if: ifStatement,
    unless: ifStatement,
    if_modifier: modifier,
    unless_modifier: modifier,
    case: caseStatement,
    while: loop,
    until: loop,
    for: loop,
    while_modifier: loop,
    until_modifier: loop,
    rescue_modifier: (node, walk) => {
      guarded(walk, [field(node, 'body')])
      return catchOf(walk, node, { types: [], body: fields(node, 'handler') })
    },
    return: (node, walk) => returned(partOf(node, 'argument_list') ?? node, walk),
  },
}

function pairs(node: Syntax, walk: Walk) {
  return parts(node).map((part) => {
    const [key, value] = [field(part, 'key'), field(part, 'value')]
    return addEntry(walk, part, part.type === 'pair' ? key : undefined, value ?? parts(part)[0] ?? part)
  })
}

function assignment(node: Syntax, walk: Walk, operator = '='): Value | undefined {
  const [left, right] = [field(node, 'left'), field(node, 'right')]
  if (!left || !right) return
  if (left.type === 'left_assignment_list') {
    return assignAll(walk, node, parts(left), /^(right_assignment_list|array)$/.test(right.type) ? parts(right) : [right])
  }
  if (left.type !== 'call') return assignAll(walk, node, [left], [right], { operator })
  const receiver = field(left, 'receiver')
  const target = `${receiver ? nameOf(valueAt(walk, receiver)) : ''}.${text(field(left, 'method') ?? left)}`
  return assignValue(walk, node, left, valueAt(walk, right), { name: target, operator })
}
