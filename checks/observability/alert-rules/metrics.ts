import { code } from '#formats/code/code'
import { perFile } from '#formats/per-file'
import { mentionsLike } from '#formats/words'
import { byPosition } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { csharpMetrics } from './csharp.ts'
import { goMetrics } from './go.ts'
import { javascriptMetrics } from './javascript.ts'
import type { Metric } from './metric.ts'
import { micrometerMetrics } from './micrometer.ts'
import { openTelemetryMetrics } from './opentelemetry.ts'
import { pythonMetrics } from './python.ts'
import { rubyMetrics } from './ruby.ts'

export { measuresRequests, tellsOf } from './meaning.ts'
export type { Metric, MetricKind } from './metric.ts'
export { alertSkeleton } from './skeleton.ts'

/** The source files that may define metrics, as globs. */
export const METRIC_FILES = ['**/*.{py,js,cjs,mjs,jsx,ts,cts,mts,tsx,go,java,rb,cs}'] as const

/** Words without one of which no source file defines a metric. */
export const METRIC_HINTS = [
  'counter',
  'gauge',
  'histogram',
  'summary',
  'timer',
  'timed',
  'counted',
  'NewDesc',
  'prometheus_client',
] as const

/** The metrics that a source file defines, from top to bottom; none in a language that we do not read. */
export const metrics: (file: SourceFile) => readonly Metric[] = perFile((file) => {
  const source = mayDefine(file) ? code(file) : undefined
  if (!source) return []
  return LIBRARIES.flatMap((library) => library(source)).toSorted((a, b) => byPosition(a.range, b.range))
})

const LIBRARIES = [pythonMetrics, javascriptMetrics, goMetrics, micrometerMetrics, openTelemetryMetrics, rubyMetrics, csharpMetrics]

/** A cheap look before parsing: the name of a library, or a constructor that only such a library has. */
const mayDefine = mentionsLike(
  /prometheus|prom-client|micrometer|opentelemetry|docstring|create_?(?:observable_?)?(?:up_?down_?)?(?:counter|histogram|gauge)|int64|float64|(?:counter|histogram|gauge)Builder|new\s{1,9}[\w.]{0,80}(?:Counter|Gauge|Histogram|Summary)\b|Opts\{|NewDesc/i,
  'prometheus prom-client micrometer opentelemetry docstring counter gauge histogram summary int64 float64 opts{ newdesc'.split(' '),
)
