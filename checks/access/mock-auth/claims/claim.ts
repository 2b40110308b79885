import { constantText } from '#formats/code/lookup'
import { nameOf } from '#formats/code/names'
import type { Call, Code, Func, Param, Value } from '#formats/code/view'
import { within } from '#formats/ranges'
import { byPosition, type Range } from '#model/location'
import { onceFor } from '#model/once'

/** What a caller says of himself: a cookie, a header, the token of the `Authorization` header. */
export interface Claim {
  readonly from: 'cookie' | 'header' | 'token'
  /** `user_id`, `X-User-Id`. */
  readonly key: string
  /** Of the value that reads it. */
  readonly range?: Range | undefined
  /** The parameter that brings it. */
  readonly name?: string | undefined
}

/** What a function reads of it. */
export function claimsIn(code: Code, { bodyRange, params }: Func): readonly Claim[] {
  if (!bodyRange) return []
  return [...within(claimsOf(code), bodyRange), ...params.flatMap((param) => givenClaim(param) ?? [])]
}

/** What is read of it in a file, in its order. */
export const claimsOf: (code: Code) => readonly Read[] = onceFor(({ expressions, calls }: Code) =>
  [...expressions.flatMap(({ value }) => claimOf(value) ?? []), ...calls.flatMap((call) => calledClaim(call) ?? [])].toSorted((a, b) =>
    byPosition(a.range, b.range),
  ),
)

/** A claim that an expression reads. */
type Read = Claim & { readonly range: Range }

/** `request.cookies["user"]`, `req.cookies.user`, `req.headers['x-user-id']`, `$_COOKIE['user']`. */
function claimOf(value: Value): Read | undefined {
  if (value.kind === 'subscript') {
    const key = constantText(value.key)
    const from = sourceNamed(nameOf(value.object))
    return key !== undefined && from ? { from, key, range: value.range } : undefined
  }
  if (value.kind !== 'name') return
  const [, holder, key] = /^(.*[cC]ookies|.*\.headers|credentials)\.(\w+)$/.exec(value.name) ?? []
  if (holder === undefined || key === undefined || /^(?:get|set|has|delete|value)$/.test(key)) return
  if (holder === 'credentials') return key === 'credentials' ? { from: 'token', key, range: value.range } : undefined
  const from = sourceNamed(holder)
  return from && !/^(?:js)?Cookies$/.test(holder) ? { from, key, range: value.range } : undefined
}

function sourceNamed(name: string): Claim['from'] | undefined {
  if (/(?:^|[._])(?:_?cookies?|_COOKIE|COOKIES|Cookies|cookieStore)(?:\(\))?$/.test(name)) return 'cookie'
  return /(?:^|\.)(?:headers?|Headers?|META|metadata)(?:\(\))?$/.test(name) ? 'header' : undefined
}

/** `request.cookies.get("user")`, `cookies().get('user')`, `r.Cookie("user")`, `request.getHeader("X-User-Id")`. */
function calledClaim({ callee, method, args, range }: Call): Read | undefined {
  const key = args.map(({ value }) => constantText(value)).find((text) => text !== undefined)
  if (key === undefined || callee.startsWith('Cookies.')) return
  if (/^(?:Cookie|getCookie|get_cookie)$/.test(method)) return { from: 'cookie', key, range }
  if (/^(?:getHeader|GetHeader|header|get_header)$/.test(method)) return { from: 'header', key, range }
  const from = /^(?:get|Get|GetValue|TryGetValue)$/.test(method) ? sourceNamed(callee.slice(0, -method.length - 1)) : undefined
  return from && { from, key, range }
}

/** `@CookieValue("user")`, `x_user_id: str = Header()`. */
function givenClaim({ name, type = '', default: given, decorators }: Param): Claim | undefined {
  const by = given?.kind === 'call' ? given.callee : (/\b(?:Header|Cookie)\b/.exec(type)?.[0] ?? '')
  const own = decorators.find((one) => /^(?:CookieValue|RequestHeader|FromHeader|Headers|Cookies)$/.test(one.name))
  const key =
    constantText(own?.args[0]?.value) ??
    constantText(given?.kind === 'call' ? given.args.find((one) => one.name === 'alias')?.value : undefined) ??
    name
  if (/Cookie/.test(own?.name ?? '') || /(?:^|\.)Cookie$/.test(by)) return { from: 'cookie', key, name }
  return own || /(?:^|\.)Header$/.test(by) ? { from: 'header', key, name } : undefined
}
