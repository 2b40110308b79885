import type { Range } from '#model/location'
import { argumentsOf } from './calls.ts'
import type { Syntax } from './syntax.ts'
import type { Decorator, Value } from './view.ts'
import { rangeOf, type Walk } from './walk.ts'

/** A decorator that a name and arguments make up. */
export function decoratorOf(walk: Walk, node: Syntax, name: string, args: readonly Syntax[], on: Decorator['on']): Decorator {
  return addDecorator(walk, { name, args: argumentsOf(walk, args), on, range: rangeOf(walk, node), scope: walk.scope })
}

/** A decorator that is an expression: a name or a call. */
export function decoratorFrom(walk: Walk, value: Value, range: Range, on: Decorator['on'], nameOf: (value: Value) => string): Decorator {
  const [name, args] = value.kind === 'call' ? [value.callee, value.args] : [nameOf(value), []]
  return addDecorator(walk, { name, args, on, range, scope: walk.scope })
}

function addDecorator(walk: Walk, decorator: Decorator): Decorator {
  walk.found.decorators.push(decorator)
  return decorator
}
