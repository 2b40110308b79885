import type { Call, Code, Entry, Value } from '#formats/code/code'
import { assignmentsTo, constantText, entryOf } from '#formats/code/lookup'
import { modulesOf, originsOf } from '#formats/code/origins'
import { assignedOnce, reachedInProduction } from '#formats/production'
import { FINE, open, unknown, type Verdict, type WebSetting } from '#formats/web-setting'
import { isOn, originsVerdict } from './origins.ts'

const PACKAGES =
  /^(?:cors|@koa\/cors|koa2-cors|hono\/cors(?:\.cors)?|@elysiajs\/cors(?:\.cors)?|fastify-cors|@fastify\/cors|restify-cors-middleware2?)$/

/** Express, Koa, Hono, Fastify, Nest, Socket.IO and Apollo. */
export function javascriptCors(code: Code): readonly WebSetting[] {
  const origin = originsOf(code)
  const isCors = (name: string) => PACKAGES.test(origin(name))
  const calls = code.calls.flatMap((call) => {
    if (reachedInProduction(call.scope, code) === 'never') return []
    if (isCors(call.callee) || (call.receiver && call.callee === 'require()' && isCorsModule(call.receiver)))
      return [ofOptions('cors()', call, call.args[0]?.value, code)]
    if (call.method === 'enableCors') return [ofOptions('enableCors()', call, call.args[0]?.value, code)]
    const [plugin, options] = call.args
    if (call.method === 'register' && plugin && (isCorsModule(plugin.value) || (plugin.value.kind === 'name' && isCors(plugin.value.name))))
      return [ofOptions('cors', call, options?.value, code)]
    return []
  })
  return [...calls, ...options(code), ...routes(code), ...clouds(code)]
}

/** `require('cors')`, `import('@fastify/cors')`. */
function isCorsModule(value: Value): boolean {
  return value.kind === 'call' && /^(?:require|import)$/.test(value.callee) && PACKAGES.test(constantText(value.args[0]?.value) ?? '')
}

/** Without options, and without an origin among them, every origin is allowed. */
function ofOptions(subject: string, call: Pick<Call, 'range'>, given: Value | undefined, code: Code): WebSetting {
  const options = given?.kind === 'name' ? (assignedOnce(given.name, code) ?? given) : given
  if (!options) return { subject, range: call.range, verdict: open('allows every origin') }
  if (options.kind === 'string') return { subject, range: call.range, verdict: originsVerdict(options, code) }
  if (options.kind !== 'object') return { subject, range: call.range, verdict: other(options) }
  const entry = entryOf(options, 'origin') ?? entryOf(options, 'origins')
  if (entry) return { subject, range: entry.range, verdict: originsVerdict(entry.value, code, isOn(options, 'credentials', code)) }
  const later = given?.kind === 'name' ? assignmentsTo(code, `${given.name}.origin`) : []
  const [only] = later
  if (only && later.length === 1 && only.scope.conditions.length === 0)
    return { subject, range: only.range, verdict: originsVerdict(only.value, code, isOn(options, 'credentials', code)) }
  const isSpread = later.length > 0 || options.entries.some(({ key }) => key === '...')
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
  const origin = originsOf(code)
  const servers = [...code.calls, ...code.decorators.map(({ name, args, scope }) => ({ method: name, callee: name, args, scope }))]
  return servers.flatMap(({ method, callee, args, scope }) => {
    const isServer =
      SERVERS.test(method) || callee.endsWith('NestFactory.create') || origin(callee) === 'socket.io' || FUNCTIONS.test(origin(callee))
    if (!isServer && !callee.startsWith('require(')) return []
    if (reachedInProduction(scope, code) === 'never') return []
    const entry = args.map(({ value }) => entryOf(value, 'cors')).find((found) => found !== undefined)
    if (!entry) return []
    return [ofSwitch(`${method}(cors)`, entry, code)]
  })
}

function ofSwitch(subject: string, { value, range }: Entry, code: Code): WebSetting {
  if (value.kind === 'boolean') return { subject, range, verdict: value.value ? open('allows every origin') : FINE }
  return ofOptions(subject, { range }, value, code)
}

/** `routes: { cors: true }` of Hapi, for all routes or for one. */
function routes(code: Code): WebSetting[] {
  if (!modulesOf(code).some((module) => /^(?:@hapi\/)?hapi$/.test(module))) return []
  return code.entries.flatMap((entry) =>
    entry.key === 'cors' && reachedInProduction(entry.scope, code) !== 'never' ? [ofSwitch('cors', entry, code)] : [],
  )
}

/** `allowOrigins: Cors.ALL_ORIGINS` of gateways that a program describes. */
function clouds(code: Code): WebSetting[] {
  if (!modulesOf(code).some((module) => /^(?:aws-cdk-lib|@aws-cdk|@pulumi)(?:\/|$)/.test(module))) return []
  return code.entries.flatMap(({ key, value, range }) => {
    if (key !== 'allowOrigins') return []
    const verdict = originsVerdict(value, code)
    return [{ subject: key, range, verdict: verdict.is === 'open' ? { ...verdict, grade: 'mild' } : verdict }]
  })
}

/** `onRequest({ cors: true }, …)` of Firebase. */
const FUNCTIONS = /^firebase-functions(?:\/v2)?(?:\/https|\.https)?\.on(?:Request|Call)$/
const SERVERS = /^(?:Server|io|WebSocketGateway|ApolloServer|GraphQLServer|createServer|createYoga|GraphQLModule)$/
