import { isDevelopmentOnly } from '#formats/code/guards'
import { constantText } from '#formats/code/lookup'
import { nameOf } from '#formats/code/names'
import type { Code, Scope } from '#formats/code/view'
import { encloses } from '#formats/ranges'
import type { Range } from '#model/location'
import { type Comparison, comparisons } from './comparisons.ts'
import type { Decision } from './deciders.ts'
import { LOGS_IN, PASSWORD, USER } from './fields.ts'
import { asksList } from './lists.ts'

/** Logins that let in whom the code itself names: `username === 'admin' && password === 'admin123'`, or a list of users and passwords. */
export function writtenLogins(code: Code): readonly Decision[] {
  const found = comparisons(code).filter(({ scope }) => !isDevelopmentOnly(scope) && !isCheckOfSettings(scope))
  const pairs = found.flatMap((one) => pairOf(one, found) ?? [])
  const places = pairs.length > 0 ? pairs : found.filter(asksList(code)).slice(0, 1)
  const written = places.map(({ range, scope }): Decision => {
    return { subject: `${scope.function ?? 'login'} password`, range, about: 'login', fault: 'written down' }
  })
  return [...written, ...(written.length > 0 ? [] : madeUpUsers(code)), ...madeUpTokens(code)]
}

/** That nobody runs it with the passwords that it came with. */
function isCheckOfSettings({ class: owner = '', function: name = '' }: Scope): boolean {
  return /config|settings|options|\.env/i.test(owner) || /config|settings|default|insecure|warn|^check_?env/i.test(name)
}

/** A comparison of a password with a text beside one of a user. */
function pairOf(one: Comparison, all: readonly Comparison[]): Comparison | undefined {
  if (!PASSWORD.test(one.field) || !one.text) return
  const user = all.find((other) => other.text && USER.test(other.field) && !PASSWORD.test(other.field) && isBeside(other, one))
  if (!user) return
  const [first, last] = isBefore(user.range, one.range) ? [user, one] : [one, user]
  return { ...one, range: { start: first.range.start, end: last.range.end } }
}

function isBeside(a: Comparison, b: Comparison): boolean {
  return a.scope.function === b.scope.function && a.scope.class === b.scope.class && Math.abs(a.range.start.line - b.range.start.line) <= 4
}

function isBefore(a: Range, b: Range): boolean {
  return a.start.line < b.start.line || (a.start.line === b.start.line && a.start.column < b.start.column)
}

/** A login that looks for who comes among users who are called made up: `MOCK_USERS.find(…)`. */
function madeUpUsers({ calls, expressions }: Code): readonly Decision[] {
  const places = [
    ...calls.flatMap(({ callee, scope, range }) =>
      MADE_UP_USERS.test(callee.split('.')[0]!) && callee.includes('.') ? { scope, range } : [],
    ),
    ...expressions.flatMap(({ value, scope, range }) =>
      value.kind === 'subscript' && MADE_UP_USERS.test(nameOf(value.object)) ? { scope, range } : [],
    ),
  ]
  const [first] = places.filter(({ scope }) => LOGS_IN.test(scope.function ?? '') && !isDevelopmentOnly(scope))
  return first ? [{ subject: `${first.scope.function} users`, range: first.range, about: 'login', fault: 'written down' }] : []
}

const MADE_UP_USERS =
  /^(?:mock|fake|dummy|demo|test|sample|hard_?coded)_?(?:users?|accounts?|credentials|logins?|admins?)(?:_?(?:list|map|data))?$/i

/** A login that hands out a token of nobody: `return { token: 'fake-jwt-token' }`. */
function madeUpTokens({ calls, entries }: Code): readonly Decision[] {
  // `app.post('/login', …)`.
  const routes = calls.filter(({ args: [path] }) =>
    /^\/[\w/-]*(?:log-?in|sign-?in|sign-?up|register|auth|token)/i.test(constantText(path?.value) ?? ''),
  )
  return entries.flatMap(({ key, value, range, scope }): Decision[] => {
    if (value.kind !== 'string' || !/^(?:access_?|auth_?)?(?:token|jwt)$/i.test(key)) return []
    const isMadeUp = /(?:^|[-_.\s])(?:mock|fake|dummy)(?:$|[-_.\s])/i.test(value.text)
    if (!isMadeUp || isDevelopmentOnly(scope)) return []
    const logsIn = LOGS_IN.test(scope.function ?? '') || routes.some((route) => encloses(route.range, range))
    return logsIn ? [{ subject: `${scope.function ?? 'login'} ${key}`, range, about: 'login', fault: 'accepted' }] : []
  })
}
