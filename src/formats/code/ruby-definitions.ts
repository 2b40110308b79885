import { classOf, functionOf, paramOf } from './definitions.ts'
import { dotted } from './names.ts'
import { RESULT } from './ruby-statements.ts'
import { field, parts, type Syntax, text } from './syntax.ts'
import type { Param, Value } from './view.ts'
import type { Walk } from './walk.ts'

export function method(node: Syntax, walk: Walk): Value {
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

export function params(walk: Walk, written: Syntax | undefined): Param[] {
  return parts(written).map((node) => paramOf(walk, node, { name: field(node, 'name') ?? node, default: field(node, 'value') }))
}

export function classLike(node: Syntax, walk: Walk): undefined {
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
