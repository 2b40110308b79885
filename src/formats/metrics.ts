import { byPosition } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { code } from './code/code.ts'
import { csharpMetrics } from './metrics/csharp.ts'
import { goMetrics } from './metrics/go.ts'
import { javascriptMetrics } from './metrics/javascript.ts'
import type { Metric } from './metrics/metric.ts'
import { micrometerMetrics } from './metrics/micrometer.ts'
import { openTelemetryMetrics } from './metrics/opentelemetry.ts'
import { pythonMetrics } from './metrics/python.ts'
import { rubyMetrics } from './metrics/ruby.ts'
import { perFile } from './per-file.ts'

export { measuresRequests, tellsOf } from './metrics/meaning.ts'
export type { Metric, MetricKind } from './metrics/metric.ts'
export { alertSkeleton } from './metrics/skeleton.ts'

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
  const source = DEFINES.test(file.text) ? code(file) : undefined
  if (!source) return []
  return LIBRARIES.flatMap((library) => library(source)).toSorted((a, b) => byPosition(a.range, b.range))
})

const LIBRARIES = [pythonMetrics, javascriptMetrics, goMetrics, micrometerMetrics, openTelemetryMetrics, rubyMetrics, csharpMetrics]

/** A cheap look before parsing: the name of a library, or a constructor that only such a library has. */
const DEFINES =
  /prometheus|prom-client|micrometer|opentelemetry|docstring|create_?(?:observable_?)?(?:up_?down_?)?(?:counter|histogram|gauge)|int64|float64|(?:counter|histogram|gauge)Builder|new\s+[\w.]*(?:Counter|Gauge|Histogram|Summary)\b|Opts\{|NewDesc/i
