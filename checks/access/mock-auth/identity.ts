import { envRead } from '#formats/code/environment'
import type { Assignment, Call, Code, Func, Value } from '#formats/code/view'
import { claimed } from './claims.ts'
import { type Decider, type Decision, deciders, type Fault } from './deciders.ts'
import { isFixed, isLiteral, isPlain, PERSON, writtenDown } from './literals.ts'
import { takesAnyone } from './records.ts'

/** Functions that say who is asking. */
export function identities(code: Code): readonly Decision[] {
  const found = deciders(code).flatMap((decider): Decision[] => {
    if (decider.is !== 'identity') return []
    const fault = faultOf(code, decider)
    if (!fault && /session$/i.test(decider.name) && !/^use/i.test(decider.name)) return []
    return [{ subject: decider.name, range: decider.place, about: 'identity', fault }]
  })
  return [...found, ...properties(code)]
}

/** Of C#: `public Guid UserId => Guid.Parse("…")` in a `CurrentUserService`. */
function properties(code: Code): readonly Decision[] {
  return code.classes.flatMap(({ name, fields }) =>
    /(?:Current|Authenticated|LoggedIn)User(?:Service|Provider|Accessor|Context)?$|^UserContext$/.test(name) &&
    !/mock|fake|test|null|anonymous|system/i.test(name)
      ? fields.flatMap(({ name: field, nameRange, value }): Decision[] =>
          /^(?:Current)?(?:User)?Id$/.test(field) && value && isFixedId(code, value)
            ? [{ subject: `${name}.${field}`, range: nameRange, about: 'identity', fault: 'constant' }]
            : [],
        )
      : [],
  )
}

function faultOf(code: Code, decider: Decider): Fault | undefined {
  const { name, func } = decider
  if (isConstant(code, func) || isPicked(name, func)) return 'constant'
  if (takesAnyone(code, func)) return 'anyone'
  return claimed(code, decider) ? 'claimed' : undefined
}

function isConstant(code: Code, { name, statements, returns, calls, assignments, params }: Func): boolean {
  const [only] = returns
  if (!only || returns.length !== 1 || assignments.length > 1) return false
  if (only.kind === 'list' && only.items.length > 1 && params.length < 2 && only.items.every(({ kind }) => kind === 'null'))
    return statements === 1
  const [given] = assignments
  if (given && only.kind === 'name' && given.target === only.name && isFilled(given, calls)) return true
  // `user = {"id": 1}`, `return user`.
  if (statements > 3 || (given && (only.kind !== 'name' || given.target !== only.name))) return false
  const value = given?.value ?? writtenDown(code, only)
  // What the environment says is the same for all who ask.
  if (envRead(unwrapped(value)))
    return /id$/i.test(name ?? '') && calls.every((call) => call === value || PARSES.test(call.callee) || envRead(call) || isNoWork(call))
  return isLiteral(value) && calls.every((call) => isFixed(call) || isNoWork(call))
}

/** `int.Parse(configuration["UserId"])`. */
function unwrapped(value: Value): Value {
  return value.kind === 'call' && PARSES.test(value.callee) && value.args.length === 1 ? value.args[0]!.value : value
}

const PARSES = /^(?:int\.Parse|long\.Parse|Guid\.Parse|Long\.parseLong|Integer\.parseInt|Number|parseInt|int|str|UUID|uuid\.UUID)$/

function isFixedId(code: Code, value: Value): boolean {
  const own = writtenDown(code, value)
  return own.kind === 'call' ? isFixed(own) : own !== value && isLiteral(own)
}

/** `user = new User()`, `user.setId(1)`, `return user`. */
function isFilled({ target, value }: Assignment, calls: readonly Call[]): boolean {
  if (value.kind !== 'call' || !PERSON.test(value.callee) || value.args.length > 0) return false
  const others = calls.filter((call) => call !== value)
  return (
    others.length > 0 &&
    others.every(
      ({ callee, args }) => callee.startsWith(`${target}.set`) && args.length > 0 && args.every((argument) => isPlain(argument.value)),
    )
  )
}

/** It says something, or waits a moment. */
function isNoWork({ callee, method }: Call): boolean {
  return /(?:log|print|warn|debug|info|sleep|delay|wait)\w*$/i.test(callee) || /^(?:Promise|setTimeout|resolve)$/.test(method)
}

/** One of some texts of its own, whatever it looks at: `if token == "demo": return "user-1"`. */
function isPicked(name: string, { returns, calls }: Func): boolean {
  const texts = returns.filter((value) => value.kind === 'string' && !value.interpolated && value.text !== '')
  return (
    !/role/i.test(name) &&
    texts.length > 1 &&
    texts.length === returns.length &&
    calls.every(({ method }) => /^(?:get|lower|strip)$/.test(method))
  )
}
