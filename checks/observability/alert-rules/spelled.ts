import type { Code, Value } from '#formats/code/code'

/**
 * What a value spells, `*` for each part that only the running program knows. Constants of the same file are followed.
 * `f"{PREFIX}_failed"` with a `PREFIX` from elsewhere spells `*_failed`.
 */
export function spelled(code: Code, value: Value | undefined, depth = 0): string {
  if (!value || depth > DEEPEST) return '*'
  switch (value.kind) {
    case 'string':
      return value.interpolated ? interpolated(code, value.text, value.parts, depth) : value.text
    case 'name':
      return spelledName(code, value.name, depth)
    case 'binary':
      return spelledOperation(code, value.operator, value.left, value.right, depth)
    case 'call':
      return spelledFormat(code, value, depth)
    default:
      return '*'
  }
}

const DEEPEST = 5
const INTERPOLATION = /\$\{[^{}]*\}|#\{[^{}]*\}|\{[^{}]*\}/g
const FORMAT = /%[-+\d.]*[a-zA-Z]/g

function interpolated(code: Code, text: string, parts: readonly Value[], depth: number): string {
  let index = 0
  return text.replaceAll(INTERPOLATION, () => spelled(code, parts[index++], depth + 1))
}

function spelledOperation(code: Code, operator: string, left: Value, right: Value, depth: number): string {
  if (operator === '+') return spelled(code, left, depth + 1) + spelled(code, right, depth + 1)
  return operator === '%' ? spelled(code, left, depth + 1).replaceAll(FORMAT, '*') : '*'
}

/** `"%s_failed".format(x)`, `String.format`, `fmt.Sprintf` and what joins name parts. */
function spelledFormat(code: Code, { callee, method, receiver, args }: Extract<Value, { kind: 'call' }>, depth: number): string {
  const values = args.map((argument) => argument.value)
  if (method === 'BuildFQName') return joined(values.map((value) => spelled(code, value, depth + 1)))
  if (callee === 'fmt.Sprintf' || callee === 'String.format') return spelled(code, values[0], depth + 1).replaceAll(FORMAT, '*')
  if (method === 'format' || method === 'formatted') return spelled(code, receiver, depth + 1).replaceAll(/\{[^{}]*\}|%s/g, '*')
  return '*'
}

/** Namespace, subsystem, name: the empty ones leave nothing. */
export function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('_')
}

/** A constant of this file, or a member of a constant object or class of it. */
function spelledName(code: Code, name: string, depth: number): string {
  const own = name.replace(/^(?:self|this|cls)\./, '')
  const values = code.assignments.filter(({ target, operator }) => operator === '=' && target.replace(/^(?:self|this|cls)\./, '') === own)
  if (values.length === 1) return spelled(code, values[0]!.value, depth + 1)
  const dot = own.lastIndexOf('.')
  if (values.length > 1 || dot < 0) return '*'
  const member = memberOf(code, own.slice(0, dot), own.slice(dot + 1))
  return member ? spelled(code, member, depth + 1) : '*'
}

function memberOf(code: Code, owner: string, name: string): Value | undefined {
  const field = code.classes.find((one) => one.name === owner)?.fields.find((one) => one.name === name)
  if (field) return field.value
  const object = code.assignments.find(({ target }) => target === owner)?.value
  return object?.kind === 'object' ? object.entries.find(({ key }) => key === name)?.value : undefined
}
