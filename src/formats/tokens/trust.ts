import type { Range } from '#model/location'
import { constantText, valuesIn } from '../code/lookup.ts'
import { nameOf } from '../code/names.ts'
import type { Call, Code, Value } from '../code/view.ts'
import { encloses } from '../ranges.ts'
import { functionAround } from './use.ts'

/** By its name, and not taken from a request. */
export function isIdToken(value: Value | undefined): boolean {
  const name =
    value?.kind === 'name' ? value.name : value?.kind === 'subscript' ? `${nameOf(value.object)}.${constantText(value.key) ?? ''}` : ''
  return /id_?token$/i.test(name) && !/(?:^|\.)(?:req|request|body|form|data|headers|cookies|args|params|query)\b/i.test(name)
}

const HOLDS =
  /(?:^|\.)(?:req|request|ctx|context|c|g|state|self|this|session|locals|socket)\.(?:\w+\.)*(?:user|auth|identity|principal|claims|userId|user_id)$/

const IDENTITY =
  /^(?:sub|subject|uid|user|user_?id|account_?id|id|email|name|username|role|roles|scope|scopes|permissions|tenant|tenant_?id|org_?id|is_?admin|groups)$/i

/** Whether someone is taken for who an unverified token says: its claims become a user, a role, an answer. */
export function isTrusted(code: Code, call: Call): boolean {
  const members = memberNames(code, call)
  if (members.some(({ property, target }) => IDENTITY.test(property) || (target !== undefined && HOLDS.test(target)))) return true
  const given = code.assignments.find(({ value }) => value === call || value.range === call.range)?.target
  if (given !== undefined && (HOLDS.test(given) || /^(?:current_?)?user(?:_?(?:data|info))?$/i.test(given))) return true
  const around = functionAround(code, call.range)
  const own = (range: Range) => !around || encloses(around.range, range)
  return [given, ...members.map(({ target }) => target)].some((name) => name !== undefined && isTaken(code, name, own))
}

/** `jwt.decode(token).sub`, `const { payload } = decode(token)`. */
function memberNames({ assignments, expressions }: Code, call: Call) {
  const isMember = (value: Value) => value.kind === 'member' && value.object.range === call.range
  return [
    ...assignments.flatMap(({ target, value }) =>
      value.kind === 'member' && isMember(value) ? [{ property: value.property, target }] : [],
    ),
    ...expressions.flatMap(({ value }) =>
      value.kind === 'member' && isMember(value) ? [{ property: value.property, target: undefined }] : [],
    ),
  ]
}

/** What the claims are called becomes somebody: `claims.sub`, `claims["role"]`, `req.user = claims`, `c.set('user', claims)`. */
function isTaken({ assignments, calls, expressions }: Code, name: string, own: (range: Range) => boolean): boolean {
  const isIt = (value: Value | undefined) => value?.kind === 'name' && value.name === name
  if (assignments.some(({ target, value, range }) => own(range) && HOLDS.test(target) && isIt(value))) return true
  const isPut = calls.some(({ callee, method, args: [key, value], range }) => {
    const text = constantText(key?.value) ?? ''
    if (!own(range)) return false
    return callee === `${name}.get`
      ? IDENTITY.test(text)
      : /^set$/i.test(method) && /user|auth|claims|identity|sub/i.test(text) && isIt(value?.value)
  })
  return (
    isPut ||
    expressions.some(({ value, range }) => {
      if (!own(range)) return false
      if (value.kind === 'name')
        return (
          value.name.startsWith(`${name}.`) &&
          value.name
            .slice(name.length + 1)
            .split('.')
            .some((part) => IDENTITY.test(part))
        )
      return value.kind === 'subscript' && isIt(value.object) && value.key.kind === 'string' && IDENTITY.test(value.key.text)
    })
  )
}

/** The middle of a token is read by hand: `JSON.parse(atob(token.split('.')[1]))`. */
export function isReadByHand(call: Call): boolean {
  if (!/^(?:JSON\.parse|json\.loads)$/.test(call.callee)) return false
  const parts = [...valuesIn(call)]
  return (
    parts.some((one) => one.kind === 'call' && /^(?:atob|Buffer\.from|base64\.\w*decode)$/.test(one.callee)) &&
    parts.some(
      (one) => one.kind === 'subscript' && one.key.kind === 'number' && one.key.value === 1 && nameOf(one.object).endsWith('split()'),
    )
  )
}
