import type { Argument, Call, Code, Value } from '#formats/code/code'
import type { Range } from '#model/location'
import type { Metric, MetricKind } from './metric.ts'
import type { Exposition } from './series.ts'
import { joined, spelled } from './spelled.ts'

/** What a definition in some library's words says. */
export interface Definition {
  readonly library: Metric['library']
  readonly kind: MetricKind
  readonly name: Value
  /** Written before the name, such as namespace and subsystem. */
  readonly prefix?: readonly (Value | undefined)[]
  readonly unit?: Value | undefined
  readonly help?: Value | undefined
  readonly labels?: Value | undefined
  readonly exposition: Exposition
  /** All of it. */
  readonly range: Range
}

export function metricOf(code: Code, definition: Definition): Metric {
  const { library, kind, name, prefix = [], labels, exposition, range } = definition
  const unit = literal(code, definition.unit)
  const parts = [...prefix.filter((part) => part !== undefined), name].map((part) => spelled(code, part))
  const series = exposition(joined(parts).replaceAll(/\*{2,}/g, '*'), kind, unit)
  return {
    library,
    kind,
    name: series[0]!,
    series,
    help: literal(code, definition.help),
    unit,
    labels: namesIn(code, labels),
    variable: variableOf(code, range),
    range: name.range,
  }
}

/** An argument by its name, else by its place. */
export function argument(call: Call, name: string, place?: number): Value | undefined {
  const named = call.args.find((one) => one.name === name)
  return (named ?? (place === undefined ? undefined : positional(call)[place]))?.value
}

function positional({ args }: Call): readonly Argument[] {
  return args.filter(({ name }) => name === undefined)
}

/** The entry of an options object. */
export function option(value: Value | undefined, key: string): Value | undefined {
  return value?.kind === 'object' ? value.entries.find((entry) => entry.key === key)?.value : undefined
}

/** True if the file imports or requires a module of such a name. */
export function imports(code: Code, module: RegExp): boolean {
  const required = code.calls.flatMap(({ callee, args }) =>
    callee === 'require' && args[0]?.value.kind === 'string' ? args[0].value.text : [],
  )
  return [...required, ...code.imports.map((one) => one.module)].some((one) => module.test(one))
}

/** The calls that a call is chained on, nearest first. */
export function* chainOf(call: Call): Iterable<Call> {
  for (let next = call.receiver; next?.kind === 'call'; next = next.receiver) yield next
}

function literal(code: Code, value: Value | undefined): string | undefined {
  const text = spelled(code, value)
  return text.includes('*') ? undefined : text
}

function namesIn(code: Code, value: Value | undefined): readonly string[] {
  return value?.kind === 'list' ? value.items.flatMap((item) => literal(code, item) ?? []) : []
}

/** The innermost assignment or entry around the definition. */
function variableOf(code: Code, range: Range): string | undefined {
  const assigned = code.assignments
    .filter(({ value }) => contains(value.range, range))
    .map(({ target, value }) => ({ name: target, range: value.range }))
  const entered = code.entries
    .filter(({ value }) => contains(value.range, range))
    .map(({ key, value }) => ({ name: key, range: value.range }))
  return [...assigned, ...entered].reduce<{ name: string; range: Range } | undefined>(
    (inner, one) => (!inner || !contains(one.range, inner.range) ? one : inner),
    undefined,
  )?.name
}

function contains(outer: Range, inner: Range): boolean {
  return !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end)
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column)
}
