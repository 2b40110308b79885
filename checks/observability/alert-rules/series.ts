import type { MetricKind } from './metric.ts'

/** The names that a metric has in queries, the one that people know it by first. */
export type Exposition = (name: string, kind: MetricKind, unit?: string) => readonly string[]

/** Go, prom-client, prometheus-net and Ruby: the name is what was written. */
export const asWritten: Exposition = (name, kind) => [name, ...suffixed(name, kind)]

/** prometheus_client for Python: counters always end in `_total`, a unit is appended once. */
export const pythonSeries: Exposition = (name, kind, unit) => {
  const base = kind === 'counter' ? name.replace(/_total$/, '') : name
  const full = withSuffix(base, unit)
  if (kind === 'counter') return [`${full}_total`, `${full}_created`]
  if (kind === 'info') return [`${full}_info`]
  return [full, ...suffixed(full, kind), ...(kind === 'histogram' || kind === 'summary' ? [`${full}_created`] : [])]
}

/** Micrometer's convention for Prometheus: dots become underscores, counters end in `_total`, timers count seconds. */
export const micrometerSeries: Exposition = (name, kind, unit) => {
  const base = name.replaceAll(/[^\w:*]/g, '_')
  if (kind === 'counter') return [withSuffix(withSuffix(base, unit), 'total')]
  if (kind === 'gauge') return [withSuffix(base, unit)]
  const full = withSuffix(base, kind === 'timer' ? 'seconds' : unit)
  return [full, ...['bucket', 'sum', 'count', 'max', 'active_count', 'duration_sum'].map((suffix) => `${full}_${suffix}`)]
}

/** OpenTelemetry as Prometheus stores it. Exporters and settings differ in suffixes and in a prefix, so that each form counts. */
export const openTelemetrySeries: Exposition = (name, kind, unit) => {
  const base = name.replaceAll(/[^\w:*]/g, '_').replaceAll(/_{2,}/g, '_')
  const withUnit = openTelemetryUnit(unit, kind).reduce(withSuffix, base)
  const all = [withUnit, base, name].flatMap((one) =>
    kind === 'counter' ? [withSuffix(one, 'total'), one] : [one, ...suffixed(one, kind)],
  )
  return [...new Set([...all, ...all.filter((one) => one.includes('_')).map((one) => `*_${one}`)])]
}

function suffixed(name: string, kind: MetricKind): readonly string[] {
  if (kind === 'histogram') return [`${name}_bucket`, `${name}_sum`, `${name}_count`]
  return kind === 'summary' ? [`${name}_sum`, `${name}_count`] : []
}

function withSuffix(name: string, suffix: string | undefined): string {
  return !suffix || name.endsWith(`_${suffix}`) ? name : `${name}_${suffix}`
}

/** `By/s` becomes `bytes` and `per_second`; annotations such as `{request}` say nothing. */
function openTelemetryUnit(unit: string | undefined, kind: MetricKind): readonly string[] {
  if (unit === '1') return kind === 'gauge' ? ['ratio'] : []
  const [main = '', per] = (unit ?? '').split('/')
  const suffixes = [
    main.includes('{') ? undefined : (UNITS[main] ?? main),
    per && !per.includes('{') ? `per_${PER[per] ?? per}` : undefined,
  ]
  return suffixes.flatMap((suffix) => (suffix ? [suffix.replaceAll(/\W+/g, '_')] : []))
}

const UNITS: Readonly<Record<string, string>> = {
  d: 'days',
  h: 'hours',
  min: 'minutes',
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  ns: 'nanoseconds',
  By: 'bytes',
  KiBy: 'kibibytes',
  MiBy: 'mebibytes',
  GiBy: 'gibibytes',
  KBy: 'kilobytes',
  MBy: 'megabytes',
  GBy: 'gigabytes',
  m: 'meters',
  V: 'volts',
  A: 'amperes',
  J: 'joules',
  W: 'watts',
  g: 'grams',
  Cel: 'celsius',
  Hz: 'hertz',
  '%': 'percent',
}

const PER: Readonly<Record<string, string>> = { s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week', mo: 'month', y: 'year' }
