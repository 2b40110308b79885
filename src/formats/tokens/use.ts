import type { Range } from '#model/location'
import { constantText, entryOf } from '../code/lookup.ts'
import { nameOf } from '../code/names.ts'
import type { Call, Code, Func, Scope, Value } from '../code/view.ts'
import { encloses } from '../ranges.ts'

/** One place where code reads, verifies or makes a JWT. */
export interface TokenUse {
  /** `verify_token jwt.decode`. */
  readonly subject: string
  /** Of the call, or of the argument that is wrong. */
  readonly range: Range
  readonly fault?: TokenFault | undefined
  readonly unknown?: string | undefined
}

export type TokenFault =
  | 'unverified'
  | 'trusted unverified'
  | 'no algorithm'
  | 'open algorithm'
  | 'none'
  | 'mixed'
  | 'expired accepted'
  | 'never expires'

export function use(call: Call, fault?: TokenFault, place?: Range): TokenUse {
  return { subject: `${nameOfScope(call.scope)}${call.callee}`.slice(0, 120), range: place ?? call.range, fault }
}

export function undecided(call: Call, unknown: string): TokenUse {
  return { ...use(call), unknown }
}

function nameOfScope({ class: owner, function: name }: Scope): string {
  const parts = [owner, name].filter(Boolean)
  return parts.length ? `${parts.join('.')} ` : ''
}

/** The innermost function around a place; `undefined` at the top of the file. */
export function functionAround(code: Code, range: Range): Func | undefined {
  return code.functions.findLast((func) => encloses(func.range, range))
}

/** Follows a name to what the same file gives it. */
export function followed(code: Code, value: Value | undefined): Value | undefined {
  if (value?.kind !== 'name') return value
  const last = value.name.slice(value.name.lastIndexOf('.') + 1)
  const given = code.assignments.filter(({ target }) => target === value.name || target.endsWith(`.${last}`) || target === last)
  return given.length === 1 ? given[0]!.value : value
}

/** What a list of algorithms allows that it must not. */
export function algorithmFault(code: Code, value: Value | undefined): TokenFault | undefined {
  const list = followed(code, value)
  const items = list?.kind === 'list' ? list.items : list ? [list] : []
  const names = items.flatMap((item) => {
    const one = followed(code, item)
    return one?.kind === 'string' ? one.text.toUpperCase() : []
  })
  if (names.includes('NONE')) return 'none'
  const isShared = (name: string) => name.startsWith('HS')
  return names.some(isShared) && names.some((name) => /^(?:RS|ES|PS|ED)/.test(name)) ? 'mixed' : undefined
}

/** Tokens that are known to have expired, and may have. */
export function isAboutExpired({ scope }: Pick<Call, 'scope'>): boolean {
  return /refresh|expir|logout|log_out|revoke|blacklist|denylist|renew|sign_?out/i.test(`${scope.class ?? ''}.${scope.function ?? ''}`)
}

/** Whether the claims of a new token name when it ends; `undefined` where that cannot be seen. */
export function expires(code: Code, call: Call, payload: Value | undefined, key: RegExp = /^(?:exp|ExpiresAt)$/): boolean | undefined {
  const around = functionAround(code, call.range)
  const inside = (range: Range) => !around || encloses(around.range, range)
  if (code.entries.some((entry) => key.test(entry.key) && inside(entry.range))) return true
  if (code.assignments.some(({ target, range }) => /\.(?:exp|ExpiresAt)$/.test(target) && inside(range))) return true
  const own = payload?.kind === 'name' ? localValue(code, payload.name, around) : payload
  if (own?.kind !== 'object') return
  return own.entries.some(
    (entry) => entry.key === '...' || key.test(entry.key) || (entry.key.endsWith('Claims') && entry.value.kind !== 'object'),
  )
    ? undefined
    : false
}

function localValue(code: Code, name: string, around: Func | undefined): Value | undefined {
  const given = code.assignments.filter(({ target, range }) => target === name && (!around || encloses(around.range, range)))
  return given.length === 1 ? given[0]!.value : undefined
}

export function isFalse(value: Value | undefined): boolean {
  return value?.kind === 'boolean' && !value.value
}

export function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'boolean' && value.value
}

export function optionOf(code: Code, options: Value | undefined, key: string): Value | undefined {
  return entryOf(followed(code, options), key)?.value
}

/** By its name, and not taken from a request. */
export function isIdToken(value: Value | undefined): boolean {
  const name =
    value?.kind === 'name' ? value.name : value?.kind === 'subscript' ? `${nameOf(value.object)}.${constantText(value.key) ?? ''}` : ''
  return /id_?token$/i.test(name) && !/(?:^|\.)(?:req|request|body|form|data|headers|cookies|args|params|query)\b/i.test(name)
}

const IDENTITY =
  /^(?:sub|subject|uid|user|user_?id|account_?id|id|email|name|username|role|roles|scope|scopes|permissions|tenant|tenant_?id|org_?id|is_?admin|groups)$/i

/** Whether someone is taken for who an unverified token says: its claims become a user, a role, an answer. */
export function isTrusted(code: Code, call: Call): boolean {
  const given = code.assignments.find(({ value }) => value === call || value.range === call.range)
  if (
    given &&
    /(?:^|\.)(?:req|request|ctx|context|g|state|self|this|session|locals)\.(?:\w+\.)*(?:user|auth|identity|principal|claims|userId|user_id)$/.test(
      given.target,
    )
  )
    return true
  const name = given?.target
  if (name === undefined) return false
  const around = functionAround(code, call.range)
  return (
    code.expressions.some(({ value, range }) => {
      if (around && !encloses(around.range, range)) return false
      if (value.kind === 'name') return value.name.startsWith(`${name}.`) && IDENTITY.test(value.name.slice(name.length + 1).split('.')[0]!)
      return (
        value.kind === 'subscript' &&
        value.object.kind === 'name' &&
        value.object.name === name &&
        value.key.kind === 'string' &&
        IDENTITY.test(value.key.text)
      )
    }) ||
    code.calls.some(
      ({ callee, args, range }) =>
        callee === `${name}.get` &&
        (!around || encloses(around.range, range)) &&
        args[0]?.value.kind === 'string' &&
        IDENTITY.test(args[0].value.text),
    )
  )
}
