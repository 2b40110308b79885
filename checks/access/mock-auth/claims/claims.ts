import { constantText, valuesIn } from '#formats/code/lookup'
import type { Code, Func, Value } from '#formats/code/view'
import { encloses, within } from '#formats/ranges'
import type { Range } from '#model/location'
import type { Decider } from '../deciding/deciders.ts'
import { type Claim, claimsIn } from './claim.ts'

/**
 * Whether a function takes for true what the caller says of himself: a cookie that nobody signed, a header with the id of a user,
 * a token that is itself the id.
 */
export function claimed(code: Code, decider: Decider): boolean {
  const { is, func } = decider
  if (verifies(func)) return false
  const claims = claimsIn(code, func)
  if (claims.some(isCookieOfUser) && !isOfVisitor(func)) return true
  if (is === 'identity' && claims.some(isHeaderOfUser) && !hasGateway(code)) return true
  return readsOpenly(func, claims) || isToken(code, decider, claims)
}

/** `user_id=7`. */
export function isCookieOfUser({ from, key }: Claim): boolean {
  return from === 'cookie' && WHO.test(key)
}

function isHeaderOfUser({ from, key }: Claim): boolean {
  return from === 'header' && USER_HEADER.test(key)
}

/** Whoever comes without gets a number, and is nobody in particular. */
export function isOfVisitor({ calls }: Func): boolean {
  return calls.some(({ callee }) => /uuid|ulid|nanoid|token_hex|randomBytes/i.test(callee))
}

/** Someone before it has asked, and says so in a header. */
function hasGateway({ comments, strings }: Code): boolean {
  return [...comments, ...strings].some(
    ({ text }) => text.length < 2000 && /gateway|prox(?:y|ied)|ingress|istio|envoy|mesh|upstream|sidecar|middleware/i.test(text),
  )
}

/** Something looks whether it is true. */
export function verifies({ calls }: Func): boolean {
  return calls.some(({ callee }) => VERIFIES.test(callee))
}

const VERIFIES =
  /verif|(?<!64|Component|URI|json_)decode|jwt|jose|decrypt|unseal|introspect|unsign|signed|hmac|authenticate|timing|compare|redis|loads?_token|openid|oauth|passport/i
const WHO =
  /^(?:\w{1,20}[_-])?(?:user|user_?name|user_?id|uid|account(?:_?id)?|user_?email|email|user_?role|role|is_?admin|(?:is_?)?logged_?in|(?:is_?)?authenticated|current_?user)$/i
const USER_HEADER =
  /^(?:http_)?x[-_](?:current[-_]|admin[-_])?(?:user|admin|account|actor|principal|customer|member)(?:[-_]?(?:id|name|email))?$/i
const SESSION = /session|auth|user|token|account|login|identity/i
const PARSES =
  /^(?:JSON\.parse|json\.loads|json_decode|json\.Unmarshal|JsonSerializer\.Deserialize|JsonConvert\.DeserializeObject|atob|\.?JSON\.parse|unserialize)$/

/** A session that is only written down: `JSON.parse(cookie.value)`. */
function readsOpenly(func: Func, claims: readonly Claim[]): boolean {
  const cookies = claims.filter(({ from, key }) => from === 'cookie' && SESSION.test(key))
  const known = tainted(func, cookies)
  return func.calls.some(({ callee, args }) => PARSES.test(callee) && args.some(({ value }) => holds(value, cookies, known)))
}

