import { envRead } from '#formats/code/environment'
import { constantText, entryOf } from '#formats/code/lookup'
import type { Assignment, Call, Code, Func, Value } from '#formats/code/view'
import { claimed } from './claims.ts'
import { type Decider, type Decision, deciders, type Fault } from './deciders.ts'
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
function properties({ classes }: Code): readonly Decision[] {
  return classes.flatMap(({ name, fields }) =>
    /(?:Current|Authenticated|LoggedIn)User(?:Service|Provider|Accessor|Context)?$|^UserContext$/.test(name) &&
    !/mock|fake|test|null|anonymous|system/i.test(name)
      ? fields.flatMap(({ name: field, nameRange, value }): Decision[] =>
          /^(?:Current)?(?:User)?Id$/.test(field) && value?.kind === 'call' && isFixed(value)
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
  if (envRead(value)) return /id$/i.test(name ?? '') && calls.every((call) => call === value || envRead(call) || isNoWork(call))
  return isLiteral(value) && calls.every((call) => isFixed(call) || isNoWork(call))
}

/** What a constant of this file holds. */
function writtenDown({ assignments }: Code, value: Value): Value {
  if (value.kind !== 'name' || !/^[A-Za-z_]\w*$/.test(value.name)) return value
  const given = assignments.filter(({ target }) => target === value.name)
  const own = given.length === 1 ? given[0] : undefined
  return own?.scope.moduleLevel && /^[A-Z]|default|mock|hard/i.test(value.name) ? own.value : value
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

/** A text, a number, an object of them; of what Go returns the first, when no error comes with it. */
export function isLiteral(value: Value): boolean {
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
      return isFixed(value)
    case 'list':
      return value.items.length > 0 && isLiteral(value.items[0]!) && value.items.slice(1).every(isNothing)
    case 'object':
      return value.entries.length > 0 && value.entries.every((entry) => isPlain(entry.value))
    default:
      return false
  }
}

/** `MOCK_USER`, `mockUser`, `mock_user`. */
export const MADE_UP = /^(?:MOCK|FAKE|DUMMY|STUB|DEMO)_\w+$|^(?:mock|fake|dummy|stub|demo)(?:[A-Z]\w*|_\w+)$/

function isNothing({ kind }: Value): boolean {
  return kind === 'null' || kind === 'boolean'
}

function isPlain(value: Value): boolean {
  return isLiteral(value) || isNothing(value) || (value.kind === 'list' && value.items.every(isPlain))
}

const PERSON =
  /(?:^|\.)(?:\w{0,20}(?:User|Principal|Actor|Identity|Claims|TokenData|OpenStruct|SimpleNamespace)(?:Dto|DTO|Info|Context|Model|Response|Details)?)(?:\.new|\.create)?$/
const WRAPS = /^(?:Promise\.resolve|Task\.FromResult|ValueTask\.FromResult|Optional\.of|Mono\.just|Observable\.of|of|Some)$/

/** `uuid.MustParse("…")`, `UUID("…")`, `User(id=1, name="x")`, alone or wrapped: `Optional.of("admin")`. */
function isFixed({ callee, args }: Value & { readonly kind: 'call' }): boolean {
  const isKnown = /(?:^|\.)(?:MustParse|UUID|fromString|Guid|ObjectId)$/.test(callee) || callee === 'Guid.Parse'
  if (!isKnown && !PERSON.test(callee) && !WRAPS.test(callee)) return false
  return args.length > 0 && args.every(({ value }) => isPlain(value))
}

/** What names somebody in an object: `{ id: '1', email: … }`. */
export function isSomebody(value: Value): boolean {
  if (value.kind === 'call') return isFixed(value) && PERSON.test(value.callee)
  if (value.kind !== 'object' || !isLiteral(value)) return false
  const keys = ['id', 'ID', 'Id', 'user_id', 'userId', 'UserID', 'UserId', 'username', 'email', 'sub', 'Subject', 'name']
  return keys.some((key) => {
    const named = entryOf(value, key)?.value
    return named !== undefined && (named.kind === 'number' || (constantText(named) ?? '') !== '')
  })
}
