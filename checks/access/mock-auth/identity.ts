import { envReads } from '#formats/code/environment'
import { isDevelopmentOnly } from '#formats/code/guards'
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
    return [{ subject: name, range: place, about: 'identity', pretends: isConstant(func) } satisfies Decision]
  })
}

const PROVES =
  /^(?:verify|validate|check|authenticate|authorize)_?(?:(?:access|bearer|id|auth|user|session|jwt)_?)?(?:token|jwt|auth|authentication|credentials|password|session|user|login|api_?key|request)$|^authenticate$/i

/** Functions that say whether a token, a password or a key is good, and say so of each. */
export function proofs(code: Code): readonly Decision[] {
  return code.functions.flatMap((func): Decision[] => {
    const name = func.name?.slice(func.name.lastIndexOf('.') + 1)
    if (!name || !PROVES.test(name) || !func.nameRange || !func.bodyRange || func.params.length === 0 || isTestDouble(func)) return []
    return [{ subject: name, range: func.nameRange, about: 'proof', pretends: isAlwaysYes(func) }]
  })
}

function isAlwaysYes({ statements, returns: [only, ...more], calls, assignments }: Func): boolean {
  if (!only || more.length > 0 || statements !== 1 || calls.length + assignments.length > 0) return false
  const first = only.kind === 'list' ? only.items[0] : only
  return first?.kind === 'boolean' && first.value
}

/** What stands for nobody, or for a test, may be constant. */
function isTestDouble({ scope }: Func): boolean {
  return /anonymous|null|guest|system|mock|fake|stub|test|dummy|default|abstract|base/i.test(scope.class ?? '')
}

function isConstant({ statements, returns, calls, assignments }: Func): boolean {
  const [only] = returns
  if (!only || returns.length !== 1 || statements > 2 || assignments.length > 0) return false
  return isLiteral(only) && calls.every((call) => isFixedId(call) || /(?:log|print|warn|debug|info)\w*$/i.test(call.callee))
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

/** `MOCK_USER`, `mockUser`. */
const MADE_UP = /^(?:MOCK|FAKE|DUMMY|STUB|DEMO)_\w+$|^(?:mock|fake|dummy|stub|demo)[A-Z]\w*$/

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

const OFF =
  /^(?:(?:AUTH|AUTHENTICATION|AUTHN|JWT|OIDC|TOKEN_VALIDATION|SECURITY)_?(?:DISABLED|BYPASS|SKIP|MOCK|OFF)|(?:DISABLE|SKIP|BYPASS|MOCK|FAKE|NO)_?(?:AUTH|AUTHENTICATION|AUTHN|JWT|LOGIN|TOKEN_VALIDATION))$/i
const ON = /^(?:(?:AUTH|AUTHENTICATION|JWT|OIDC)_?(?:ENABLED|REQUIRED)|(?:ENABLE|REQUIRE|VERIFY)_?(?:AUTH|AUTHENTICATION|JWT|TOKENS?))$/i

/** Switches that leave authentication out unless someone says otherwise. */
export function switches(code: Code): readonly Decision[] {
  const reads = envReads(code).flatMap(({ name, default: given, range, scope }): Decision[] => {
    const off = given ? leavesOut(name, given) : false
    return isSwitch(name) && given && !isDevelopmentOnly(scope) ? [{ subject: name, range, about: 'switch', pretends: off }] : []
  })
  const constants = code.assignments.flatMap(({ target, value, range, scope }): Decision[] => {
    const name = target.slice(target.lastIndexOf('.') + 1)
    if (!isSwitch(name) || value.kind !== 'boolean' || !scope.moduleLevel || isDevelopmentOnly(scope)) return []
    if (/dev|local|test/i.test(scope.class ?? '') || reads.some((read) => encloses(range, read.range))) return []
    return [{ subject: name, range, about: 'switch', pretends: leavesOut(name, value) }]
  })
  const known = new Set(reads.map((read) => `${read.range.start.line}`))
  return [...reads, ...constants.filter((one) => !known.has(`${one.range.start.line}`))]
}

function isSwitch(name: string): boolean {
  const spelled = name.replaceAll(/([a-z])([A-Z])/g, '$1_$2')
  return OFF.test(spelled) || ON.test(spelled)
}

function leavesOut(name: string, given: Value): boolean {
  const text =
    given.kind === 'string'
      ? given.text.toLowerCase()
      : given.kind === 'boolean'
        ? String(given.value)
        : given.kind === 'number'
          ? String(given.value)
          : ''
  const says = /^(?:true|1|yes|on)$/.test(text) ? true : /^(?:false|0|no|off)$/.test(text) ? false : undefined
  if (says === undefined) return false
  return OFF.test(name.replaceAll(/([a-z])([A-Z])/g, '$1_$2')) ? says : !says
}
