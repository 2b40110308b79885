import { positional } from '#formats/code/lookup'
import type { Code, Func, Value } from '#formats/code/view'
import { writtenDown } from '../literals.ts'

/** What a variable or a constant holds; what a promise keeps; of several values the first. */
export function resolved(code: Code, func: Func, value: Value, depth = 0): Value {
  if (depth > 4) return value
  const again = (one: Value) => resolved(code, func, one, depth + 1)
  if (value.kind === 'list' && value.items.length > 1 && value.items[0]!.kind !== 'null') {
    const rest = value.items.slice(1)
    return rest.every(({ kind }) => kind === 'null' || kind === 'boolean') ? again(value.items[0]!) : value
  }
  if (value.kind === 'name') {
    const given = func.assignments.filter(({ target }) => target === value.name)
    if (given.length === 1 && given[0]!.operator === '=') return again(given[0]!.value)
    return given.length > 0 ? value : writtenDown(code, value)
  }
  if (value.kind === 'call' && WRAPS.test(value.callee)) {
    const inner = positional(value, 0)
    return inner ? again(inner) : value
  }
  return value.kind === 'call' && /^(?:pipe|asObservable)$/.test(value.method) && value.receiver ? again(value.receiver) : value
}

const WRAPS =
  /^(?:Promise\.resolve|Task\.FromResult|ValueTask\.FromResult|Optional\.of|Mono\.just|Observable\.of|of|Some|Ok|NextResponse\.json)$/
