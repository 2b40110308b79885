import { dotted, nameOf } from './names.ts'
import { field, parts, type Syntax, text } from './syntax.ts'
import type { Argument, Call, Value } from './view.ts'
import { type Handler, opaque, rangeOf, valueAt, type Walk } from './walk.ts'

interface CallParts {
  /** What the method is called on. */
  readonly receiver?: Syntax | undefined
  readonly method: string
  /** The nodes from the first to the last of the callee. */
  readonly callee: readonly [Syntax, Syntax]
  readonly args: readonly Syntax[]
  readonly isNew?: boolean
  readonly isAwaited?: boolean
}

export function callOf(walk: Walk, node: Syntax, written: CallParts): Call {
  const receiver = written.receiver && valueAt(walk, written.receiver)
  const callee = receiver ? `${nameOf(receiver)}.${written.method}` : written.method
  return addCall(walk, node, written, callee, receiver)
}

function addCall(walk: Walk, node: Syntax, written: CallParts, callee: string, receiver?: Value): Call {
  const { scope } = walk
  const [first, last] = written.callee
  const call: Call = {
    kind: 'call',
    callee,
    method: callee.slice(callee.lastIndexOf('.') + 1),
    receiver,
    isNew: written.isNew ?? false,
    isAwaited: written.isAwaited ?? false,
    args: argumentsDuring(walk, callee, written.args),
    range: rangeOf(walk, node),
    calleeRange: rangeOf(walk, { start: first.start, end: last.end }),
    scope,
  }
  walk.found.calls.push(call)
  return call
}

/** Functions among the arguments are callbacks of the call. */
function argumentsDuring(walk: Walk, callee: string, nodes: readonly Syntax[]): Argument[] {
  if (nodes.length === 0) return []
  const before = walk.calling
  walk.calling = [...before, callee]
  const result = argumentsOf(walk, nodes)
  walk.calling = before
  return result
}

export function argumentsOf(walk: Walk, nodes: readonly Syntax[]): Argument[] {
  return nodes.map((node) => {
    const parted = walk.adapter.argument?.(node)
    const name = parted?.name && text(parted.name).replaceAll(/^[:'"]|['"]$/g, '')
    return { name, value: valueAt(walk, parted?.value ?? node), range: rangeOf(walk, node) }
  })
}

/** A call whose callee is one expression: `a.b(c)`. The callee is unwrapped: TypeScript reads `await a<T>()` as `(await a)<T>()`. */
export function callTo(
  walk: Walk,
  node: Syntax,
  target: Syntax,
  args: readonly Syntax[],
  flags: { isNew?: boolean; isAwaited?: boolean } = {},
): Call {
  const [receiver, property] = walk.adapter.member?.(target) ?? []
  if (receiver && property) {
    const method = dotted(text(property).replace(/<[\s\S]*$/, ''))
    return callOf(walk, node, { ...flags, receiver, method, callee: [target, target], args })
  }
  const wrapped = /^(await|parenthesized|non_null)_expression$/.test(target.type) ? parts(target)[0] : undefined
  if (wrapped) return callTo(walk, node, wrapped, args, { ...flags, isAwaited: flags.isAwaited || target.type === 'await_expression' })
  return callToValue(walk, node, target, args, flags)
}

function callToValue(
  walk: Walk,
  node: Syntax,
  target: Syntax,
  args: readonly Syntax[],
  flags: { isNew?: boolean; isAwaited?: boolean },
): Call {
  walk.immediate = target
  const value = valueAt(walk, target)
  const written = { ...flags, method: '', callee: [target, target] as const, args }
  return addCall(walk, node, written, nameOf(value), value.kind === 'name' || value.kind === 'function' ? undefined : value)
}

/** A handler for calls with a field for the callee and one for the arguments. */
export function call(callee: string, args: string): Handler {
  return (node, walk) => {
    const target = field(node, callee)
    if (!target) return opaque(walk, node)
    return callTo(walk, node, target, parts(field(node, args)))
  }
}

/** `await x`: a call knows that it is awaited. */
export const awaited: Handler = (node, walk) => {
  const inner = parts(node)[0]
  if (!inner) return
  const value = valueAt(walk, inner)
  if (value.kind !== 'call') return value
  const call: Call = { ...value, isAwaited: true }
  const index = walk.found.calls.lastIndexOf(value)
  if (index >= 0) walk.found.calls[index] = call
  return call
}
