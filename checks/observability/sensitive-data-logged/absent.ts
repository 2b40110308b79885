import { nameOf } from '#formats/code/names'
import type { Scope, Value } from '#formats/code/view'

/** It is logged where it is known to be missing: `if (!brokerToken) log.error({ brokerToken }, 'required')`. */
export function isAbsent(name: string, { conditions }: Pick<Scope, 'conditions'>): boolean {
  return conditions.some(({ value, negated }) => (negated ? isNamed(value, name) : denies(value, name)))
}

function denies(value: Value, name: string): boolean {
  if (value.kind === 'binary' && /^(?:&&|and)$/.test(value.operator)) return denies(value.left, name) || denies(value.right, name)
  return value.kind === 'unary' && /^(?:!|not)$/.test(value.operator) && isNamed(value.operand, name)
}

function isNamed(value: Value, name: string): boolean {
  return last(nameOf(value)) === last(name)
}

function last(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
