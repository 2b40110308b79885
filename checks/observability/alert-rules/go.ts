import type { Code, ObjectValue, Value } from '#formats/code/code'
import { argument, metricOf, option } from './definition.ts'
import type { Metric, MetricKind } from './metric.ts'
import { asWritten } from './series.ts'

/** Metrics of client_golang, by their options: constructors, promauto, factories and wrappers all take the same ones. */
export function goMetrics(code: Code): readonly Metric[] {
  if (code.language !== 'go') return []
  return [...optionsIn(code).flatMap((options) => metricFrom(code, options)), ...described(code)]
}

const OPTIONS = /^(?:.*\.)?(?:(Counter|Gauge|Histogram|Summary|Untyped)(?:Vec)?)?Opts$/

function metricFrom(code: Code, options: ObjectValue): readonly Metric[] {
  const name = option(options, 'Name')
  if (!name || (!isOwnType(options) && !option(options, 'Help'))) return []
  return [
    metricOf(code, {
      library: 'prometheus',
      kind: kindOf(options),
      name,
      prefix: [option(options, 'Namespace'), option(options, 'Subsystem')],
      help: option(options, 'Help'),
      labels: labelsBeside(code, options),
      exposition: asWritten,
      range: options.range,
    }),
  ]
}

/** Bare `Opts` are those of many packages. */
function isOwnType({ type = '' }: ObjectValue): boolean {
  return type === 'prometheus.Opts' || OPTIONS.exec(type)?.[1] !== undefined
}

function kindOf({ type = '' }: ObjectValue): MetricKind {
  const kind = OPTIONS.exec(type)?.[1]?.toLowerCase()
  return kind === 'counter' || kind === 'histogram' || kind === 'summary' ? kind : 'gauge'
}

/** Options stand in a call, or are kept in a variable or a field first. */
function optionsIn(code: Code): readonly ObjectValue[] {
  const values: readonly Value[] = [
    ...code.calls.flatMap(({ args }) => args.map(({ value }) => value)),
    ...code.assignments.map(({ value }) => value),
    ...code.entries.map(({ value }) => value),
  ]
  const found = values.filter((value): value is ObjectValue => value.kind === 'object' && OPTIONS.test(value.type ?? ''))
  return [...new Map(found.map((options) => [JSON.stringify(options.range), options])).values()]
}

function labelsBeside(code: Code, options: ObjectValue): Value | undefined {
  return code.calls.find(({ args }) => args[0]?.value === options)?.args[1]?.value
}

/** Metrics of collectors: `prometheus.NewDesc("name", "help", labels, nil)`. */
function described(code: Code): readonly Metric[] {
  return code.calls.flatMap((call) => {
    const name = argument(call, '', 0)
    if (call.method !== 'NewDesc' || call.args.length !== 4 || !name) return []
    const [help, labels] = [argument(call, '', 1), argument(call, '', 2)]
    return [metricOf(code, { library: 'prometheus', kind: 'gauge', name, help, labels, exposition: asWritten, range: call.range })]
  })
}
