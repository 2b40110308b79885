import { isDevelopmentOnly } from '#formats/code/guards'
import { argumentOf, constantText, entryOf } from '#formats/code/lookup'
import { originsOf } from '#formats/code/origins'
import type { Call, Code, ObjectValue, Value } from '#formats/code/view'
import { within } from '#formats/ranges'
import { delegated, type LogSetup, lastOf, levelSetup } from './setup.ts'

const JSON_MAKER =
  /(?:^|\.)\w*(?:Json|JSON|Ecs|ECS)\w*(?:Formatter|Renderer|Layout|Handler)$|(?:^|\.)(?:StructuredLogHandler|CloudLoggingHandler|StackdriverFormatter|StructlogFormatter|StdlibFormatter|LogstashFormatter\w*|EventRenamer_json)$/
const JSON_CALL =
  /^(?:aws_lambda_powertools\.(?:logging\.)?Logger|logfire\.configure|json_logging\.\w+|google\.cloud\.logging\.\w+(?:\(\))?\.setup_logging|opentelemetry\.sdk\._logs\.LoggingHandler|eliot\.\w+)$/

export function pythonSetups(code: Code): readonly LogSetup[] {
  const origin = originsOf(code)
  const json = writesJson(code, (name) => origin(name))
  const dictionaries = code.assignments.flatMap(({ target, value, targetRange, scope }) =>
    isNamed(target) && value.kind === 'object' && setsUp(value) && !isDevelopmentOnly(scope) ? [{ target, value, targetRange }] : [],
  )
  const found: LogSetup[] = json ? [{ says: 'json', language: 'python' }] : []
  for (const { target, value, targetRange } of dictionaries) {
    const root = entryOf(value, 'root') ?? entryOf(entryOf(value, 'loggers')?.value, '')
    if (root) found.push(...levelSetup(code, entryOf(root.value, 'level')?.value, { ...root.scope, conditions: [] }))
    found.push(...dictionary(target, value, targetRange))
  }
  return [...found, ...libraries(code, json), ...basic(code), ...delegated(code, origin)]
}

function isNamed(target: string): boolean {
  return /(?:^|_)LOG(?:GING)?(?:_CONFIG)?$|^log(?:ging)?_config$/i.test(target)
}

/** What `dictConfig` takes, and not, say, what Docker does with the log of a container. */
function setsUp({ entries }: ObjectValue): boolean {
  return entries.length === 0 || entries.some(({ key }) => /^(?:version|handlers|formatters|loggers|root|\.\.\.)$/.test(key))
}

/** A renderer, formatter or sink that writes JSON, outside of what only developers run. */
function writesJson(code: Code, origin: (name: string) => string): boolean {
  return (
    code.calls.some(
      (call) =>
        !isDevelopmentOnly(call.scope) &&
        ((JSON_MAKER.test(call.callee) && !/rest_framework|renderers/.test(origin(call.callee))) ||
          JSON_CALL.test(origin(call.callee)) ||
          serializes(call)),
    ) ||
    code.classes.some(
      ({ name, bases, range }) =>
        bases.some((base) => base.endsWith('Formatter')) &&
        (JSON_MAKER.test(name) || within(code.calls, range).some(({ callee }) => callee.endsWith('json.dumps'))),
    ) ||
    code.entries.some(({ key, value }) => key === 'serialize' && value.kind === 'boolean' && value.value)
  )
}

/** loguru's `logger.add(sink, serialize=True)`. */
function serializes(call: Call): boolean {
  const value = call.method === 'add' || call.method === 'configure' ? argumentOf(call, 'serialize') : undefined
  return value?.kind === 'boolean' ? value.value : value !== undefined
}

/** A configuration is JSON where a formatter is, and a handler uses it. */
function dictionary(target: string, value: ObjectValue, range: LogRange): LogSetup[] {
  const formatters = entryOf(value, 'formatters')?.value
  const names = formatters?.kind === 'object' ? formatters.entries.filter((entry) => mentionsJson(entry.value)).map(({ key }) => key) : []
  if (names.length === 0) return [{ says: 'text', what: target, language: 'python', range }]
  const handlers = entryOf(value, 'handlers')?.value
  const used = handlers?.kind === 'object' ? handlers.entries.flatMap((handler) => entryOf(handler.value, 'formatter')?.value ?? []) : []
  const isUsed = used.length === 0 || used.some((one) => constantText(one) === undefined || names.includes(constantText(one)!))
  return isUsed
    ? [{ says: 'json', language: 'python' }]
    : [{ says: 'plain', library: `the formatter "${names[0]}"`, language: 'python', range }]
}

type LogRange = Value['range']

function mentionsJson(value: Value): boolean {
  if (value.kind === 'string')
    return JSON_MAKER.test(value.text) || /^pythonjsonlogger\b|json_log_formatter|\.JSONRenderer/.test(value.text)
  if (value.kind === 'call') return JSON_MAKER.test(value.callee)
  if (value.kind === 'name') return JSON_MAKER.test(value.name)
  if (value.kind === 'list') return value.items.some(mentionsJson)
  return value.kind === 'object' && value.entries.some((entry) => mentionsJson(entry.value))
}

/** Libraries that are there to write structured lines. */
function libraries({ imports, calls }: Code, json: boolean): LogSetup[] {
  if (json) return []
  const configured = calls.find(({ callee }) => callee === 'structlog.configure')
  const used = imports.find(({ module }) => /^(?:structlog|loguru|pythonjsonlogger|json_log_formatter|ecs_logging)(?:\.|$)/.test(module))
  const library = used?.module.split('.')[0] ?? (configured && 'structlog')
  return library ? [{ says: 'plain', library, language: 'python', range: configured?.calleeRange }] : []
}

/** `logging.basicConfig(level=logging.INFO)`; what `dictConfig` is given may stand elsewhere. */
function basic(code: Code): LogSetup[] {
  return code.calls.flatMap((call): LogSetup[] => {
    if (/(?:^|\.)basicConfig$/.test(call.callee) && !call.scope.conditions.length) {
      return [
        { says: 'text', what: call.callee, language: 'python', range: call.range },
        ...levelSetup(code, argumentOf(call, 'level'), call.scope),
      ]
    }
    const isRoot =
      call.method === 'setLevel' &&
      call.receiver?.kind === 'call' &&
      lastOf(call.receiver.callee) === 'getLogger' &&
      call.receiver.args.length === 0
    return isRoot ? [...levelSetup(code, call.args[0]?.value, call.scope)] : []
  })
}
