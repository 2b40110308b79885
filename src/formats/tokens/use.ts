import type { Range } from '#model/location'
import { onceFor } from '#model/once'
import { functionAround } from '../code/around.ts'
import { assignmentsTo, assignmentsToLast, constantText, entryOf } from '../code/lookup.ts'
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
  /** The library allows those that fit the key, and nobody has said which. */
  | 'algorithm of the key'
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

/** Follows a name to what the same file gives it. */
export function followed(code: Code, value: Value | undefined): Value | undefined {
  if (value?.kind !== 'name') return value
  const given = assignmentsToLast(code, value.name)
  return given.length === 1 ? given[0]!.value : value
}

/** What a list of algorithms allows that it must not. */
export function algorithmFault(code: Code, value: Value | undefined): TokenFault | undefined {
  const list = followed(code, value)
  const items = list?.kind === 'list' ? list.items : list ? [list] : []
  // `[jwt.get_unverified_header(token)["alg"]]`.
  if (items.some((item) => item.kind === 'subscript' && constantText(item.key) === 'alg' && /header/i.test(nameOf(item.object))))
    return 'no algorithm'
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

/** The same, or a licence: nobody steals it, and who reads it tells people that it has ended. */
export function mayHaveExpired(call: Pick<Call, 'scope'>): boolean {
  return isAboutExpired(call) || /licen[cs]e/i.test(`${call.scope.class ?? ''}.${call.scope.function ?? ''}`)
}

/** Whether the claims of a new token name when it ends; `undefined` where that cannot be seen. */
export function expires(code: Code, call: Call, payload: Value | undefined): boolean | undefined {
  const around = functionAround(code, call.range)
  const inside = (range: Range) => !around || encloses(around.range, range)
  if (endsIn(code).some(({ range }) => inside(range))) return true
  const own = payload?.kind === 'name' ? (localValue(code, payload.name, around) ?? payload) : payload
  // A text, or a record of a user, which holds no time.
  if (own?.kind === 'string' || (own?.kind === 'name' && /(?:^|\.)(?:user_?name|email|_?id|user_?id)$/i.test(own.name))) return false
  if (own?.kind !== 'object') return
  return own.entries.some(
    (entry) => entry.key === '...' || END.test(entry.key) || (entry.key.endsWith('Claims') && entry.value.kind !== 'object'),
  )
    ? undefined
    : false
}

const END = /^(?:exp|ExpiresAt)$/

/** Where a file says when a token ends. */
const endsIn = onceFor(({ entries, assignments }: Code): readonly { readonly range: Range }[] => [
  ...entries.filter(({ key }) => END.test(key)),
  ...assignments.filter(({ target }) => /\.(?:exp|ExpiresAt)$/.test(target)),
])

function localValue(code: Code, name: string, around: Func | undefined): Value | undefined {
  const given = assignmentsTo(code, name).filter(({ range }) => !around || encloses(around.range, range))
  return given.length === 1 ? given[0]!.value : undefined
}

export function isFalse(value: Value | undefined): boolean {
  return value?.kind === 'boolean' && !value.value
}

export function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'boolean' && value.value
}

export function optionOf(code: Code, options: Value | undefined, key: string): Value | undefined {
  const given = followed(code, options)
  // `dict(verify_signature=False)`.
  if (given?.kind === 'call' && given.callee === 'dict') return given.args.find(({ name }) => name === key)?.value
  return entryOf(given, key)?.value
}
