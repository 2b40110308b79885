import { callOf } from './calls.ts'
import { functionOf } from './definitions.ts'
import { params } from './ruby-definitions.ts'
import { RESULT } from './ruby-statements.ts'
import { stringOf } from './strings.ts'
import { field, parts, type Syntax, text } from './syntax.ts'
import type { Call, Value } from './view.ts'
import { addString, nameValue, opaque, type Walk } from './walk.ts'

export function called(node: Syntax, walk: Walk): Value {
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

export function block(part: Syntax | undefined) {
  const inner = field(part, 'body')
  return { body: inner ?? part, statements: inner ? [{ ...inner, type: RESULT }] : [], count: parts(inner).length }
}

function imported(walk: Walk, { args, range }: Call): void {
  const module = args[0]?.value
  if (module?.kind === 'string') walk.found.imports.push({ module: module.text, names: [], range })
}

export function symbol(node: Syntax, walk: Walk): Value {
  return addString(walk, stringOf(walk, node, text(node).replace(/^:/, '')))
}

/** The text stands after the line, up to the name of the here-document. */
export function heredoc(node: Syntax, walk: Walk): Value {
  const end = text(node).replaceAll(/[^\w]/g, '')
  const start = node.source.indexOf('\n', node.end) + 1
  const found = new RegExp(`^[ \\t]*${end}\\r?$`, 'm').exec(node.source.slice(start))
  const content = start > 0 && end ? node.source.slice(start, found ? start + found.index : undefined) : ''
  return addString(walk, { ...stringOf(walk, node, content), interpolated: content.includes('#{') && !text(node).includes("'") })
}
