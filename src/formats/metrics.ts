import { byPosition } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { code } from './code/code.ts'
import { goMetrics } from './metrics/go.ts'
import { javascriptMetrics } from './metrics/javascript.ts'
import type { Metric } from './metrics/metric.ts'
import { micrometerMetrics } from './metrics/micrometer.ts'
import { openTelemetryMetrics } from './metrics/opentelemetry.ts'
import { pythonMetrics } from './metrics/python.ts'
import { perFile } from './per-file.ts'

export type { Metric, MetricKind } from './metrics/metric.ts'

/** Words without one of which no source file defines a metric. */
export const METRIC_HINTS = ['counter', 'gauge', 'histogram', 'summary', 'timer', 'timed', 'NewDesc', 'prometheus_client'] as const

/** The metrics that a source file defines, from top to bottom; none in a language that we do not read. */
export const metrics: (file: SourceFile) => readonly Metric[] = perFile((file) => {
  const source = DEFINES.test(file.text) ? code(file) : undefined
  if (!source) return []
  return LIBRARIES.flatMap((library) => library(source)).toSorted((a, b) => byPosition(a.range, b.range))
})

const LIBRARIES = [pythonMetrics, javascriptMetrics, goMetrics, micrometerMetrics, openTelemetryMetrics]

/** A cheap look before parsing. */
const DEFINES = /prom|micrometer|opentelemetry|otel|meter|metric/i
