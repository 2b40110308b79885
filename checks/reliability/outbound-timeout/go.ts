import { nameOf } from '#formats/code/names'
import { originsOf } from '#formats/code/origins'
import type { Call, Code, Value } from '#formats/code/view'
import { partOf } from '#formats/service-code'
import { goEntries } from '#formats/services/go'
import type { SourceFile } from '#model/snapshot'
import { callFact, type Lack, subjectOf, type TimeoutFact } from './fact.ts'
import { contextTimeouts } from './go-contexts.ts'
import { literalsIn } from './go-literals.ts'

export function goTimeouts(code: Code, file: SourceFile): readonly TimeoutFact[] {
  const origin = originsOf(code)
  const found = [
    ...code.calls.flatMap((call) => called(code, call, origin)),
    ...built(code, origin),
    ...contextTimeouts(code, file, origin),
  ]
  // Who waits for a command ends it.
  return found.some(({ aspect }) => aspect === 'call') && partOf(file) === 'command'
    ? found.filter(({ aspect }) => aspect !== 'call')
    : found
}

const DEFAULT =
  "Go's default HTTP client waits for ever: a server that does not answer holds this goroutine and its caller. Use a client with `Timeout: 10 * time.Second`."
const CLIENT =
  'An `http.Client` without `Timeout` waits for ever: a server that does not answer holds this goroutine and its caller. Set `Timeout: 10 * time.Second`.'
const SERVER =
  'Without `ReadHeaderTimeout` a client that sends its headers one byte a minute keeps a connection for ever, and enough of them take the server down. Set it, and `ReadTimeout` with it.'
const LISTEN =
  '`http.ListenAndServe` has no timeouts at all: slow clients keep their connections for ever. Use an `http.Server` with `ReadHeaderTimeout`.'
const PROVIDER =
  'The context that came in may have no deadline, and nothing sets one before the money is asked for: the caller waits as long as the provider likes. Use `context.WithTimeout`.'

function called(code: Code, call: Call, origin: (name: string) => string): TimeoutFact[] {
  const from = origin(call.callee)
  if (/^net\/http\.(?:Get|Post|Head|PostForm)$/.test(from)) return [callFact(call, { rating: 'red', message: DEFAULT })]
  if (from === 'net/http.DefaultClient.Do')
    return [callFact(call, hasDeadline(code, call) ? undefined : { rating: 'red', message: DEFAULT })]
  if (PAYS.test(call.callee) && nameOf(call.args[0]?.value ?? NOTHING) === 'ctx') {
    const limited = code.calls.some(({ callee }) => /context\.With(?:Timeout|Deadline)/.test(callee))
    return [callFact(call, limited ? undefined : { rating: 'yellow', severity: 'medium', message: PROVIDER })]
  }
  return []
}

const NOTHING: Value = { kind: 'other', text: '', range: { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } } }

const PAYS =
  /(?:[pP]rovider|[gG]ateway|[pP]rocessor|psp|PSP|[aA]cquirer|[cC]lient)\.(?:Charge|Pay|Refund|Capture|Authori[sz]e|Transfer|Payout|Disburse|Create(?:Payment|Order|Charge|Refund|Payout|Transfer)|Process(?:Payment|Refund))\w*$/

function hasDeadline(code: Code, { scope }: Call): boolean {
  return code.calls.some(
    (one) =>
      one.scope.function === scope.function &&
      /context\.With(?:Timeout|Deadline)|http\.NewRequestWithContext|WithContext$/.test(one.callee),
  )
}

/** Clients and servers that are written as composite literals. */
function built(code: Code, origin: (name: string) => string): TimeoutFact[] {
  const servers = new Set(
    goEntries(code)
      .filter(({ framework }) => framework === 'net/http')
      .map(({ range }) => range.start.line),
  )
  const listening = code.calls.flatMap((call) => {
    const isListening = /^net\/http\.ListenAndServe(?:TLS)?$/.test(origin(call.callee)) && servers.has(call.range.start.line)
    return isListening ? [callFact(call, { rating: 'yellow', severity: 'medium', message: LISTEN }, { aspect: 'server' })] : []
  })
  const literals = literalsIn(code).flatMap(({ object, name, call }): TimeoutFact[] => {
    const type = origin(object.type ?? '')
    const has = (form: RegExp) =>
      object.entries.some(({ key }) => form.test(key)) ||
      code.assignments.some(({ target }) => name !== undefined && target.startsWith(`${name}.`) && form.test(target.slice(name.length + 1)))
    const { start } = object.range
    const range = { start, end: { line: start.line, column: start.column + (object.type?.length ?? 0) } }
    if (type === 'net/http.Client') {
      const isLimited = has(/^Timeout$/) || usesContext(code)
      // Whoever is given the client may send requests that end.
      if (!isLimited && !sends(code, name)) return []
      const lacks: Lack | undefined = isLimited ? undefined : { rating: 'red', message: CLIENT }
      return [{ aspect: 'call', subject: subjectOf(object.type!, call), range, lacks }]
    }
    if (type !== 'net/http.Server' || !servers.has(start.line)) return []
    const lacks: Lack | undefined = has(/^(?:ReadHeaderTimeout|ReadTimeout)$/)
      ? undefined
      : { rating: 'yellow', severity: 'medium', message: SERVER }
    return [{ aspect: 'server', subject: subjectOf(object.type!, call), range, lacks }]
  })
  return [...listening, ...literals]
}

/** Requests that are made with a context end with it. */
function usesContext({ calls }: Code): boolean {
  return calls.some(({ callee }) => /context\.With(?:Timeout|Deadline)$|NewRequestWithContext$|\.WithContext$/.test(callee))
}

/** This file sends requests, and through something that may be this client. */
function sends({ calls }: Code, name: string | undefined): boolean {
  const own = name?.slice(name.lastIndexOf('.') + 1)
  return calls.some(({ method, receiver }) => {
    const through = receiver ? nameOf(receiver) : ''
    const isClient = /client$/i.test(through) || (own !== undefined && through.slice(through.lastIndexOf('.') + 1) === own)
    return isClient && /^(?:Do|Get|Post|PostForm|Head)$/.test(method)
  })
}
