import type { Code, Func, Value } from '#formats/code/view'
import { encloses, within } from '#formats/ranges'
import { isLiteral, isPlain, isSomebody, MADE_UP, namesSomebody, PERSON } from '../literals.ts'
import { admits } from './admits.ts'
import { asksNobody, passesOn } from './asks.ts'
import { isAboutBeing } from './being.ts'
import { isCutShort } from './cut-short.ts'
import type { Decider } from './deciders.ts'
import { resolved } from './resolved.ts'

/** Whether a function that decides something asks nobody, and lets in whoever comes, or always says the same. */
export function pretends(code: Code, decider: Decider): boolean {
  switch (decider.is) {
    case 'identity':
      return isConstant(code, decider)
    case 'proof':
      return acceptsAll(code, decider)
    case 'guard':
      return decider.isNamed && letsPass(code, decider)
    default:
      return false
  }
}

/** One of some texts, or somebody, of its own, whatever it looks at: `if token == "demo": return "user-1"`. */
function isConstant(code: Code, { name, func }: Decider): boolean {
  const answers = func.calls
    .filter(({ callee }) => /^(?:res|response|ctx|c)\.(?:json|send|JSON)$/.test(callee))
    .flatMap(({ args }) => args.at(-1)?.value ?? [])
  const says = (func.name === undefined && answers.length > 0 ? answers : func.returns).map((value) => resolved(code, func, value))
  const whole = says.length === 1
  const texts = says.filter((value) => isPerson(func, value) || (whole ? isLiteral(value) || isNobody(value) : isText(value)))
  if (name === 'auth' && !says.every((value) => isPerson(func, value))) return false
  if (texts.length === 0 || (!whole && /role/i.test(name)) || !says.every((value) => texts.includes(value) || isNo(value))) return false
  return asksNobody(code, func)
}

/** `return nil, nil`. */
function isNobody(value: Value): boolean {
  return value.kind === 'list' && value.items.length > 1 && value.items.every(({ kind }) => kind === 'null')
}

/** Somebody made up; `user = new User()` with `user.setId(1)`; a session of such a one. */
function isPerson({ calls, assignments }: Func, value: Value): boolean {
  if (isSomebody(value)) return true
  if (value.kind === 'call')
    return (
      PERSON.test(value.callee) &&
      value.args.length === 0 &&
      calls.some(({ method, args }) => /^set[A-Z]/.test(method) && args.length > 0 && args.every((one) => isPlain(one.value)))
    )
  if (value.kind !== 'object') return false
  const user = value.entries.find(({ key }) => /^user$/i.test(key))?.value
  const own = user?.kind === 'name' ? (assignments.find(({ target }) => target === user.name)?.value ?? user) : user
  return own !== undefined && (isSomebody(own) || (own.kind === 'name' && MADE_UP.test(own.name)))
}

function acceptsAll(code: Code, { name, func }: Decider): boolean {
  const { returns, throws } = func
  const isAboutText = /password|credential|login|request|user/i.test(name) && !/^authenticate/i.test(name)
  const says = returns.map((value) => resolved(code, func, value))
  if (isCutShort(func)) return true
  const isEcho = (value: Value) => value.kind === 'name' && func.params.some((param) => param.name === value.name) && admits(code, func)
  const yes = says.filter((value) => isYes(func, value) || isEcho(value))
  if (yes.length === 0 || !says.every((value) => yes.includes(value) || isNo(value))) return !isAboutText && isAboutBeing(func)
  // That a form is filled in is all that these may be for.
  const isFixed =
    yes.length === says.length && throws.length === 0 && !within(code.calls, func.bodyRange!).some((call) => isConditional(func, call))
  if (!isFixed && isAboutText && !yes.some((value) => isPerson(func, value)) && !admits(code, func)) return false
  return asksNobody(code, func)
}

function letsPass(code: Code, { name, func }: Decider): boolean {
  if (/optional|anonymous|guest|public|maybe|no_?auth|skip/i.test(name) || /optional|anonymous|guest|public/i.test(func.scope.class ?? ''))
    return false
  const says = func.returns.map((value) => resolved(code, func, value))
  const isOpen = says.length > 0 ? says.every((value) => isYes(func, value) || isPass(value)) : false
  const passes = func.calls.some(passesOn) && says.every((value) => value.kind !== 'boolean')
  if (setsAuthenticated(func) && admits(code, func)) return asksNobody(code, func, true)
  if (!passes && !isOpen) return false
  // Whether the one of a cookie is good is often asked further on.
  if (func.calls.some(({ callee }) => /cookie/i.test(callee))) return false
  return !compares(code, func) && !keeps(func) && asksNobody(code, func)
}

function isPass(value: Value): boolean {
  return value.kind === 'call' && passesOn(value)
}

function setsAuthenticated({ calls }: Func): boolean {
  return calls.some(
    ({ callee, args: [given] }) =>
      /^set(?:Is)?(?:Authenticated|LoggedIn)$/.test(callee) && given?.value.kind === 'boolean' && given.value.value,
  )
}

/** What it found is handed on to others, who may ask; who was made up is told of by itself. */
function keeps({ assignments, calls }: Func): boolean {
  return (
    assignments.some(({ target }) => target.includes('.')) ||
    calls.some(({ callee }) => /^(?:c|ctx|context|req|request|r)\.(?:[Ss]et|setAttribute)$|WithValue$/.test(callee))
  )
}

function compares({ expressions }: Code, { bodyRange }: Func): boolean {
  return within(expressions, bodyRange!).some(
    ({ value }) =>
      value.kind === 'binary' &&
      /^[=!]=$/.test(value.operator) &&
      [value.left, value.right].some(
        (side) => side.kind === 'string' && !/^(?:|undefined|Bearer|basic|OPTIONS|GET|string|object)$/i.test(side.text),
      ),
  )
}

function isConditional({ bodyRange }: Func, { scope }: Code['calls'][number]): boolean {
  return scope.conditions.some(({ value }) => encloses(bodyRange!, value.range))
}

function isYes(func: Func, value: Value): boolean {
  if (value.kind === 'boolean') return value.value
  if (value.kind === 'name') return MADE_UP.test(value.name)
  if (value.kind === 'call') return /(?:^|\.)Success$/.test(value.callee) || isSomebody(value)
  return isPerson(func, value) || isResult(value)
}

/** `{ valid: true, … }`, `{ id: 1, name }`. */
function isResult(value: Value): boolean {
  if (value.kind !== 'object') return false
  if (namesSomebody(value)) return true
  return value.entries.some(
    ({ key, value: one }) =>
      /^(?:is_?)?(?:valid|success|authenticated|authorized|ok|active)$/i.test(key) && one.kind === 'boolean' && one.value,
  )
}

function isText(value: Value): boolean {
  return value.kind === 'string' && !value.interpolated && value.text !== ''
}

function isNo(value: Value): boolean {
  const first = value.kind === 'list' ? value.items[0] : value
  if (!first || first.kind === 'null' || (first.kind === 'boolean' && !first.value) || (first.kind === 'string' && first.text === ''))
    return true
  if (first.kind === 'object') return first.entries.length === 0
  return (
    first.kind === 'call' && /Error$|Exception$|^errors\.New$|Fail$|NoResult$|status|reject|Response|abort|redirect/i.test(first.callee)
  )
}
