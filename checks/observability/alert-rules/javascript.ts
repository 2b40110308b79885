import type { Call, Code, Value } from '#formats/code/code'
import { argument, imports, metricOf, option } from './definition.ts'
import type { Metric, MetricKind } from './metric.ts'
import { asWritten } from './series.ts'

/** Metrics of prom-client, also as providers of @willsoto/nestjs-prometheus. */
export function javascriptMetrics(code: Code): readonly Metric[] {
  if (code.language !== 'javascript' && code.language !== 'typescript') return []
  const known = imports(code, /^(?:prom-client|@willsoto\/nestjs-prometheus)$/)
  return code.calls.flatMap((call) => metricFrom(code, call, known))
}

function metricFrom(code: Code, call: Call, known: boolean): readonly Metric[] {
  const kind = kindOf(call)
  const options = argument(call, '', 0)
  if (!kind || !options) return []
  const named = option(options, 'name')
  if (named) return known || option(options, 'help') ? [metric(code, call, kind, named, options)] : []
  // Until version 9 the constructor took name, help and labels.
  return known && options.kind === 'string' ? [metric(code, call, kind, options, undefined)] : []
}

function metric(code: Code, call: Call, kind: MetricKind, name: Value, options: Value | undefined): Metric {
  const help = option(options, 'help') ?? argument(call, '', 1)
  const labels = option(options, 'labelNames') ?? argument(call, '', 2)
  return metricOf(code, { library: 'prometheus', kind, name, help, labels, exposition: asWritten, range: call.range })
}

function kindOf({ isNew, method }: Call): MetricKind | undefined {
  const provided = /^make(Counter|Gauge|Histogram|Summary)Provider$/.exec(method)?.[1]
  const constructed = isNew && /^(?:Counter|Gauge|Histogram|Summary)$/.test(method) ? method : undefined
  return (provided ?? constructed)?.toLowerCase() as MetricKind | undefined
}
