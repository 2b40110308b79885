import { isDevelopmentOnly } from '#formats/code/guards'
import { constantText, valuesIn } from '#formats/code/lookup'
import type { Call, Code, Func, Value } from '#formats/code/view'
import { encloses } from '#formats/ranges'
import type { Range } from '#model/location'
import { admits } from './admits.ts'
import { asksNobody } from './asks.ts'
import type { Decider } from './deciders.ts'
import { isSomebody, namesSomebody } from './literals.ts'
import { asksServer } from './page.ts'

/** Where a login lets in whoever comes: it hands out a token of nobody, or asks nobody and goes on. */
export function letsIn(code: Code, { func, place }: Decider): Range | undefined {
  // What the page keeps is told of by itself.
  if (func.calls.some(({ callee }) => callee.endsWith('torage.setItem'))) return
  const made = madeUpToken(code, func) ?? madeUpUser(func)
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
    ...entries.map(({ key, value, range, scope }) => ({ name: key, value, range, scope })),
    ...assignments.map(({ target, value, range, scope }) => ({ name: target, value, range, scope })),
    ...calls.map(({ callee, args, range, scope }) => ({ name: callee, value: args[0]?.value, range, scope })),
  ]
  return places.find(
    ({ name, value, range, scope }) => TOKEN.test(name) && isMadeUp(value) && encloses(bodyRange!, range) && !isDevelopmentOnly(scope),
  )?.range
}

/** `dispatch(loginSuccess({ id: '1', name: 'Ann' }))`. */
function madeUpUser({ calls }: Func): Range | undefined {
  const isIn = ({ callee, args }: Call) =>
    /log_?in|logged|sign_?in|authenticated|auth_?success|set_?user|set_?auth/i.test(callee) &&
    args.some(({ value }) => namesSomebody(value))
  return calls.find(
    (call) =>
      isIn(call) && !calls.some((one) => asksServer(one) && one !== call && one.method !== 'dispatch') && !isDevelopmentOnly(call.scope),
  )?.range
}

const TOKEN = /(?:^|[._]|set|access|auth)(?:token|jwt)$/i

function isMadeUp(value: Value | undefined): boolean {
  const text = value?.kind === 'string' ? value.text : value?.kind === 'binary' ? (constantText(value.left) ?? '') : ''
  return /(?:^|[-_.\s])(?:mock|fake|dummy|demo)(?:$|[-_.\s])/i.test(text)
}

/** It says that it went well, and who has come. */
function outcome({ returns, calls, assignments }: Func): boolean {
  if (
    returns.some((value) => isWelcome(value)) ||
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
      (one === value && one.kind === 'boolean' && one.value) ||
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
