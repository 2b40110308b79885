import type { Call, Code, Value } from '#formats/code/code'
import { entryOf } from '#formats/code/lookup'
import { originsOf } from '#formats/code/origins'
import { assignedOnce, reachedInProduction } from '#formats/production'
import { FINE, open, unknown, type Verdict, type WebSetting } from '#formats/web-setting'
import { isOn, originsVerdict } from './origins.ts'

const PACKAGES = /^(?:cors|@koa\/cors|koa2-cors|hono\/cors(?:\.cors)?|@elysiajs\/cors(?:\.cors)?|fastify-cors|@fastify\/cors)$/

/** Express, Koa, Hono, Fastify, Nest, Socket.IO and Apollo. */
export function javascriptCors(code: Code): readonly WebSetting[] {
  const origin = originsOf(code)
  const isCors = (name: string) => PACKAGES.test(origin(name))
  const calls = code.calls.flatMap((call) => {
    if (reachedInProduction(call.scope, code) === 'never') return []
    if (isCors(call.callee)) return [ofOptions('cors()', call, call.args[0]?.value, code)]
    if (call.method === 'enableCors') return [ofOptions('enableCors()', call, call.args[0]?.value, code)]
    const [plugin, options] = call.args
    if (call.method === 'register' && plugin?.value.kind === 'name' && isCors(plugin.value.name))
      return [ofOptions('cors', call, options?.value, code)]
    return []
  })
  return [...calls, ...options(code)]
}

/** Without options, and without an origin among them, every origin is allowed. */
function ofOptions(subject: string, call: Pick<Call, 'range'>, given: Value | undefined, code: Code): WebSetting {
  const options = given?.kind === 'name' ? (assignedOnce(given.name, code) ?? given) : given
  if (!options) return { subject, range: call.range, verdict: open('allows every origin') }
  if (options.kind !== 'object') return { subject, range: call.range, verdict: other(options) }
  const entry = entryOf(options, 'origin')
  if (entry) return { subject, range: entry.range, verdict: originsVerdict(entry.value, code, isOn(options, 'credentials', code)) }
  const isSpread = options.entries.some(({ key }) => key === '...')
  return {
    subject,
    range: call.range,
    verdict: isSpread ? unknown('The origins come from elsewhere.') : open('allows every origin, since none is named'),
  }
}

/** A function decides per request; anything else is written elsewhere. */
function other(value: Value): Verdict {
  return value.kind === 'function' ? FINE : unknown('The origins come from elsewhere.')
}

/** `{ cors: true }`, `{ cors: { origin: '*' } }` of servers and gateways. */
function options(code: Code): WebSetting[] {
  const servers = [...code.calls, ...code.decorators.map(({ name, args, scope }) => ({ method: name, callee: name, args, scope }))]
  return servers.flatMap(({ method, callee, args, scope }) => {
    if (!SERVERS.test(method) && !callee.endsWith('NestFactory.create') && !callee.startsWith('require(')) return []
    if (reachedInProduction(scope, code) === 'never') return []
    const entry = args.map(({ value }) => entryOf(value, 'cors')).find((found) => found !== undefined)
    if (!entry) return []
    const { value, range } = entry
    if (value.kind === 'boolean') return [{ subject: `${method}(cors)`, range, verdict: value.value ? open('allows every origin') : FINE }]
    return [ofOptions(`${method}(cors)`, { range }, value, code)]
  })
}

const SERVERS = /^(?:Server|io|WebSocketGateway|ApolloServer|GraphQLServer|createServer|createYoga|GraphQLModule)$/
