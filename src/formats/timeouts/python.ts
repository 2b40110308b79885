import { argumentOf } from '../code/lookup.ts'
import { nameOf } from '../code/names.ts'
import { originsOf } from '../code/origins.ts'
import type { Call, Code, Value } from '../code/view.ts'
import { callFact, type Lack, type TimeoutFact } from './fact.ts'

const VERB = /^(?:get|post|put|patch|delete|head|options|request)$/

export function pythonTimeouts(code: Code): readonly TimeoutFact[] {
  const origin = originsOf(code)
  const held = holders(code, origin)
  const limited = code.calls.some(({ callee }) => callee === 'socket.setdefaulttimeout')
  return code.calls.flatMap((call) => {
    const from = origin(call.callee)
    const holder = call.receiver ? held.get(nameOf(call.receiver)) : undefined
    if (/^requests\.(?:api\.)?\w+$/.test(from) && VERB.test(call.method)) return callFact(call, unlimited(call, REQUESTS, true))
    if (holder === 'requests' && VERB.test(call.method)) return callFact(call, unlimited(call, REQUESTS, true))
    if (/^httpx\.(?:\w+|AsyncClient|Client)$/.test(from) && (VERB.test(call.method) || call.method.endsWith('Client')))
      return callFact(call, switchedOff(argumentOf(call, 'timeout')) ? { rating: 'red', message: OFF } : undefined)
    if (/^aiohttp\.(?:ClientSession|ClientTimeout)$/.test(from)) {
      const value = argumentOf(call, from.endsWith('Session') ? 'timeout' : 'total')
      return callFact(call, switchedOff(value) ? { rating: 'red', message: OFF } : undefined)
    }
    if (from === 'urllib.request.urlopen' && !limited) return callFact(call, unlimited(call, URLOPEN, false, 2))
    if (/^smtplib\.SMTP(?:_SSL)?$/.test(from) && !limited) return callFact(call, unlimited(call, SMTP, false, 3))
    if (MODELS.test(from)) return callFact(call, model(code, call))
    if (holder === 'stub' && /^[A-Z]/.test(call.method)) return callFact(call, unlimited(call, STUB, false))
    return []
  })
}

const MODELS = /^(?:openai\.(?:Async)?(?:Azure)?OpenAI|anthropic\.(?:Async)?Anthropic|langchain_(?:openai|anthropic)\.Chat\w+)$/

const REQUESTS =
  '`requests` waits for ever unless told otherwise: one server that does not answer holds this worker until it is killed. Pass `timeout=(3, 10)`.'
const URLOPEN = '`urlopen` waits for ever unless told otherwise. Pass `timeout=10`.'
const SMTP = 'A mail server that does not answer holds this process for ever. Pass `timeout=10`.'
const STUB = 'This gRPC call has no deadline: it waits as long as the other side likes. Pass `timeout=5`.'
const OFF = 'The timeout is switched off here: a server that does not answer holds this call for ever. Name a number of seconds.'
const MODEL =
  'The client of the model waits up to ten minutes for an answer, and tries again: requests pile up behind it. Pass `timeout=30`.'

function unlimited(call: Call, message: string, fixable: boolean, position?: number): Lack | undefined {
  const value = argumentOf(call, 'timeout', position)
  const isPassedOn = call.args.some(({ value }) => value.kind === 'unary')
  if (isPassedOn || (value && !switchedOff(value))) return
  const last = call.args.at(-1)
  if (value || !last || !fixable) return { rating: 'red', message }
  const at = last.range.end
  return {
    rating: 'red',
    message,
    fix: { title: 'Give up after ten seconds', edits: [{ range: { start: at, end: at }, text: ', timeout=10' }] },
  }
}

function switchedOff(value: Value | undefined): boolean {
  return value?.kind === 'null'
}

/** Also in the calls, or on a copy of the client. */
function model(code: Code, call: Call): Lack | undefined {
  const given = ['timeout', 'request_timeout', 'default_request_timeout', 'http_client'].some((name) => argumentOf(call, name))
  const isPassedOn = call.args.some(({ value }) => value.kind === 'unary')
  const later = code.calls.some(
    (one) =>
      one !== call &&
      (/^(?:with_options|wait_for|timeout)$/.test(one.method) ||
        (/create|parse|stream/.test(one.method) && argumentOf(one, 'timeout') !== undefined)),
  )
  return given || isPassedOn || later ? undefined : { rating: 'yellow', severity: 'medium', message: MODEL }
}

/** Variables that hold a session of `requests` with its own ways, or a gRPC stub. */
function holders(code: Code, origin: (name: string) => string): ReadonlyMap<string, 'requests' | 'stub'> {
  const mounted = code.calls.some(({ method }) => method === 'mount')
  const entries = code.assignments.flatMap(({ target, value }): (readonly [string, 'requests' | 'stub'])[] => {
    if (value.kind !== 'call') return []
    if (/^requests\.(?:Session|session)$/.test(origin(value.callee)) && !mounted) return [[target, 'requests']]
    return value.method.endsWith('Stub') && value.args.length === 1 && /pb2_grpc/.test(origin(value.callee)) ? [[target, 'stub']] : []
  })
  return new Map(entries)
}
