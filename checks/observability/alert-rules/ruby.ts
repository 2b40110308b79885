import type { Call, Code } from '#formats/code/code'
import { argument, metricOf } from './definition.ts'
import type { Metric, MetricKind } from './metric.ts'
import { asWritten } from './series.ts'

/** Metrics of prometheus-client: constructed, or made by a registry. */
export function rubyMetrics(code: Code): readonly Metric[] {
  if (code.language !== 'ruby') return []
  return code.calls.flatMap((call) => {
    const kind = kindOf(call)
    const name = argument(call, '', 0)
    const help = argument(call, 'docstring')
    if (!kind || !name || !help) return []
    const labels = argument(call, 'labels')
    return [metricOf(code, { library: 'prometheus', kind, name, help, labels, exposition: asWritten, range: call.range })]
  })
}

function kindOf({ callee }: Call): MetricKind | undefined {
  return /\.(counter|gauge|histogram|summary)(?:\.new)?$/i.exec(callee)?.[1]?.toLowerCase() as MetricKind | undefined
}
