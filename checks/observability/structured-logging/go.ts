import { isDevelopmentOnly } from '#formats/code/guards'
import { argumentOf, constantText, entryOf, valuesIn } from '#formats/code/lookup'
import { modulesOf, originsOf } from '#formats/code/origins'
import type { Code } from '#formats/code/view'
import { delegated, type LogSetup, levelSetup } from './setup.ts'

const JSON_CALL =
  /^(?:log\/slog\.NewJSONHandler|golang\.org\/x\/exp\/slog\.NewJSONHandler|go\.uber\.org\/zap\.NewProduction(?:Config|EncoderConfig)?|go\.uber\.org\/zap\/zapcore\.NewJSONEncoder|github\.com\/go-kit\/(?:kit\/)?log\.NewJSONLogger|go\.elastic\.co\/\w+\.\w+|cloud\.google\.com\/go\/logging\.NewClient|go\.opentelemetry\.io\/contrib\/bridges\/\w+\.New\w+)$/
const JSON_MODULE =
  /^(?:github\.com\/(?:zeromicro\/go-zero\/core\/logx|apex\/log\/handlers\/json|phuslu\/log)|sigs\.k8s\.io\/controller-runtime\/pkg\/log\/zap)$/
const TEXT_CALL =
  /^(?:log\/slog\.NewTextHandler|go\.uber\.org\/zap\.NewDevelopment\w*|go\.uber\.org\/zap\/zapcore\.NewConsoleEncoder|github\.com\/lmittmann\/tint\.NewHandler)$/
const LIBRARY =
  /^(?:log\/slog|golang\.org\/x\/exp\/slog|go\.uber\.org\/zap|github\.com\/(?:sirupsen\/logrus|hashicorp\/go-hclog|charmbracelet\/log|apex\/log)|k8s\.io\/klog(?:\/v\d+)?)$/
const ZEROLOG = /^github\.com\/rs\/zerolog(?:\/log)?$/

export function goSetups(code: Code): readonly LogSetup[] {
  const origin = originsOf(code)
  const modules = modulesOf(code)
  const calls = code.calls.filter(({ scope }) => !isDevelopmentOnly(scope))
  const json =
    calls.some(({ callee }) => JSON_CALL.test(origin(callee))) ||
    modules.some((module) => JSON_MODULE.test(module)) ||
    formatsJson(code) ||
    calls.some(logsJson)
  const console = calls.find(
    ({ args, scope }) => scope.conditions.length === 0 && args.some(({ value }) => valuesIn(value).some(isConsole)),
  )
  const text = calls.find(({ callee }) => TEXT_CALL.test(origin(callee)))
  const library = code.imports.find(({ module }) => LIBRARY.test(module))
  const found: LogSetup[] = []
  if (json || (modules.some((module) => ZEROLOG.test(module)) && !console)) found.push({ says: 'json', language: 'go' })
  else if (console && modules.some((module) => ZEROLOG.test(module)))
    found.push({ says: 'plain', library: 'zerolog', language: 'go', range: console.range })
  else if (text) found.push({ says: 'plain', library: text.callee, language: 'go', range: text.range })
  else if (library) found.push({ says: 'plain', library: library.module, language: 'go' })
  return [...found, ...levels(code), ...delegated(code, origin)]
}

/** `&logrus.JSONFormatter{}`, `zap.Config{Encoding: "json"}`, `hclog.LoggerOptions{JSONFormat: true}`. */
function formatsJson({ calls, assignments, entries }: Code): boolean {
  const objects = [
    ...calls.flatMap(({ args }) => args.map(({ value }) => value)),
    ...assignments.map(({ value }) => value),
    ...entries.map(({ value }) => value),
  ]
  return (
    objects.some((value) => value.kind === 'object' && /(?:^|\.)JSONFormatter$/.test(value.type ?? '')) ||
    objects.some((value) => value.kind === 'name' && value.name.endsWith('.JSONFormatter')) ||
    entries.some(
      ({ key, value }) =>
        (key === 'Encoding' && constantText(value) === 'json') || (key === 'JSONFormat' && value.kind === 'boolean' && value.value),
    )
  )
}

/** `SetOutput` of a flag: klog's `--logging-format=json`. */
function logsJson({ args }: Code['calls'][number]): boolean {
  return args.some(({ value }) => constantText(value)?.includes('logging-format=json') ?? false)
}

function isConsole(value: { readonly kind: string; readonly type?: string | undefined }): boolean {
  return value.kind === 'object' && /(?:^|\.)ConsoleWriter$/.test(value.type ?? '')
}

function levels(code: Code): LogSetup[] {
  return code.calls.flatMap((call): readonly LogSetup[] => {
    if (/^(?:zerolog\.SetGlobalLevel|logrus\.SetLevel|log\.SetLevel|slog\.SetLogLoggerLevel|zap\.NewAtomicLevelAt)$/.test(call.callee))
      return levelSetup(code, call.args[0]?.value, call.scope)
    const options = /(?:^|\.)New(?:JSON|Text)Handler$/.test(call.callee) ? call.args.at(-1)?.value : undefined
    return options ? levelSetup(code, entryOf(options, 'Level')?.value ?? argumentOf(call, 'Level'), call.scope) : []
  })
}
