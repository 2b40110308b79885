import { isDevelopmentOnly } from '#formats/code/guards'
import { constantText, valuesIn } from '#formats/code/lookup'
import type { Call, Code, Func, Value } from '#formats/code/view'
import { within } from '#formats/ranges'
import type { Range } from '#model/location'
import { isSomebody, namesSomebody } from '../literals.ts'
import { asksServer } from '../page.ts'
import { PASSWORD, USER } from '../written/fields.ts'
import { admits } from './admits.ts'
import { asksNobody } from './asks.ts'
import type { Decider } from './deciders.ts'

/** Where a login lets in whoever comes: it hands out a token of nobody, or asks nobody and goes on. */
export function letsIn(code: Code, { func, place }: Decider): Range | undefined {
  // What the page keeps is told of by itself.
  const keeps = func.calls.some(({ callee }) => callee.endsWith('torage.setItem'))
  if ((!keeps || func.calls.some(asksServer)) && overlooksPassword(code, func)) return place
  if (keeps) return
  const made = madeUpToken(code, func) ?? madeUpUser(code, func)
  if (made) return made
  if (
    func.params.some(({ name, default: given }) => TOLD.test(name) || given?.kind === 'call') ||
    func.decorators.some((one) => GUARDS.test(one.name))
  )
    return
  const isMeant = func.params.some(({ name }) => GIVEN.test(name)) || func.calls.some(isWait) || admits(code, func)
  return isMeant && outcome(func) && asksNobody(code, func) ? place : undefined
}

/** Who calls has already asked, and hands over the answer. */
const TOLD = /user(?!_?name|_?id)|token|response|result|profile|session|account|payload$/i
const GIVEN =
  /^(?:e?mail|user_?name|login|pass\w*|pwd|credentials?|form|form_?data|dto|body|values|\w*(?:login|sign_?in)(?:Request|Dto|Data|Form|Input)|req|request|c|ctx)$|^\{[^}]*(?:mail|username|password)/i
const GUARDS = /guard|auth|required|protect|depends/i

function isWait({ callee }: Call): boolean {
  return /^(?:setTimeout|delay|sleep|Task\.Delay|asyncio\.sleep|time\.sleep)$/.test(callee)
}

/** `{ token: 'fake-jwt-token' }`, `this.token = 'mock-token'`, `setToken('demo-token')`. */
function madeUpToken({ entries, assignments, calls }: Code, { bodyRange }: Func): Range | undefined {
  const places = [
    ...within(entries, bodyRange!).map(({ key, value, range, scope }) => ({ name: key, value, range, scope })),
    ...within(assignments, bodyRange!).map(({ target, value, range, scope }) => ({ name: target, value, range, scope })),
    ...within(calls, bodyRange!).map(({ callee, args, range, scope }) => ({ name: callee, value: args[0]?.value, range, scope })),
  ]
  return places.find(({ name, value, scope }) => TOKEN.test(name) && isMadeUp(value) && !isDevelopmentOnly(scope))?.range
}

/** `dispatch(loginSuccess({ id: '1', name: 'Ann' }))`; or of whoever says who he is, where a comment says that this is for now. */
function madeUpUser(code: Code, func: Func): Range | undefined {
  const { calls, assignments } = func
  const isPretended = admits(code, func)
  const isSomeone = (value: Value) => {
    const given = value.kind === 'name' ? (assignments.find(({ target }) => target === value.name)?.value ?? value) : value
    return namesSomebody(given) || (isPretended && isUnproved(given))
  }
  const isIn = ({ callee, args, method }: Call) =>
    LETS_IN.test(callee) &&
    args.some(({ value }) => isSomeone(value) || (/^log_?in$/i.test(method) && args.length === 1 && ROLES.test(constantText(value) ?? '')))
  return calls.find(
    (call) =>
      isIn(call) &&
      !isDevelopmentOnly(call.scope) &&
      !calls.some((one) => one !== call && one.method !== 'dispatch' && !isIn(one) && asksServer(one)),
  )?.range
}

