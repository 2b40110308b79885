import type { Call, Code, Value } from '#formats/code/code'
import { argument, chainOf, metricOf, option } from './definition.ts'
import type { Metric, MetricKind } from './metric.ts'
import { openTelemetrySeries } from './series.ts'

/** Instruments of OpenTelemetry's meters, and of .NET's own, which are the same. */
export function openTelemetryMetrics(code: Code): readonly Metric[] {
  return code.calls.flatMap((call) => {
    const name = argument(call, 'name', 0)
    const kind = name && kindOf(code, call)
    if (!kind || name.kind === 'object' || name.kind === 'function') return []
    return [
      metricOf(code, { library: 'opentelemetry', kind, name, ...details(code, call), exposition: openTelemetrySeries, range: call.range }),
    ]
  })
}

/** Their constructors have names of their own, so that the meter may come from anywhere. */
const PYTHON = /^create_(?:observable_)?(counter|up_down_counter|histogram|gauge)$/
const CAMEL = /^create(?:Observable)?(Counter|UpDownCounter|Histogram|Gauge)$/i
const GO = /^(?:Int64|Float64)(?:Observable)?(Counter|UpDownCounter|Histogram|Gauge)$/
const JAVA = /^(counter|upDownCounter|histogram|gauge)Builder$/
const METHODS: Readonly<Partial<Record<Code['language'], RegExp>>> = {
  python: PYTHON,
  javascript: CAMEL,
  typescript: CAMEL,
  csharp: CAMEL,
  go: GO,
  java: JAVA,
}

function kindOf(code: Code, { method, receiver, callee }: Call): MetricKind | undefined {
  const kind = METHODS[code.language]?.exec(method)?.[1]?.toLowerCase().replaceAll('_', '')
  // prometheus-net: `Metrics.CreateCounter`.
  if (!kind || !receiver || (code.language === 'csharp' && !/meter/i.test(callee))) return
  if (kind === 'counter' || kind === 'histogram') return kind
  return 'gauge'
}

interface Details {
  readonly unit?: Value | undefined
  readonly help?: Value | undefined
}

function details(code: Code, call: Call): Details {
  const observable = /observable/i.test(call.method) ? 1 : 0
  switch (code.language) {
    case 'python':
    case 'csharp':
      return { unit: argument(call, 'unit', 1 + observable), help: argument(call, 'description', 2 + observable) }
    case 'go':
      return { unit: optionCall(call, 'WithUnit'), help: optionCall(call, 'WithDescription') }
    case 'java':
      return { unit: chained(code, call, 'setUnit'), help: chained(code, call, 'setDescription') }
    default:
      return { unit: option(argument(call, '', 1), 'unit'), help: option(argument(call, '', 1), 'description') }
  }
}

function optionCall({ args }: Call, method: string): Value | undefined {
  return args.flatMap(({ value }) => (value.kind === 'call' && value.method === method ? [value.args[0]?.value] : []))[0]
}

function chained(code: Code, builder: Call, method: string): Value | undefined {
  return code.calls.find((call) => call.method === method && [...chainOf(call)].includes(builder))?.args[0]?.value
}
