import type { Range } from '#model/location'

/** A metric that source code defines. Plain data. */
export interface Metric {
  readonly library: 'prometheus' | 'micrometer' | 'opentelemetry'
  readonly kind: MetricKind
  /** As alerts call it: with namespace, unit and `_total`. `*` stands for what only the running program knows. */
  readonly name: string
  /** Every name under which its values can be queried; `name` is the first. */
  readonly series: readonly string[]
  readonly help?: string | undefined
  readonly unit?: string | undefined
  /** The names of its labels, where they are written down. */
  readonly labels: readonly string[]
  /** What it is assigned to: `PAYMENTS_FAILED`, `self.drift`, `m.failures`. */
  readonly variable?: string | undefined
  /** Its name. */
  readonly range: Range
}

export type MetricKind = 'counter' | 'gauge' | 'histogram' | 'summary' | 'timer' | 'info' | 'state'
