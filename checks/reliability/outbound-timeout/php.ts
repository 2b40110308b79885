import { entryOf, positional } from '#formats/code/lookup'
import { originsOf } from '#formats/code/origins'
import type { Call, Code } from '#formats/code/view'
import { callFact, type TimeoutFact } from './fact.ts'

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