/** The token of the caller is the id: `find(token)`, `{ id: token }`, `c.Set("userID", token)`. */
function isToken(code: Code, { is: role, name, func }: Decider, claims: readonly Claim[]): boolean {
  const isGuard = role === 'guard' && !hasGateway(code)
  const tokens = claims.filter((claim) => claim.from === 'token' || isAuthorization(claim) || (isGuard && isHeaderOfUser(claim)))
  const params = func.params.filter((param) => TOKEN.test(param.name)).map((param) => param.name)
  const known = tainted(func, tokens, params)
  const is = (value: Value | undefined) => value !== undefined && isWhole(value, tokens, known)
  const body = func.bodyRange ?? func.range
  if (within(code.entries, body).some(({ key, value, range }) => ID.test(key) && is(value) && !isSession(code, range))) return true
  if (func.assignments.some(({ target, value }) => USER_ID.test(target.slice(target.lastIndexOf('.') + 1)) && is(value))) return true
  if (
    func.calls.some(
      ({ method, args }) =>
        PUTS.test(method) && args.some(({ value }) => USER_ID.test(constantText(value) ?? '')) && args.some(({ value }) => is(value)),
    )
  )
    return true
  if (func.calls.some(({ args }) => args.some((argument) => USER_ID.test(argument.name ?? '') && is(argument.value)))) return true
  if (/id(?:from|$)/i.test(name) && func.returns.some(is)) return true
  return within(code.expressions, body).some(
    ({ value }) =>
      value.kind === 'binary' &&
      value.operator === '==' &&
      value.left.kind === 'name' &&
      /users?\.id$|\.(?:user_?name|email)$/i.test(value.left.name) &&
      is(value.right),
  )
}

function isAuthorization({ from, key }: Claim): boolean {
  return from === 'header' && /^(?:http_)?authorization$/i.test(key)
}

const TOKEN = /^(?:access_?|bearer_?|auth_?|id_?)?token$|^authorization$/i
const ID = /^(?:user_?id|user_?name|username|email|sub|uid|id)$/i
const USER_ID = /^(?:current_?)?(?:user_?(?:id|name)|uid|username)$/i
const PUTS = /^(?:Set|set|setAttribute|put|Locals|WithValue)$/

/** Sessions and keys are found by their token. */
function isSession(code: Code, range: Range): boolean {
  return code.calls.some((call) => /session|token|key|invit/i.test(call.callee) && encloses(call.range, range))
}

/** Names of the function that hold what was read, through what only cuts it out: `authorization.split(' ')[1]`. */
function tainted(func: Func, claims: readonly Claim[], first: readonly string[] = []): ReadonlySet<string> {
  const names = new Set([...first, ...claims.flatMap(({ name }) => name ?? [])])
  for (const { target, value } of func.assignments) if (/^\w+$/.test(target) && isWhole(value, claims, names)) names.add(target)
  return names
}

function holds(value: Value, claims: readonly Claim[], names: ReadonlySet<string>): boolean {
  return [...valuesIn(value)].some((one) => isRead(one, claims) || (one.kind === 'name' && names.has(one.name.split('.')[0]!)))
}

function isRead({ range }: Value, claims: readonly Claim[]): boolean {
  return claims.some((claim) => claim.range === range)
}

const CUTS =
  /^(?:int|str|String|Number|parseInt|Atoi|UUID|toString|strip|lstrip|trim|Trim|TrimSpace|TrimPrefix|removeprefix|replace|Replace|split|Split|partition|slice|substr|substring|Substring|pop|last|explode|str_replace)$/

/** Nothing but what was read: itself, a part of it, or as a number. */
function isWhole(value: Value, claims: readonly Claim[], names: ReadonlySet<string>): boolean {
  const is = (one: Value | undefined): boolean => one !== undefined && isWhole(one, claims, names)
  if (isRead(value, claims)) return true
  switch (value.kind) {
    case 'name':
      return names.has(value.name) || (/\.[vV]alue$/.test(value.name) && names.has(value.name.split('.')[0]!))
    case 'call':
      return CUTS.test(value.method) && (is(value.receiver) || value.args.some((argument) => is(argument.value)))
    case 'subscript':
    case 'member':
      return is(value.object)
    case 'binary':
      return /^(?:\|\||\?\?|&&)$/.test(value.operator) && (is(value.left) || is(value.right))
    case 'conditional':
      return is(value.whenTrue) || is(value.whenFalse)
    default:
      return false
  }
}
