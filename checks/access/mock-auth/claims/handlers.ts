import { valuesIn } from '#formats/code/lookup'
import type { Code, Func } from '#formats/code/view'
import { type Decision, deciders } from '../deciding/deciders.ts'
import { takesAnyone } from '../written/records.ts'
import { claimsIn, claimsOf } from './claim.ts'
import { isCookieOfUser, isOfVisitor, verifies } from './claims.ts'

/** Handlers that take who is asking out of a cookie that nobody signed, or out of nothing. */
export function handlers(code: Code): readonly Decision[] {
  const known = new Set(deciders(code).map(({ func }) => func))
  return code.functions.flatMap((func): Decision[] => {
    if (func.name === undefined || !func.nameRange || known.has(func)) return []
    const fault = believesCookie(code, func) ? 'claimed' : takesAnyone(code, func) && asksForNobody(func) ? 'anyone' : undefined
    return fault && refuses(func) ? [{ subject: func.name, range: func.nameRange, about: 'identity', fault }] : []
  })
}

/** It answers 401 or 403. */
function refuses({ calls, returns, throws }: Func): boolean {
  return [...calls.flatMap(({ args }) => args.map(({ value }) => value)), ...returns, ...throws].some((value) =>
    [...valuesIn(value)].some((one) => {
      if (one.kind === 'number') return one.value === 401 || one.value === 403
      return one.kind === 'name' && /401|403|Unauthorized|Forbidden/i.test(one.name)
    }),
  )
}

/** Who brings no such cookie is told to go, and everyone else is believed. */
function believesCookie(code: Code, func: Func): boolean {
  const believes = claimsIn(code, func).some((claim) => isCookieOfUser(claim) && !/mail|name$/i.test(claim.key))
  return believes && !verifies(func) && !isOfVisitor(func)
}

/** It says that nobody is logged in, and is given nothing to tell who is. */
function asksForNobody({ params, calls, returns }: Func): boolean {
  const values = [...calls.flatMap(({ args }) => args.map(({ value }) => value)), ...returns]
  const says = values.some((value) =>
    [...valuesIn(value)].some((one) => one.kind === 'string' && /not (?:authenticated|logged)|unauth/i.test(one.text)),
  )
  return says && params.length === 0
}

/** What lets whoever knows of it pass: the header `X-Bypass-Auth`. */
export function bypasses(code: Code): readonly Decision[] {
  return claimsOf(code).flatMap(({ key, range }): Decision[] =>
    range && BYPASS.test(key) ? [{ subject: key, range, about: 'identity', fault: 'claimed' }] : [],
  )
}

const BYPASS =
  /^(?:http_)?(?:x[-_])?(?:bypass|skip|mock|fake|test|dev|debug)[-_]?(?:auth\w{0,14}|user(?:[-_]?id)?|login|jwt)$|^(?:x[-_])?(?:auth\w{0,14}|login)[-_](?:bypass|skip|mock)$/i
