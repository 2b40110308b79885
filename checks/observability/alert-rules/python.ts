import type { Call, Code } from '#formats/code/code'
import { argument, metricOf } from './definition.ts'
import type { Metric, MetricKind } from './metric.ts'
import { pythonSeries } from './series.ts'

/** Metrics of prometheus_client. `collections.Counter` is none: what counts is where the name was imported from. */
export function pythonMetrics(code: Code): readonly Metric[] {
  if (code.language !== 'python') return []
  const kinds = kindsByCallee(code)
  if (kinds.size === 0) return []
  return code.calls.flatMap((call) => metricFrom(code, call, kinds.get(call.callee)))
}

function metricFrom(code: Code, call: Call, kind: MetricKind | undefined): readonly Metric[] {
  const name = argument(call, 'name', 0)
  if (!kind || !name) return []
  const isFamily = call.method.endsWith('Family')
  return [
    metricOf(code, {
      library: 'prometheus',
      kind,
      name,
      prefix: isFamily ? [] : [argument(call, 'namespace', 3), argument(call, 'subsystem', 4)],
      unit: argument(call, 'unit', 5),
      help: argument(call, 'documentation', 1),
      labels: isFamily ? argument(call, 'labels', 3) : argument(call, 'labelnames', 2),
      exposition: pythonSeries,
      range: call.range,
    }),
  ]
}

const KINDS: Readonly<Record<string, MetricKind>> = {
  Counter: 'counter',
  Gauge: 'gauge',
  Histogram: 'histogram',
  Summary: 'summary',
  Info: 'info',
  Enum: 'state',
  CounterMetricFamily: 'counter',
  GaugeMetricFamily: 'gauge',
  HistogramMetricFamily: 'histogram',
  SummaryMetricFamily: 'summary',
  InfoMetricFamily: 'info',
  StateSetMetricFamily: 'state',
}

/** The callees that make a metric in this file: `Counter`, `prom.Counter`, `PromCounter`. */
function kindsByCallee(code: Code): ReadonlyMap<string, MetricKind> {
  const found = new Map<string, MetricKind>()
  for (const { module, alias, names } of code.imports) {
    if (!/^prometheus_client(\.|$)/.test(module)) continue
    for (const [type, kind] of Object.entries(KINDS)) {
      for (const one of names) {
        if (one.name === type || one.name === '*') found.set(one.alias ?? type, kind)
        else found.set(`${one.alias ?? one.name}.${type}`, kind)
      }
      if (names.length === 0) for (const name of [alias, module]) if (name) found.set(`${name}.${type}`, kind)
    }
  }
  return found
}
