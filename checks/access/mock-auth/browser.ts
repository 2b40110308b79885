import { constantText, positional, valuesIn } from '#formats/code/lookup'
import type { Call, Code, Func, Value } from '#formats/code/view'
import { encloses } from '#formats/ranges'
import type { Decision } from './identity.ts'

const KEYS =
  /^(?:\w*[-_:.])?(?:is_?(?:authenticated|logged_?in)|authenticated|logged_?in|user|current_?user|auth_?user|auth|session|token|auth_?token|access_?token|jwt)$/i
const LOGS_IN = /log_?in|sign_?in|sign_?up|register|submit|authenticate|auth$|verify/i
/** Who calls has already asked, and hands over the answer. */
const TOLD =
  /^(?:user|account|profile|session|response|res|result|token|jwt|id|is[A-Z_]\w*|logged_?in)$|^(?:user|login|auth|session|account)_?(?:data|info|id|response)$/i
const ASKS =
  /(?:^|\.)(?:fetch|axios|api|http|request|client|supabase|firebase|mutate\w*|mutation|graphql|trpc|post|put|get|query)(?:$|\.|\()|(?:[Aa]pi|[Ss]ervice|[Cc]lient|[Aa]uth)\.|signIn\w*$|login\w*$|authenticate\w*$/

/** Where a page says itself that someone has logged in, and no server is asked. */
export function browserSessions(code: Code): readonly Decision[] {
  return code.calls.flatMap((call): Decision[] => {
    const key = constantText(positional(call, 0))
    const value = positional(call, 1)
    if (!/(?:^|\.)(?:localStorage|sessionStorage)\.setItem$/.test(call.callee) || key === undefined || !KEYS.test(key) || !value) return []
    const [around, outer] = namedAround(code, call)
    if (!around || !logsIn(around.name ?? '', outer?.name) || around.params.some(({ name }) => TOLD.test(name))) return []
    const asks = around.calls.some((one) => one !== call && asksServer(one))
    return [{ subject: `${call.callee} ${key}`, range: call.range, about: 'browser', pretends: !asks && isMadeUp(value) }]
  })
}

/** The functions around it that have a name, the innermost first. */
function namedAround({ functions }: Code, call: Call): readonly Func[] {
  return functions.filter(({ name, range }) => name !== undefined && encloses(range, call.range)).toReversed()
}

/** `handleLogin`, and `onFinish` of a page that is called `Login`. */
function logsIn(name: string, outer: string | undefined): boolean {
  return LOGS_IN.test(name) || (/^(?:on|handle)_?(?:finish|click|press|send|continue)/i.test(name) && /log_?in|sign_?in/i.test(outer ?? ''))
}

function asksServer({ callee, isAwaited, isNew }: Call): boolean {
  if (/^(?:localStorage|sessionStorage|JSON|console|router|navigate|window|document|Promise|setTimeout|event|e|form|toast)\b/.test(callee))
    return false
  return (isAwaited && !isNew && !/delay|sleep|wait|timeout/i.test(callee)) || ASKS.test(callee)
}

/** A text of the page's own, or an object with one in it. */
function isMadeUp(value: Value): boolean {
  if (value.kind === 'call' && value.callee === 'JSON.stringify') {
    const object = positional(value, 0)
    return object?.kind === 'object' && object.entries.some((entry) => isText(entry.value))
  }
  return isText(value)
}

function isText(value: Value): boolean {
  if (value.kind === 'string')
    return (
      !/^(?:|false|0|no|null)$/i.test(value.text) &&
      ![...valuesIn(value)].some((part) => part !== value && part.kind === 'name' && /token|response|data/i.test(part.name))
    )
  return value.kind === 'number' || (value.kind === 'boolean' && value.value)
}
