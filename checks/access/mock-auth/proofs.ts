import { positional, valuesIn } from '#formats/code/lookup'
import { nameOf } from '#formats/code/names'
import type { Call, Code, Func, Value } from '#formats/code/view'
import { encloses } from '#formats/ranges'
import { claimed } from './claims.ts'
import { type Decision, deciders, type Fault } from './deciders.ts'
import { isSomebody, MADE_UP } from './literals.ts'
import { takesAnyone } from './records.ts'

/** Functions that say whether a token, a password or a key is good, and say so of each; and those that let people pass. */
export function proofs(code: Code): readonly Decision[] {
  return deciders(code).flatMap((decider): Decision[] => {
    const { is, name, func, place } = decider
    if (is === 'identity' || (is === 'proof' && !func.nameRange)) return []
    const fault: Fault | undefined =
      is === 'proof' && acceptsAll(code, name, func)
        ? 'accepted'
        : claimed(code, decider)
          ? 'claimed'
          : is === 'guard' && takesAnyone(code, func)
            ? 'anyone'
            : undefined
    return fault || is === 'proof' ? [{ subject: name, range: place, about: 'proof', fault }] : []
  })
}

function acceptsAll(code: Code, name: string, func: Func): boolean {
  return isAlwaysYes(func) || (/token|jwt|api_?key|auth\b/i.test(name) && isAboutBeing(func)) || makesUp(code, func)
}

/** `true` and nothing else, or somebody made up whatever is asked: `return mock_user`. */
function isAlwaysYes({ statements, returns: [only, ...more], calls, assignments }: Func): boolean {
  if (!only || more.length > 0) return false
  if (only.kind === 'name' && MADE_UP.test(only.name))
    return calls.every(({ isNew, callee }) => isNew || /Exception$|Error$|^str$/.test(callee))
  if (statements !== 1 || calls.length + assignments.length > 0) return false
  const first = only.kind === 'list' ? only.items[0] : only
  return first?.kind === 'boolean' && first.value
}

/** That there is one is all that is asked: `return !!token`, `return token != null && !token.isEmpty()`. */
function isAboutBeing({ statements, returns: [only, ...more], params }: Func): boolean {
  return statements === 1 && only !== undefined && more.length === 0 && isBeing(only, new Set(params.map(({ name }) => name)))
}

function isBeing(value: Value, params: ReadonlySet<string>): boolean {
  const isParam = (one: Value) =>
    one.kind === 'name' &&
    (params.has(one.name) ||
      /^(.+)\.(?:length|Length|size|trim)$/.exec(one.name)?.[1] === [...params].find((name) => one.name.startsWith(`${name}.`)))
  if (value.kind === 'binary') {
    if (/^(?:&&|\|\|)$/.test(value.operator)) return isBeing(value.left, params) && isBeing(value.right, params)
    const isNothing =
      value.right.kind === 'null' ||
      (value.right.kind === 'number' && value.right.value === 0) ||
      (value.right.kind === 'string' && value.right.text === '')
    return /^(?:!=|>)$/.test(value.operator) && isNothing && (isParam(value.left) || isBeing(value.left, params))
  }
  if (value.kind === 'unary') return value.operator === '!' && (isParam(value.operand) || isBeing(value.operand, params))
  if (
    value.kind !== 'call' ||
    !/^(?:isEmpty|isBlank|IsNullOrEmpty|IsNullOrWhiteSpace|Boolean|bool|len|length|size|empty|present\?|hasText|isNotBlank|isNotEmpty)$/.test(
      value.method,
    )
  )
    return false
  const asked = value.args.length > 0 ? positional(value, 0) : value.receiver
  return asked !== undefined && isParam(asked)
}

/**
 * Whoever brings anything is the same made-up user: `if not token: raise …`, `return {"user_id": "user-123"}`. Nothing is compared
 * with what is known, and nobody is asked.
 */
function makesUp(code: Code, func: Func): boolean {
  const { returns, calls, bodyRange, assignments, params } = func
  const own = (value: Value) => {
    const given = value.kind === 'name' ? assignments.filter(({ target }) => target === value.name) : []
    return given.length === 1 ? given[0]!.value : value
  }
  const first = (value: Value) => (value.kind === 'list' ? (value.items[0] ?? value) : value)
  const yes = returns.filter((value) => isSomebody(own(first(value))))
  if (params.length === 0 || yes.length === 0 || !bodyRange) return false
  if (!returns.every((value) => yes.includes(value) || isNo(first(value)))) return false
  return calls.every(isTrifle) && !code.expressions.some(({ value, range }) => encloses(bodyRange, range) && compares(value))
}

function isNo(value: Value): boolean {
  return value.kind === 'null' || (value.kind === 'boolean' && !value.value) || (value.kind === 'object' && value.entries.length === 0)
}

/** It says something, fails, waits, or looks at the text alone. */
function isTrifle({ callee, method, isNew }: Call): boolean {
  if (isNew && /Exception|Error|Promise|Date$/.test(callee)) return true
  return (
    /(?:^|\.)(?:log|print|warn|debug|info|error|sleep|delay|setTimeout|resolve)\w*$/i.test(callee) ||
    /Exception$|Error$|^errors\.New$|^fmt\.Errorf$/.test(callee) ||
    /^(?:len|strip|trim|startswith|startsWith|HasPrefix|TrimPrefix|split|replace|removeprefix|substring|slice|isEmpty|IsNullOrEmpty|User|Claims|UserInfo|includes|now|utcnow|Now)$/.test(
      method,
    )
  )
}

/** Something is measured by something that is no literal. */
function compares(value: Value): boolean {
  if (value.kind !== 'binary' || !/^(?:[=!]=|[<>]=?|in|not in)$/.test(value.operator)) return false
  return (
    ![value.left, value.right].some((side) => ['string', 'number', 'null', 'boolean'].includes(side.kind)) &&
    [...valuesIn(value)].every((one) => nameOf(one) !== 'nil')
  )
}
