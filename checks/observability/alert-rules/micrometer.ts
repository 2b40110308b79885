import type { Call, Code, Value } from '#formats/code/code'
import { argument, chainOf, imports, metricOf } from './definition.ts'
import type { Metric, MetricKind } from './metric.ts'
import { micrometerSeries } from './series.ts'

/** Meters of Micrometer: builders, shortcuts of the registry, and annotations. */
export function micrometerMetrics(code: Code): readonly Metric[] {
  if (code.language !== 'java' || !imports(code, /^io\.micrometer\./)) return []
  const modifiers = modifiersOf(code)
  return [...code.calls.flatMap((call) => metricFrom(code, call, modifiers.get(call) ?? [])), ...annotated(code)]
}

const BUILDERS: Readonly<Record<string, MetricKind>> = {
  Counter: 'counter',
  FunctionCounter: 'counter',
  Gauge: 'gauge',
  MultiGauge: 'gauge',
  TimeGauge: 'timer',
  Timer: 'timer',
  FunctionTimer: 'timer',
  LongTaskTimer: 'timer',
  DistributionSummary: 'histogram',
}

const SHORTCUTS: Readonly<Record<string, MetricKind>> = { counter: 'counter', gauge: 'gauge', timer: 'timer', summary: 'histogram' }

function metricFrom(code: Code, call: Call, modifiers: readonly Call[]): readonly Metric[] {
  const kind = kindOf(call)
  const name = argument(call, '', 0)
  if (!kind || !name) return []
  const modified = (method: string): Value | undefined => modifiers.find((one) => one.method === method)?.args[0]?.value
  const [unit, help] = [modified('baseUnit'), modified('description')]
  return [metricOf(code, { library: 'micrometer', kind, name, unit, help, exposition: micrometerSeries, range: call.range })]
}

function kindOf({ callee, method }: Call): MetricKind | undefined {
  const owner = callee.slice(0, -method.length - 1)
  if (method === 'builder') return BUILDERS[owner.slice(owner.lastIndexOf('.') + 1)]
  return Object.hasOwn(SHORTCUTS, method) && /registry(?:\(\))?$|(?:^|\.)metrics$/i.test(owner) ? SHORTCUTS[method] : undefined
}

/** What is chained behind each builder. */
function modifiersOf(code: Code): ReadonlyMap<Call, readonly Call[]> {
  const found = new Map<Call, Call[]>()
  for (const call of code.calls) {
    const builder = [...chainOf(call)].find(({ method }) => method === 'builder')
    if (builder) found.set(builder, [...(found.get(builder) ?? []), call])
  }
  return found
}

function annotated(code: Code): readonly Metric[] {
  return code.decorators.flatMap(({ name, args, range }) => {
    const value = args.find((one) => one.name === undefined || one.name === 'value')?.value
    if ((name !== 'Timed' && name !== 'Counted') || value?.kind !== 'string') return []
    const kind = name === 'Timed' ? 'timer' : 'counter'
    return [metricOf(code, { library: 'micrometer', kind, name: value, exposition: micrometerSeries, range })]
  })
}
