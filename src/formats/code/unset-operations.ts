import type { Call, Value } from './view.ts'

/** What a value is where no variable of the environment is set: a constant, a failure at the start, or nothing that can be told. */
export type Unset = Constant | { readonly kind: 'fails' } | { readonly kind: 'unknown' }

export interface Constant {
  readonly kind: 'constant'
  readonly value: string | number | boolean | null | readonly (string | number | boolean | null)[]
  /** The variable that was not set. */
  readonly variable?: string | undefined
}

export const UNKNOWN: Unset = { kind: 'unknown' }
export const FAILS: Unset = { kind: 'fails' }

/** Whether a constant counts as true: zero, nothing and what is empty do not. */
export function isTrue(value: Constant['value']): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

const YES = /^(?:true|1|yes|on|y|t|enabled?)$/i
const NO = /^(?:false|0|no|off|n|f|disabled?|none|null|)$/i

/** What people mean by a text: `true`, `off`. */
export function meant(text: string): boolean | undefined {
  return YES.test(text.trim()) ? true : NO.test(text.trim()) ? false : undefined
}

export function constant(value: Constant['value'], variable?: string): Constant {
  return { kind: 'constant', value, variable }
}

/** Remembers which variable a constant comes from. */
export function tagged(unset: Unset, variable: string | undefined): Unset {
  return unset.kind === 'constant' && variable ? { ...unset, variable: unset.variable ?? variable } : unset
}

/** Changes a constant; what cannot be changed is unknown. */
export function map(unset: Unset, change: (value: Constant['value']) => Constant['value'] | undefined): Unset {
  if (unset.kind !== 'constant') return unset
  const value = change(unset.value)
  return value === undefined ? UNKNOWN : constant(value, unset.variable)
}

/** `env.bool("X")`, `config("X", cast=bool)`. */
export function makesBoolean({ method, callee, args }: Call): boolean {
  if (/bool/i.test(method) || (callee === 'env' && args.length === 2 && args.every(({ name }) => !name))) return true
  const cast = args.find(({ name }) => name === 'cast' || name === 'type')?.value
  return cast?.kind === 'name' && /bool/i.test(cast.name)
}

/** A text becomes the boolean that it means. */
export function parsed(unset: Unset): Unset {
  return map(unset, (value) => (typeof value === 'string' ? meant(value) : isTrue(value)))
}

/** The right side is asked for only where the left one does not decide. */
export function combined(operator: string, left: Unset, right: () => Unset): Unset {
  if (left.kind !== 'constant') return left
  if (operator === '&&') return isTrue(left.value) ? tagged(right(), left.variable) : left
  if (operator === '||') return isTrue(left.value) ? left : tagged(right(), left.variable)
  if (operator === '??') return left.value === null ? tagged(right(), left.variable) : left
  const other = right()
  if (other.kind !== 'constant') return other
  const result = compared(operator, left.value, other.value)
  return result === undefined ? UNKNOWN : constant(result, left.variable ?? other.variable)
}

function compared(operator: string, left: Constant['value'], right: Constant['value']): Constant['value'] | undefined {
  switch (operator) {
    case '==':
      return left === right
    case '!=':
      return left !== right
    case 'in':
      return contains(right, left)
    case 'not in': {
      const found = contains(right, left)
      return found === undefined ? undefined : !found
    }
    case '*':
      return typeof left === 'string' && typeof right === 'number' && right >= 0 && right <= 256 ? left.repeat(right) : undefined
    case '+':
      return typeof left === 'string' && typeof right === 'string' ? left + right : undefined
    default:
      return
  }
}

function contains(whole: Constant['value'], part: Constant['value']): boolean | undefined {
  if (Array.isArray(whole)) return whole.includes(part)
  return typeof whole === 'string' && typeof part === 'string' ? whole.includes(part) : undefined
}

const KEEPS = /^(?:strip|trim|str|String|to_s|toString|ToString)$/
const LOWERS = /^(?:lower|toLowerCase|downcase|strtolower|ToLower|ToLowerInvariant|casefold)$/
const UPPERS = /^(?:upper|toUpperCase|upcase|strtoupper|ToUpper|ToUpperInvariant)$/
const PARSES_BOOLEAN =
  /^(?:(?:dist)?util\.)?(?:str_?(?:to_?|2)?|to_?|as_?|parse_?|is_?|get_?)bool(?:ean)?$|^(?:ParseBool|is_?true|is_?truthy|truthy|filter_var|loads|literal_eval|eval)$/i

/** Functions that change or test one value. */
export function called(call: Call, go: (value: Value) => Unset): Unset {
  const { method, args, receiver } = call
  const first = args[0]?.value
  if (/^(?:includes|include\?|contains|in_array)$/i.test(method)) return includes(call, go)
  const subject = receiver && !first ? receiver : first
  if (!subject) return UNKNOWN
  const unset = go(subject)
  if (unset.kind !== 'constant') return unset
  if (method === 'present?') return map(unset, isTrue)
  // A method of nothing fails.
  if (unset.value === null && subject === receiver) return FAILS
  if (PARSES_BOOLEAN.test(method)) return parsed(unset)
  return map(unset, (value) => changed(method, value))
}

function changed(method: string, value: Constant['value']): Constant['value'] | undefined {
  if (/^(?:bool|Boolean|boolval)$/.test(method)) return isTrue(value)
  if (typeof value === 'string') {
    if (KEEPS.test(method)) return value.trim()
    if (LOWERS.test(method)) return value.toLowerCase()
    if (UPPERS.test(method)) return value.toUpperCase()
  }
  if (/^(?:int|Number|parseInt|intval|Atoi|to_i)$/.test(method)) return Number(value)
  return undefined
}

/** `["1", "true"].includes(x)`, `in_array(x, ["1"])`. */
function includes({ receiver, args }: Call, go: (value: Value) => Unset): Unset {
  const [whole, part] = receiver ? [receiver, args[0]?.value] : [args[1]?.value, args[0]?.value]
  if (!whole || !part) return UNKNOWN
  return combined('in', go(part), () => go(whole))
}
