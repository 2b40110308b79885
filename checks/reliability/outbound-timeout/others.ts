import { argumentOf, entryOf, positional } from '#formats/code/lookup'
import { originsOf } from '#formats/code/origins'
import type { Call, Code } from '#formats/code/view'
import { callFact, type TimeoutFact } from './fact.ts'

const SPRING =
  'A `RestTemplate` waits for ever unless told otherwise: a server that does not answer holds this thread. Build it with `connectTimeout` and `readTimeout`.'
const REACTIVE =
  'A `WebClient` without a response timeout waits as long as the other side likes. Set `responseTimeout` on its HttpClient, or `.timeout(…)` on the answer.'

export function javaTimeouts(code: Code): readonly TimeoutFact[] {
  const isSet = code.calls.some(({ method }) =>
    /^(?:set(?:Connect|Read|Connection\w*|Response)Timeout|(?:connect|read|response)Timeout|setRequestFactory|timeout|clientConnector|rootUri)$/.test(
      method,
    ),
  )
  return code.calls.flatMap((call) => {
    if (call.isNew && call.method === 'RestTemplate')
      return callFact(call, isSet || call.args.length > 0 ? undefined : { rating: 'red', message: SPRING })
    if (!/^WebClient\.(?:create|builder)$/.test(call.callee)) return []
    return callFact(call, isSet ? undefined : { rating: 'yellow', severity: 'medium', message: REACTIVE })
  })
}

const RUBY =
  'Nothing says how long this call may take: the library waits a minute to connect and another for each read, and the worker with it. Set open_timeout and timeout (read_timeout).'

export function rubyTimeouts(code: Code): readonly TimeoutFact[] {
  const named = /open_timeout|read_timeout|^timeout$/
  const isSet = [
    ...code.assignments.map(({ target }) => target.slice(target.lastIndexOf('.') + 1)),
    ...code.entries.map(({ key }) => key),
  ].some((name) => named.test(name))
  return code.calls.flatMap((call) => {
    if (!/^\.?(?:Net\.HTTP\.(?:get|get_response|post|post_form|start|new)|Faraday(?:\.(?:new|get|post|put|delete))?)$/.test(call.callee))
      return []
    const given =
      isSet ||
      call.args.some(({ name = '' }) => named.test(name)) ||
      call.args.some(({ value }) => value.kind === 'unary') ||
      argumentOf(call, 'timeout') !== undefined
    return callFact(call, given ? undefined : { rating: 'yellow', severity: 'medium', message: RUBY })
  })
}

const GUZZLE =
  'Guzzle waits for ever unless told otherwise: a server that does not answer holds this worker. Set `timeout` and `connect_timeout`.'

export function phpTimeouts(code: Code): readonly TimeoutFact[] {
  const origin = originsOf(code)
  const isSet = code.entries.some(({ key }) => /^timeout$|RequestOptions.*TIMEOUT/.test(key))
  return code.calls.flatMap((call) => (call.isNew && /(?:^|\.)GuzzleHttp\.Client$/.test(origin(call.callee)) ? guzzle(call, isSet) : []))
}

function guzzle(call: Call, isSet: boolean): TimeoutFact[] {
  const options = positional(call, 0)
  if (options && options.kind !== 'object') return []
  return [callFact(call, isSet || entryOf(options, 'timeout') ? undefined : { rating: 'red', message: GUZZLE })]
}
