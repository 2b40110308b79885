import { callOf } from './calls.ts'
import { catchOf, classOf, functionOf, paramOf } from './definitions.ts'
import {
  binary,
  conditional,
  constant,
  entryOf,
  list,
  name,
  number,
  objectOf,
  spread,
  string,
  stringOf,
  subscriptOf,
  transparent,
  unary,
} from './expressions.ts'
import { dotted, nameOf } from './names.ts'
import { assignAll, assignValue, branches, cases, guarded, loop, returned } from './statements.ts'
import { field, fields, partOf, parts, partsOf, type Syntax, text } from './syntax.ts'
import type { Call, Param, Value } from './view.ts'
import { type Adapter, addString, nameValue, opaque, valueAt, visit, type Walk, within } from './walk.ts'

const BODIES = ['program', 'body_statement', 'block_body', 'then', 'else', 'do', 'begin', 'ensure']
/** Our own: a body whose last value is the result of a method or block. */
const RESULT = 'result_body'

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

function called(node: Syntax, walk: Walk): Value {
  const [receiver, method] = [field(node, 'receiver'), field(node, 'method')]
  const [args, blockPart] = [field(node, 'arguments'), field(node, 'block')]
  if (!method) return opaque(walk, node)
  const call = callOf(walk, node, {
    receiver,
    method: text(method),
    callee: [receiver ?? method, method],
    args: parts(args),
    isNew: text(method) === 'new',
  })
  const complete = blockPart ? withBlock(walk, call, blockPart) : call
  if (call.callee === 'raise') walk.frame.throws.push(call.args[0]?.value ?? call)
  if (call.callee === 'require' || call.callee === 'require_relative') imported(walk, call)
  return args || blockPart || !receiver || call.receiver?.kind !== 'name' ? complete : nameValue(walk, node, call.callee)
}

/** The block is the last argument. */
function withBlock(walk: Walk, call: Call, part: Syntax): Call {
  const index = walk.found.calls.length - 1
  const before = walk.calling
  walk.calling = [...before, call.callee]
  const value = functionOf(walk, part, { params: params(walk, field(part, 'parameters')), ...block(part), isBlock: true, inPlace: true })
  walk.calling = before
  const complete: Call = { ...call, args: [...call.args, { value, range: value.range }] }
  walk.found.calls[index] = complete
  return complete
}

function block(part: Syntax | undefined) {
  const inner = field(part, 'body')
  return { body: inner ?? part, statements: inner ? [{ ...inner, type: RESULT }] : [], count: parts(inner).length }
}

function imported(walk: Walk, { args, range }: Call): void {
  const module = args[0]?.value
  if (module?.kind === 'string') walk.found.imports.push({ module: module.text, names: [], range })
}

function symbol(node: Syntax, walk: Walk): Value {
  return addString(walk, stringOf(walk, node, text(node).replace(/^:/, '')))
}

/** The text stands after the line, up to the name of the here-document. */
function heredoc(node: Syntax, walk: Walk): Value {
  const end = text(node).replaceAll(/[^\w]/g, '')
  const start = node.source.indexOf('\n', node.end) + 1
  const found = new RegExp(`^[ \\t]*${end}\\r?$`, 'm').exec(node.source.slice(start))
  const content = start > 0 && end ? node.source.slice(start, found ? start + found.index : undefined) : ''
  return addString(walk, { ...stringOf(walk, node, content), interpolated: content.includes('#{') && !text(node).includes("'") })
}

function pairs(node: Syntax, walk: Walk) {
  return parts(node).map((part) => {
    const [key, value] = [field(part, 'key'), field(part, 'value')]
    return entryOf(walk, part, part.type === 'pair' ? key : undefined, value ?? parts(part)[0] ?? part)
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

/** A lone name as a statement is a call: `skip_forgery_protection`. With a `rescue`, the statements before it are guarded. */
function body(node: Syntax, walk: Walk, isResult = false): undefined {
  const after = partsOf(node, 'rescue', 'ensure', 'else')
  const statements = parts(node).filter((part) => !after.includes(part))
  const isGuarded = after.some(({ type }) => type === 'rescue')
  within(walk, { guarded: isGuarded || walk.scope.guarded }, () => run(walk, statements, isResult))
  for (const part of after) {
    if (part.type === 'rescue') rescue(part, walk)
    else visit(walk, [part])
  }
}

function run(walk: Walk, statements: readonly Syntax[], isResult: boolean): void {
  for (const part of statements) {
    const isLast = isResult && part === statements.at(-1)
    if (part.type === 'identifier' && !isLast) callOf(walk, part, { method: text(part), callee: [part, part], args: [] })
    else if (!isLast) visit(walk, [part])
    const result = isLast ? valueAt(walk, part) : undefined
    if (result && result.kind !== 'other') walk.frame.returns.push(result)
  }
}

function rescue(node: Syntax, walk: Walk): undefined {
  const types = parts(field(node, 'exceptions')).map((type) => dotted(text(type)))
  const variable = parts(field(node, 'variable'))[0]
  catchOf(walk, node, { types, variable: variable && text(variable), body: parts(field(node, 'body')) })
}

function method(node: Syntax, walk: Walk): Value {
  const written = field(node, 'body')
  const isBlock = written?.type === 'body_statement'
  return functionOf(walk, node, {
    name: field(node, 'name'),
    params: params(walk, field(node, 'parameters')),
    body: written,
    isBlock: isBlock || !written,
    statements: isBlock ? [{ ...written, type: RESULT }] : undefined,
    count: isBlock ? parts(written).length : undefined,
  })
}

function params(walk: Walk, written: Syntax | undefined): Param[] {
  return parts(written).map((node) => paramOf(walk, node, { name: field(node, 'name') ?? node, default: field(node, 'value') }))
}

function classLike(node: Syntax, walk: Walk): undefined {
  const [named, written] = [field(node, 'name'), field(node, 'body')]
  if (!named) return
  const parent = parts(field(node, 'superclass'))[0]
  const mixins = parts(written).filter(
    (part) => part.type === 'call' && /^(include|extend|prepend)$/.test(text(field(part, 'method') ?? part)),
  )
  const bases = [...(parent ? [parent] : []), ...mixins.flatMap((part) => parts(field(part, 'arguments')))]
  const common = { name: named, className: dotted(text(named)), bases: bases.map((base) => dotted(text(base))) }
  classOf(walk, node, { ...common, kind: node.type === 'module' ? 'module' : 'class', body: written ? [written] : [] })
}

function ifStatement(node: Syntax, walk: Walk): undefined {
  const arms = [{ test: field(node, 'condition'), negated: node.type === 'unless', body: [field(node, 'consequence')] }]
  let next = field(node, 'alternative')
  while (next?.type === 'elsif') {
    arms.push({ test: field(next, 'condition'), negated: false, body: [field(next, 'consequence')] })
    next = field(next, 'alternative')
  }
  branches(walk, [...arms, { body: [next] }])
}

function modifier(node: Syntax, walk: Walk): undefined {
  const written = field(node, 'body')
  branches(walk, [{ test: field(node, 'condition'), negated: node.type === 'unless_modifier', body: [written && asBody(written)] }])
}

/** So that a lone name counts as a call here too. */
function asBody(node: Syntax): Syntax {
  return { ...node, type: 'block_body', children: [node] }
}

function caseStatement(node: Syntax, walk: Walk): undefined {
  const all = partsOf(node, 'when').map((part) => ({ labels: fields(part, 'pattern').flatMap(parts), body: [field(part, 'body')] }))
  cases(walk, field(node, 'value'), [...all, { labels: undefined, body: partsOf(node, 'else') }])
}
