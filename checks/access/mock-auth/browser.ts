import { constantText, positional, valuesIn } from '#formats/code/lookup'
import type { Assignment, Call, Code, Func, Scope, Value } from '#formats/code/view'
import { encloses } from '#formats/ranges'
import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import type { Decision } from './deciding/deciders.ts'
import { writtenDown } from './literals.ts'
import { asksServer, isOfPage } from './page.ts'

const KEYS =
  /^(?:\w*[-_:.])?(?:is_?(?:authenticated|logged_?in|auth|login)|authenticated|logged_?in|logged_?(?:in_?)?user|user_?(?:data|info|session|id|name|role)?|current_?user|auth_?user|auth|auth_?state|session|token|auth_?token|access_?token|jwt)$/i
const LOGS_IN = /log_?in|sign_?in|sign_?up|register|submit|authenticate|auth$|verify/i
/** Who calls has already asked, and hands over the answer. */
const TOLD =
  /^(?:user|account|profile|session|response|res|result|token|jwt|id|is[A-Z_]\w*|logged_?in|resp|payload|credential\w*|decoded|claims|state)$|^(?:new|auth|user|login|session|account|access|id|jwt|google)_?(?:data|info|id|response|token|user|result)$|response$|token$/i

/** Where a page says itself that someone has logged in, and no server is asked. */
export function browserSessions({ path }: SourceFile, code: Code): readonly Decision[] {
  if (code.language !== 'javascript' && code.language !== 'typescript') return []
  const isOfLogin =
    /(?:^|[/_.-])(?:log-?_?in|sign-?_?in|sign-?_?up|register|auth|cadastro)\w{0,12}(?:\.(?:page|component|controller))?\.\w+$/i.test(path)
  return kept(code).flatMap(({ subject, value, range, scope, call }): Decision[] => {
    const [around, outer] = namedAround(code, range)
    const isOf = isOfLogin || isOfButton(code, range)
    const within = around ?? (isOf ? code.functions.find((func) => encloses(func.range, range)) : undefined)
    if (!within || !(logsIn(within.name ?? '', outer?.name) || (isOf && !ELSEWHERE.test(within.name ?? '')))) return []
    if (isMadeUpToken(subject, value)) return [{ subject, range, about: 'browser', fault: 'own page' }]
    const asks = within.calls.some((one) => one !== call && asksServer(one) && !excludes(one.scope, scope))
    // Who only waits a moment has not asked either.
    const isTold =
      within.params.some(({ name }) => TOLD.test(name)) && !(within.isAsync && within.calls.some(({ callee }) => callee === 'setTimeout'))
    if (isTold) return []
    return [{ subject, range, about: 'browser', fault: !asks && isMadeUp(code, within, value) ? 'own page' : undefined }]
  })
}

/** `$('#login').click(…)`, `loginForm.addEventListener('submit', …)`. */
function isOfButton({ calls, strings }: Code, place: Range): boolean {
  const handlers = calls.filter(({ method, range }) => /^(?:click|submit|on|addEventListener)$/.test(method) && encloses(range, place))
  return handlers.some(
    ({ callee, calleeRange }) => NAMED.test(callee) || strings.some(({ text, range }) => NAMED.test(text) && encloses(calleeRange, range)),
  )
}

/** What is called when something else has asked, or forgets. */
const ELSEWHERE =
  /success|callback|done|complete|result|response|out$|init|reset|clear|load|save|store|set|update|^use|^constructor$|provider|context|component/i
const NAMED = /log-?_?in|sign-?_?in|sign-?_?up|cadastr|entrar/i

/** `setItem('token', 'demo-token')`, whoever else is asked besides. */
function isMadeUpToken(subject: string, value: Value): boolean {
  return /token$|jwt$/i.test(subject) && /^(?:demo|mock|fake|dummy)(?:$|[-_.])/i.test(constantText(value) ?? '')
}

/** Of two places, that only one is come to: `if` and `else`. */
function excludes(a: Scope, b: Scope): boolean {
  return a.conditions.some((one) => b.conditions.some((other) => one.text === other.text && one.negated !== other.negated))
}

interface Kept {
  readonly subject: string
  readonly value: Value
  readonly range: Range
  readonly scope: Scope
  readonly call?: Call | undefined
}

/** `localStorage.setItem('user', …)`, `localStorage.user = …`. */
function kept(code: Code): readonly Kept[] {
  const { calls, assignments } = code
  const set = calls.flatMap((call): Kept[] => {
    if (!/(?:^|\.)(?:localStorage|sessionStorage)\.setItem$/.test(call.callee)) return []
    const given = positional(call, 0)
    const key = constantText(given && writtenDown(code, given))
    const value = positional(call, 1)
    if (key === undefined || !KEYS.test(key) || !value) return []
    return [{ subject: `${call.callee} ${key}`, value, range: call.range, scope: call.scope, call }]
  })
  const assigned = assignments.flatMap(({ target, value, range, scope }: Assignment): Kept[] => {
    const key = /^(?:window\.)?(?:localStorage|sessionStorage)\.(\w+)$/.exec(target)?.[1]
    return key !== undefined && KEYS.test(key) ? [{ subject: target, value, range, scope }] : []
  })
  return [...set, ...assigned]
}

/** The functions around it that have a name, the innermost first. */
function namedAround({ functions, assignments }: Code, place: Range): readonly Func[] {
  const given = assignments.filter(({ value, range }) => value.kind === 'call' && WRAPS.test(value.callee) && encloses(range, place))
  return functions
    .filter(({ range }) => encloses(range, place))
    .flatMap((func) => {
      const name = func.name ?? given.findLast(({ range }) => encloses(range, func.range))?.target
      return name === undefined ? [] : [{ ...func, name }]
    })
    .toReversed()
}

/** `const handleLogin = useCallback(() => …, [])`. */
const WRAPS = /^(?:React\.)?(?:useCallback|useMemo|useEvent|debounce|throttle|action)$/

/** `handleLogin`, and `onFinish` of a page that is called `Login`. */
function logsIn(name: string, outer: string | undefined): boolean {
  return (
    LOGS_IN.test(name) || (/^(?:on|handle)_?[a-z]/i.test(name) && !/out$|log_?off/i.test(name) && /log_?in|sign_?in/i.test(outer ?? ''))
  )
}

/** A text of the page's own, or an object with one in it; or whatever a function has at hand that calls nobody but the page. */
function isMadeUp(code: Code, within: Func, value: Value): boolean {
  if (value.kind === 'call' && value.callee === 'JSON.stringify') {
    const object = positional(value, 0)
    const own = object?.kind === 'name' ? code.assignments.filter(({ target }) => target === object.name) : []
    const given = own.length === 1 ? own[0]!.value : object
    if (given?.kind === 'object' && given.entries.some((entry) => isText(entry.value))) return true
    return given !== undefined && (given.kind === 'object' || own.length > 0) && within.calls.every(isOfPage)
  }
  const given = value.kind === 'name' ? within.assignments.filter(({ target }) => target === value.name) : []
  return isText(given.length === 1 ? given[0]!.value : value)
}

function isText(value: Value): boolean {
  if (value.kind === 'string')
    return (
      !/^(?:|false|0|no|null)$/i.test(value.text) &&
      ![...valuesIn(value)].some((part) => part !== value && part.kind === 'name' && /token|response|data/i.test(part.name))
    )
  if (value.kind === 'binary' && value.operator === '+') return isText(value.left)
  return value.kind === 'number' || (value.kind === 'boolean' && value.value)
}
