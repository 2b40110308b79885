import type { Code } from '#formats/code/code'
import { argument, imports, metricOf } from './definition.ts'
import type { Metric, MetricKind } from './metric.ts'
import { asWritten } from './series.ts'

/** Metrics of prometheus-net. What a `Meter` creates is OpenTelemetry's. */
export function csharpMetrics(code: Code): readonly Metric[] {
  if (code.language !== 'csharp' || !imports(code, /^Prometheus$/)) return []
  return code.calls.flatMap((call) => {
    const kind = /^Create(Counter|Gauge|Histogram|Summary)$/.exec(call.method)?.[1]?.toLowerCase() as MetricKind | undefined
    const name = argument(call, 'name', 0)
    if (!kind || !name || /meter/i.test(call.callee)) return []
    return [
      metricOf(code, { library: 'prometheus', kind, name, help: argument(call, 'help', 1), exposition: asWritten, range: call.range }),
    ]
  })
}
