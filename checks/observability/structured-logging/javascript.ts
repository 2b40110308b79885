import { isDevelopmentOnly } from '#formats/code/guards'
import { argumentOf, constantText, entryOf, valuesIn } from '#formats/code/lookup'
import { modulesOf, type Origins, originsOf } from '#formats/code/origins'
import type { Call, Code, Value } from '#formats/code/view'
import { onceFor } from '#model/once'
import { delegated, type LogSetup, levelSetup } from './setup.ts'

const WRITE_JSON =
  /^(?:nestjs-pino|pino-http|express-pino-logger|koa-pino-logger|bunyan|@google-cloud\/logging(?:-\w+)?|@aws-lambda-powertools\/logger|@elastic\/ecs-\w+-format|@opentelemetry\/(?:sdk-logs|winston-transport)|roarr|@vestfoldfylke\/loglady|winston-(?:logstash|elasticsearch))$/
/** They write for the eyes of a developer, unless they are told otherwise. */
const WRITE_TEXT = /^(?:consola|signale|loglevel|npmlog|log4js|tslog|tracer|caterpillar)$/

export function javascriptSetups(code: Code): readonly LogSetup[] {
  const origin = originsOf(code)
  const modules = modulesOf(code)
  const pretty = modules.includes('nestjs-pino') ? code.calls.find(isPrettyModule) : undefined
  const writesJson = modules.some((module) => WRITE_JSON.test(module)) || writesLines(code) || namesJson(code, modules)
  const found: LogSetup[] = pretty ? [plain('pino', pretty)] : writesJson ? [LINES] : []
  for (const call of code.calls) {
    if (!isDevelopmentOnly(call.scope)) found.push(...madeBy(code, call, origin))
  }
  if (found.length === 0 && modules.some((module) => /^(?:pino|winston)$/.test(module))) found.push(...unconfigured(code))
  return [...(found.length > 0 ? found : asText(code)), ...delegated(code, origin), ...packaged(code)]
}

/** A library that writes JSON unless it is told otherwise, and is set up in a way that we do not read. */
function unconfigured(code: Code): readonly LogSetup[] {
  const formats = formatsIn(code)
  return formats.text && !formats.json ? [plain('winston', formats.text)] : [LINES]
}

function asText({ imports }: Code): readonly LogSetup[] {
  const place = imports.find(({ module }) => WRITE_TEXT.test(module))
  return place ? [{ says: 'plain', library: place.module, language: 'node' }] : []
}

/** The logger of a company, in a package of its own: `@acme/logger`. */
function packaged(code: Code): readonly LogSetup[] {
  const found = modulesOf(code).find(
    (module) => /^(?:@[\w-]+\/)?[\w-]*log(?:ger|ging)$/.test(module) && !/^(?:@fastify|@nestjs|@types)\//.test(module),
  )
  return found ? [{ says: 'delegated', to: found, language: 'node' }] : []
}

const LINES: LogSetup = { says: 'json', language: 'node' }

function madeBy(code: Code, call: Call, origin: Origins): readonly LogSetup[] {
  const from = call.callee === 'require()' ? requiredBy(call) : origin(call.callee)
  if (/^pino(?:\.pino|\.default)?$/.test(from)) return [isPretty(call) ? plain('pino', call) : LINES, ...level(code, call)]
  if (/^winston\.createLogger$|^winston\.Logger$/.test(from)) return [...winston(code, call), ...level(code, call)]
  if (/^fastify(?:\.fastify|\.default)?$/.test(from)) return fastify(call)
  if (/^@nestjs\/common\.ConsoleLogger$/.test(from)) return isTrue(argumentOf(call, 'json')) ? [LINES] : []
  return []
}

/** `fastify` of `require('fastify')({ logger: true })`. */
function requiredBy({ receiver }: Call): string {
  return (receiver?.kind === 'call' && constantText(receiver.args[0]?.value)) || ''
}

function level(code: Code, call: Call): readonly LogSetup[] {
  return levelSetup(code, argumentOf(call, 'level'), call.scope)
}

function plain(library: string, call: Call): LogSetup {
  return { says: 'plain', library, language: 'node', range: call.range }
}

/** `transport: { target: 'pino-pretty' }`, whoever runs it. */
function isPretty(call: Call): boolean {
  return isTrue(argumentOf(call, 'prettyPrint')) || constantText(entryOf(argumentOf(call, 'transport'), 'target')?.value) === 'pino-pretty'
}

/** `LoggerModule.forRoot({ pinoHttp: { transport: { target: 'pino-pretty' } } })`. */
function isPrettyModule(call: Call): boolean {
  const transport = entryOf(argumentOf(call, 'pinoHttp'), 'transport')?.value
  return constantText(entryOf(transport, 'target')?.value) === 'pino-pretty' && !isDevelopmentOnly(call.scope)
}

function isTrue(value: Value | undefined): boolean {
  return value !== undefined && !(value.kind === 'boolean' && !value.value) && value.kind !== 'null'
}

/** Without a format winston writes JSON; formats may be made anywhere in the file. */
function winston(code: Code, call: Call): readonly LogSetup[] {
  const { json, text } = formatsIn(code)
  return [json || !text ? LINES : plain('winston', call)]
}

const formatsIn = onceFor((code: Code): { readonly json: boolean; readonly text?: Call | undefined } => {
  const formats = code.calls.filter(
    ({ callee, scope }) => /(?:^|\.)format\.\w+$|^(?:json|logstash|ecsFormat|printf|simple)$/.test(callee) && !isDevelopmentOnly(scope),
  )
  const isJson = ({ method, args }: Call) =>
    /^(?:json|logstash|ecsFormat|ecsFields)$/.test(method) || (method === 'printf' && args.some(({ value }) => stringifies(value)))
  return { json: formats.some(isJson), text: formats.find(({ method }) => /^(?:simple|cli|prettyPrint|printf)$/.test(method)) }
})

function stringifies(value: Value): boolean {
  return (
    value.kind === 'function' &&
    (value.function.calls.some(({ callee }) => callee === 'JSON.stringify') ||
      value.function.returns.some((one) => valuesIn(one).some((part) => part.kind === 'call' && part.callee === 'JSON.stringify')))
  )
}

/** Its logger is pino, where it is switched on. */
function fastify(call: Call): readonly LogSetup[] {
  const logger = argumentOf(call, 'logger') ?? argumentOf(call, 'loggerInstance')
  if (!isTrue(logger)) return []
  return [constantText(entryOf(entryOf(logger, 'transport')?.value, 'target')?.value) === 'pino-pretty' ? plain('pino', call) : LINES]
}

/** log4js and tslog are asked for it: `layout: { type: 'json' }`. */
function namesJson({ entries }: Code, modules: readonly string[]): boolean {
  return (
    modules.some((module) => WRITE_TEXT.test(module)) && entries.some(({ key, value }) => key === 'type' && constantText(value) === 'json')
  )
}

/** A logger of their own that writes lines of JSON. */
function writesLines({ calls }: Code): boolean {
  return calls.some(({ callee, args }) => {
    const value = /^(?:console\.\w+|process\.std(?:out|err)\.write)$/.test(callee) ? args[0]?.value : undefined
    return (
      value !== undefined &&
      valuesIn(value).some((part) => part.kind === 'call' && part.callee === 'JSON.stringify' && isRecord(part.args[0]?.value))
    )
  })
}

function isRecord(value: Value | undefined): boolean {
  return value?.kind === 'object' && value.entries.some(({ key }) => /^(?:level|severity|lvl)$/.test(key))
}