/** `login('owner')`. */
const ROLES = /^(?:admin|owner|user|demo|manager|customer|student|teacher|employee)/i
const LETS_IN = /log_?in|logged|sign_?in|authenticated|auth_?success|set_?user|set_?auth/i

/** It says who someone is, and brings nothing to prove it. */
function isUnproved(value: Value): boolean {
  if (value.kind !== 'object') return false
  return (
    value.entries.some(({ key }) => USER.test(key)) &&
    !value.entries.some(({ key }) => PASSWORD.test(key) || /token|code|otp|secret/i.test(key))
  )
}

/** It is given a password, and does no more with it than to see that there is one. */
function overlooksPassword({ calls, entries, expressions, assignments }: Code, func: Func): boolean {
  const { bodyRange, params, throws } = func
  const password = params.find(({ name }) => PASSWORD.test(name) && !name.startsWith('_'))?.name
  if (password === undefined || !bodyRange || (throws.length > 0 && func.statements === 1) || !outcome(func)) return false
  const values = [
    ...within(calls, bodyRange).flatMap(({ args, receiver }) => [...args.map(({ value }) => value), ...(receiver ? [receiver] : [])]),
    ...within(entries, bodyRange).map(({ value }) => value),
    ...within(assignments, bodyRange).map(({ value }) => value),
    ...within(expressions, bodyRange).flatMap(({ value }) =>
      value.kind === 'binary' && !/^(?:&&|\|\|)$/.test(value.operator) ? [value.left, value.right] : [value],
    ),
  ]
  return !values.some((value) =>
    valuesIn(value).some(
      (one) => one.kind === 'name' && one.name.split('.')[0] === password && (one.name !== password || !isLogical(value)),
    ),
  )
}

function isLogical(value: Value): boolean {
  return (value.kind === 'binary' && /^(?:&&|\|\|)$/.test(value.operator)) || value.kind === 'unary'
}

const TOKEN = /(?:^|[._]|set|access|auth)(?:token|jwt)$/i

function isMadeUp(value: Value | undefined): boolean {
  const text = value?.kind === 'string' ? value.text : value?.kind === 'binary' ? (constantText(value.left) ?? '') : ''
  return /(?:^|[-_.\s])(?:mock|fake|dummy|demo)(?:$|[-_.\s])/i.test(text)
}

/** It says that it went well, and who has come. */
function outcome({ returns, calls, assignments }: Func): boolean {
  if (
    returns.some((value) => (value.kind === 'boolean' && value.value) || isWelcome(value)) ||
    calls.some(({ callee, args }) => WELCOMES.test(callee) || args.some(({ value }) => isWelcome(value)))
  )
    return true
  return assignments.some(
    ({ target, value }) => SESSION.test(target) && value.kind !== 'null' && !(value.kind === 'boolean' && !value.value),
  )
}

function isWelcome(value: Value): boolean {
  return valuesIn(value).some(
    (one) =>
      isSomebody(one) ||
      (one.kind === 'object' &&
        one.entries.some(
          (entry) =>
            SAYS.test(entry.key) && !/^(?:null|other)$/.test(entry.value.kind) && !(entry.value.kind === 'boolean' && !entry.value.value),
        )),
  )
}

const SAYS = /^(?:access_?token|token|jwt|is_?(?:authenticated|logged_?in)|logged_?in|authenticated|success)$/i
const WELCOMES =
  /^(?:navigate|(?:props\.)?on(?:Success|Login|LoggedIn|Authenticated)|(?:this\.)?(?:\$?router|history)\.(?:push|replace|navigate)|navigation\.(?:replace|navigate|reset)|set(?:User|CurrentUser|IsAuthenticated|Authenticated|IsLoggedIn|LoggedIn|Auth|Token))$/
const SESSION = /(?:^|[._])session\b|\.(?:user|current_?user|is_?authenticated|is_?logged_?in|logged_?in|token)$/i
