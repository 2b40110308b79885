import { nameOf } from '#formats/code/names'
import type { Code, Value } from '#formats/code/view'
import { within } from '#formats/ranges'
import { type LogSetup, levelSetup } from './setup.ts'

export function rubySetups(code: Code, path: string): readonly LogSetup[] {
  const json: LogSetup[] = writesJson(code) ? [{ says: 'json', language: 'ruby' }] : []
  const formatter = code.assignments.find(({ target }) => /(?:^|\.)log_formatter$/.test(target))
  const lograge = code.assignments.find(({ target }) => target === 'config.lograge.enabled')
  const plain: LogSetup[] =
    lograge && json.length === 0 ? [{ says: 'plain', library: 'lograge', language: 'ruby', range: lograge.targetRange }] : []
  const text: LogSetup[] =
    formatter && json.length === 0 ? [{ says: 'text', what: formatter.target, language: 'ruby', range: formatter.targetRange }] : []
  const isShared = !/environments\/(?!production)/.test(path)
  const levels = code.assignments
    .filter(({ target }) => isShared && target === 'config.log_level')
    .flatMap(({ value, scope }) => levelSetup(code, value, scope))
  return [...json, ...plain, ...text, ...levels]
}

function writesJson({ assignments, calls, classes }: Code): boolean {
  return (
    calls.some(
      ({ callee, args }) =>
        /^(?:Ougai\.Logger|LogStashLogger|Twiglet\.Logger)\.new$/.test(callee) ||
        (callee === 'SemanticLogger.add_appender' && args.some((one) => one.name === 'formatter' && isJson(one.value))),
    ) ||
    assignments.some(
      ({ target, value }) =>
        /(?:^|\.)(?:formatter|log_formatter|log_format|format|appenders?)$/.test(target) &&
        /log|config|formatter/i.test(target) &&
        isJson(value),
    ) ||
    classes.some(
      ({ bases, range }) =>
        bases.some((base) => base.endsWith('Formatter')) && within(calls, range).some(({ callee, method }) => isDump(callee, method)),
    )
  )
}

function isJson(value: Value): boolean {
  if (value.kind === 'string') return /^(?:json|logstash|ecs)$/.test(value.text)
  if (value.kind === 'function')
    return value.function.calls.some((call) => isDump(call.callee, call.method)) || value.function.returns.some(isJson)
  if (value.kind === 'call')
    return (
      isDump(value.callee, value.method) ||
      /Json|JSON|Logstash|Bunyan|Ecs/.test(value.callee) ||
      value.args.some((one) => isJson(one.value))
    )
  return /Json|JSON|Logstash|Raw\b/.test(nameOf(value)) || nameOf(value).endsWith('.to_json')
}

function isDump(callee: string, method: string): boolean {
  return method === 'to_json' || /^(?:JSON|Oj|MultiJson)\.(?:generate|dump)$/.test(callee)
}
