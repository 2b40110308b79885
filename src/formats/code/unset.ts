import { envRead } from './environment.ts'
import { assignmentsTo } from './lookup.ts'
import { called, combined, constant, FAILS, isTrue, makesBoolean, map, parsed, tagged, UNKNOWN, type Unset } from './unset-operations.ts'
import type { Code, Value } from './view.ts'

export { type Constant, isTrue, meant, type Unset } from './unset-operations.ts'

/** Names of a module that stand for each other. */
const MAX_DEPTH = 20

/** Calculates a value of this file as if the environment were empty. Names of the file that are assigned once count as their value. */
export function whenUnset(value: Value, code: Code, depth = 0): Unset {
  if (depth > MAX_DEPTH) return UNKNOWN
  const go = (part: Value) => whenUnset(part, code, depth + 1)
  const read = envRead(value)
  if (read) return unsetRead(value, read.name, read.default && go(read.default), read.required)
  switch (value.kind) {
    case 'string':
      return value.interpolated ? UNKNOWN : constant(value.text)
    case 'number':
    case 'boolean':
      return constant(value.value)
    case 'null':
      return constant(null)
    case 'list':
      return listOf(value.items.map(go))
    case 'name':
      return named(value.name, code, depth)
    case 'unary':
      return map(go(value.operand), (known) =>
        value.operator === '!' ? !isTrue(known) : value.operator === '-' ? -Number(known) : undefined,
      )
    case 'binary':
      if (value.right.kind === 'name' && value.right.name === 'os.environ' && value.left.kind === 'string' && / ?in$/.test(value.operator))
        return constant(value.operator === 'not in', value.left.text)
      return combined(value.operator, go(value.left), () => go(value.right))
    case 'conditional': {
      const test = go(value.condition)
      return test.kind === 'constant' ? tagged(go(isTrue(test.value) ? value.whenTrue : value.whenFalse), test.variable) : test
    }
    case 'call':
      return called(value, go)
    default:
      return UNKNOWN
  }
}

/** Readers that make booleans read their default as they read the variable. */
function unsetRead(value: Value, name: string, fallback: Unset | undefined, required: boolean): Unset {
  if (!fallback) return required ? FAILS : constant(null, name)
  const found = tagged(fallback, name)
  return value.kind === 'call' && makesBoolean(value) ? parsed(found) : found
}

function listOf(items: readonly Unset[]): Unset {
  const values = items.flatMap((item) => (item.kind === 'constant' && !Array.isArray(item.value) ? [item.value as string] : []))
  return values.length === items.length ? constant(values) : UNKNOWN
}

/** A name that is assigned once, at the top and under no condition. */
function named(name: string, code: Code, depth: number): Unset {
  const found = assignmentsTo(code, name)
  const [only] = found
  if (!only || found.length > 1 || only.operator !== '=' || !only.scope.moduleLevel || only.scope.conditions.length || only.scope.class)
    return UNKNOWN
  return whenUnset(only.value, code, depth + 1)
}
