import { constantText, entryOf, positional } from '../code/lookup.ts'
import { nameOf } from '../code/names.ts'
import { modulesOf, originsOf } from '../code/origins.ts'
import type { Call, Code } from '../code/view.ts'
import { calledEntries, entryAt, type Known } from './called.ts'
import type { ServiceEntry } from './entry.ts'

const SERVERS: readonly Known[] = [
  [/^express$/, 'Express', 'http'],
  [/^fastify(?:\.fastify|\.default)?$/, 'Fastify', 'http'],
  [/^koa$/, 'Koa', 'http'],
  [/^@?hapi(?:\/hapi)?\.(?:server|Server)$/, 'hapi', 'http'],
  [/^restify\.createServer$/, 'Restify', 'http'],
  [/^polka$/, 'Polka', 'http'],
  [/^elysia\.Elysia$/, 'Elysia', 'http'],
  [/^@hono\/node-server\.serve$/, 'Hono', 'http'],
  [/^\.(?:Bun|Deno)\.serve$/, 'HTTP', 'http'],
  [/^@nestjs\/core\.NestFactory\.create$/, 'NestJS', 'http'],
  [/^@apollo\/server\/standalone\.startStandaloneServer$|^apollo-server\.ApolloServer$/, 'Apollo', 'http'],
  [/^@trpc\/server\/adapters\/standalone\.createHTTPServer$/, 'tRPC', 'http'],
  [/^@feathersjs\/(?:express|koa)(?:\.express|\.koa)?$/, 'Feathers', 'http'],
  [/^(?:@grpc\/grpc-js|grpc)\.Server$/, 'gRPC', 'grpc'],
  [/^bullmq\.Worker$/, 'BullMQ', 'worker'],
  [/^@temporalio\/worker\.Worker\.create$/, 'Temporal', 'worker'],
]

export function javascriptEntries(code: Code): readonly ServiceEntry[] {
  const found = [...calledEntries(code, SERVERS), ...required(code), ...microservices(code)]
  if (found.some(({ role }) => role === 'http')) return isStaticSite(code) ? [] : found
  return [...found, ...plain(code)]
}

/** `require('fastify')({ logger: true })`. */
function required(code: Code): readonly ServiceEntry[] {
  return code.calls.flatMap((call) => {
    const module = call.receiver?.kind === 'call' && call.callee === 'require()' ? call.receiver.args[0]?.value : undefined
    const known = module?.kind === 'string' && SERVERS.find(([form]) => form.test(module.text))
    return known ? [entryAt(code, call, known[1], known[2])] : []
  })
}

/** A Nest microservice answers callers, unless its transport is a broker. */
function microservices(code: Code): readonly ServiceEntry[] {
  const origin = originsOf(code)
  return code.calls.flatMap((call) => {
    if (origin(call.callee) !== '@nestjs/core.NestFactory.createMicroservice') return []
    const transport = entryOf(positional(call, 1), 'transport')?.value
    const isBroker = transport !== undefined && /\.(?:KAFKA|RMQ|NATS|MQTT|REDIS)$/.test(nameOf(transport))
    return [entryAt(code, call, 'NestJS', isBroker ? 'worker' : 'grpc')]
  })
}

/** A server of Node itself, where no framework stands before it. */
function plain(code: Code): readonly ServiceEntry[] {
  const origin = originsOf(code)
  const server = code.calls.find(({ callee }) => /^(?:node:)?(?:http|https|http2)\.create(?:Secure)?Server$/.test(origin(callee)))
  return server && !code.calls.some(listensToItself) ? [entryAt(code, server, 'Node', 'http')] : []
}

/** A server is told to listen for others. */
export function isListening({ calls }: Code): boolean {
  return calls.some((call) => call.method === 'listen' && call.receiver !== undefined && call.args.length > 0 && !listensToItself(call))
}

/** For this machine alone, or at any free port: a login callback, a tool. */
function listensToItself({ method, args }: Call): boolean {
  const values = args.flatMap(({ value }) => (value.kind === 'object' ? value.entries.map((entry) => entry.value) : [value]))
  return (
    method === 'listen' &&
    values.some(
      (value) =>
        (value.kind === 'number' && value.value === 0) || (value.kind === 'string' && /^(?:localhost|127\.0\.0\.1|::1)$/.test(value.text)),
    )
  )
}

/** Serves files and nothing else: a front end. */
function isStaticSite(code: Code): boolean {
  const origin = originsOf(code)
  const isStatic = (call: Call) =>
    origin(call.callee) === 'express.static' || /(?:^|\.)(?:serveStatic|koa-static)$/.test(origin(call.callee))
  return code.calls.some(isStatic) && !code.calls.some(answers)
}

/** Registers something that is more than a page: a path of its own, or a router from elsewhere. */
function answers(call: Call): boolean {
  if (!call.receiver) return false
  const [first, second] = [positional(call, 0), positional(call, 1)]
  const path = first?.kind === 'string' ? first.text : undefined
  if (/^(?:get|all)$/.test(call.method)) return path !== undefined && !/^\/?(?:\*|\{\*\w+\}|\(\.\*\))?$/.test(path) && second !== undefined
  if (/^(?:post|put|patch|delete|route|register)$/.test(call.method)) return path !== undefined || call.method === 'register'
  if (call.method !== 'use' && call.method !== 'mount') return false
  const mounted = path === undefined ? first : second
  return (
    mounted !== undefined &&
    (path !== undefined ? !isFiles(mounted) : /rout|api|controller|proxy/i.test(moduleOf(mounted) ?? nameOf(mounted)))
  )
}

/** `app.use(require('./app/routes'))`. */
function moduleOf(value: Parameters<typeof nameOf>[0]): string | undefined {
  return value.kind === 'call' && value.callee === 'require' ? constantText(value.args[0]?.value) : undefined
}

function isFiles(value: Parameters<typeof nameOf>[0]): boolean {
  return /static/i.test(nameOf(value))
}

const ADAPTERS =
  /^(?:serverless-http|@vendia\/serverless-express|@codegenie\/serverless-express|aws-serverless-express|@fastify\/aws-lambda|aws-lambda-fastify|hono\/aws-lambda|firebase-functions(?:\/.*)?|@azure\/functions|@google-cloud\/functions-framework)$/

/** The application is wrapped for a platform that runs functions. */
export function isJavascriptFunction(code: Code): boolean {
  return modulesOf(code).some((module) => ADAPTERS.test(module))
}
