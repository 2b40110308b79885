import { functionAround } from '../code/around.ts'
import { assignmentOf, constantText, valuesIn } from '../code/lookup.ts'
import { nameOf } from '../code/names.ts'
import type { Call, Code, Value } from '../code/view.ts'
import { encloses } from '../ranges.ts'
import { claimsOf, HOLDS, IDENTITY } from './claims.ts'

/** By its name, and not taken from a request. */
export function isIdToken(value: Value | undefined): boolean {
  const name =
    value?.kind === 'name' ? value.name : value?.kind === 'subscript' ? `${nameOf(value.object)}.${constantText(value.key) ?? ''}` : ''
  return /id_?token$/i.test(name) && !/(?:^|\.)(?:req|request|body|form|data|headers|cookies|args|params|query)\b/i.test(name)
}

/** Whether someone is taken for who an unverified token says: its claims become a user, a role, an answer. */
export function isTrusted(code: Code, call: Call): boolean {
  const claims = claimsOf(code)
  const members = claims.members.get(call.range) ?? []
  if (members.some(({ property, target }) => IDENTITY.test(property) || (target !== undefined && HOLDS.test(target)))) return true
  const given = assignmentOf(code, call)?.target
  if (given !== undefined && (HOLDS.test(given) || /^(?:current_?)?user(?:_?(?:data|info))?$/i.test(given))) return true
  const around = functionAround(code, call.range)
  return [given, ...members.map(({ target }) => target)].some((name) =>
    claims.taken.get(name ?? '')?.some((range) => !around || encloses(around.range, range)),
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
