import type { Code, Func, Value } from '#formats/code/view'
import { encloses } from '#formats/ranges'
import type { Range } from '#model/location'

/** A place that decides who someone is, and whether it only pretends to. */
export interface Decision {
  readonly subject: string
  readonly range: Range
  /** Who someone is; whether a proof is good; whether it matters; whether a page says it itself. */
  readonly about: 'identity' | 'proof' | 'switch' | 'browser'
  readonly pretends: boolean
}

const NAMED =
  /^use_?(?:auth|session|current_?user)$|^(?:extract|get|current|fetch|resolve|load)_?(?:current|authenticated|loggedIn|logged_in|request|auth)?_?(?:user|actor|principal|identity|caller)_?(?:id|uuid|ids|roles?)?_?(?:from_?(?:context|ctx|request|req|token|jwt|header|headers|session|auth\w*|claims|metadata|md))?$/i

/** Functions that say who is asking. */
export function identities(code: Code): readonly Decision[] {
  return code.functions.flatMap((func) => {
    const name = func.name?.slice(func.name.lastIndexOf('.') + 1)
    const place =
      func.nameRange ?? code.assignments.find(({ target, range }) => target === func.name && encloses(range, func.range))?.targetRange
    if (!name || !NAMED.test(name) || !func.bodyRange || !place || isTestDouble(func)) return []
    return [{ subject: name, range: place, about: 'identity', pretends: isConstant(func) || isPicked(name, func) } satisfies Decision]
  })
}

const PROVES =
  /^(?:verify|validate|check|authenticate|authorize)_?(?:(?:access|bearer|id|auth|user|session|jwt)_?)?(?:token|jwt|auth|authentication|credentials|password|session|user|login|api_?key|request)$|^authenticate$|^(?:verify|validate|decode)_?[a-z]{1,12}_?(?:token|jwt)$/i

/** Functions that say whether a token, a password or a key is good, and say so of each. */
export function proofs(code: Code): readonly Decision[] {
  return code.functions.flatMap((func): Decision[] => {
    const name = func.name?.slice(func.name.lastIndexOf('.') + 1)
    if (!name || !PROVES.test(name) || !func.nameRange || !func.bodyRange || func.params.length === 0 || isTestDouble(func)) return []
    return [{ subject: name, range: func.nameRange, about: 'proof', pretends: isAlwaysYes(func) }]
  })
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

/** What stands for nobody, or for a test, may be constant. */
function isTestDouble({ scope }: Func): boolean {
  return /anonymous|null|guest|system|mock|fake|stub|test|dummy|default|abstract|base/i.test(scope.class ?? '')
}

function isConstant({ statements, returns, calls, assignments }: Func): boolean {
  const [only] = returns
  if (!only || returns.length !== 1 || statements > 2 || assignments.length > 1) return false
  // `user = {"id": 1}`, `return user`.
  const [given] = assignments
  if (given && (only.kind !== 'name' || given.target !== only.name || given.value.kind !== 'object')) return false
  return isLiteral(given?.value ?? only) && calls.every((call) => isFixedId(call) || /(?:log|print|warn|debug|info)\w*$/i.test(call.callee))
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

/** A text, a number, an object of them; of what Go returns the first, when no error comes with it. */
function isLiteral(value: Value): boolean {
  switch (value.kind) {
    case 'string':
      return !value.interpolated
    case 'number':
      return true
    case 'name':
      return MADE_UP.test(value.name)
    case 'unary':
      return value.operator === '...' && isLiteral(value.operand)
    case 'call':
      return isFixedId(value)
    case 'list':
      return value.items.length > 0 && isLiteral(value.items[0]!) && value.items.slice(1).every(isNothing)
    case 'object':
      return value.entries.length > 0 && value.entries.every((entry) => isPlain(entry.value))
    default:
      return false
  }
}

/** `MOCK_USER`, `mockUser`, `mock_user`. */
const MADE_UP = /^(?:MOCK|FAKE|DUMMY|STUB|DEMO)_\w+$|^(?:mock|fake|dummy|stub|demo)(?:[A-Z]\w*|_\w+)$/

function isNothing({ kind }: Value): boolean {
  return kind === 'null' || kind === 'boolean'
}

function isPlain(value: Value): boolean {
  return isLiteral(value) || isNothing(value) || (value.kind === 'list' && value.items.every(isPlain))
}

/** `uuid.MustParse("…")`, `UUID("…")`, `User(id=1, name="x")`. */
function isFixedId({ callee, args }: Value & { readonly kind: 'call' }): boolean {
  if (/(?:^|\.)(?:MustParse|UUID|fromString|Guid|ObjectId|User|Principal|Actor)$/.test(callee) || callee === 'Guid.Parse') {
    return args.length > 0 && args.every(({ value }) => isPlain(value))
  }
  return false
}
