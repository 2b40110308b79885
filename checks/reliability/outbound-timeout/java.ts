import { nameOf } from '#formats/code/names'
import { modulesOf } from '#formats/code/origins'
import type { Call, Code, Value } from '#formats/code/view'
import { callFact, type Lack, type TimeoutFact } from './fact.ts'

const SPRING =
  'A `RestTemplate` waits for ever unless told otherwise: a server that does not answer holds this thread. Build it with `connectTimeout` and `readTimeout`.'
const REACTIVE =
  'A `WebClient` without a response timeout waits as long as the other side likes. Set `responseTimeout` on its HttpClient, or `.timeout(…)` on the answer.'

/** Clients of Spring, by what the function that makes them says of time. */
export function javaTimeouts(code: Code): readonly TimeoutFact[] {
  const settings = code.calls.filter(({ method }) => SETS.test(method))
  const isSet = (call: Call) =>
    settings.some(
      ({ scope }) => scope.function === call.scope.function || call.scope.function === undefined || scope.function === undefined,
    )
  const onAnswers = settings.some(({ method }) => method === 'timeout')
  const hasClient = modulesOf(code).some((module) => /^org\.springframework\.web\.client\.(?:RestClient|\*)$/.test(module))
  // Others have a client of that name: Vert.x one with a time for each request, Armeria one that waits for ten seconds.
  const isForeign = modulesOf(code).some((module) => /^(?!org\.springframework\.)(?:.*\.WebClient|io\.vertx\..*\*)$/.test(module))
  const builders = buildersIn(code)
  return code.calls.flatMap((call) => {
    const lacks = (lack: Lack, limited: boolean) => callFact(call, limited || isSet(call) ? undefined : lack)
    if (call.isNew && call.method === 'RestTemplate' && !lends(code, call))
      return lacks({ rating: 'red', message: SPRING }, call.args.length > 0)
    if (!isForeign && /^WebClient\.(?:create|builder)$/.test(call.callee))
      return lacks({ rating: 'yellow', severity: 'medium', message: REACTIVE }, onAnswers)
    if (hasClient && /^RestClient\.(?:create|builder)$/.test(call.callee))
      return lacks({ rating: 'red', message: SPRING }, call.args.length > 1)
    const builder = call.method === 'build' && call.receiver ? rootOf(call.receiver) : ''
    return builders.has(`${call.scope.function} ${builder}`) ? lacks({ rating: 'red', message: SPRING }, false) : []
  })
}

/** `new RestTemplate().getMessageConverters()`: it sends nothing. */
function lends({ calls }: Code, template: Call): boolean {
  return calls.some(({ method, receiver }) => method === 'getMessageConverters' && receiver === template)
}

const SETS =
  /^(?:set(?:Connect|Read|Connection\w*|Response)Timeout|(?:connect|read|response)Timeout|setRequestFactory|requestFactory|requestFactorySettings|timeout|clientConnector|rootUri)$/

/** The parameters that Spring hands in to build a `RestTemplate` with. */
function buildersIn({ functions }: Code): ReadonlySet<string> {
  return new Set(
    functions.flatMap(({ name, params }) =>
      params.flatMap((param) => (param.type === 'RestTemplateBuilder' && name ? [`${name} ${param.name}`] : [])),
    ),
  )
}

function rootOf(value: Value): string {
  return value.kind === 'call' && value.receiver ? rootOf(value.receiver) : nameOf(value)
}
