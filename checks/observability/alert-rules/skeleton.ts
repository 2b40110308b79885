import { tellsOf } from './meaning.ts'
import type { Metric } from './metric.ts'

/**
 * A Prometheus rule for a metric, on one line, as a start. A counter whose name has one of the words should stand still,
 * any other should move.
 */
export function alertSkeleton(metric: Pick<Metric, 'name' | 'kind'>, trouble: readonly string[]): string {
  const words = metric.name.split(/[^a-zA-Z0-9]+/).filter((word) => word && word !== 'total')
  const alert = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')
  return `- { alert: ${alert}, expr: '${expressionOf(metric, tellsOf(metric.name, trouble))}', for: 10m, labels: { severity: page } }`
}

function expressionOf({ name, kind }: Pick<Metric, 'name' | 'kind'>, isTrouble: boolean): string {
  switch (kind) {
    case 'counter':
      return isTrouble ? `increase(${selector(name)}[15m]) > 0` : `increase(${selector(name)}[1h]) == 0`
    case 'histogram':
      return `histogram_quantile(0.99, sum by (le) (rate(${selector(`${name}_bucket`)}[5m]))) > 1`
    case 'timer':
      return `${selector(`${name}_max`)} > 1`
    case 'summary':
      return `rate(${selector(`${name}_sum`)}[5m]) / rate(${selector(`${name}_count`)}[5m]) > 1`
    default:
      return /drift/i.test(name) ? `${selector(name)} != 0` : `${selector(name)} > ${/lag|depth/i.test(name) ? 1000 : 0}`
  }
}

function selector(name: string): string {
  return name.includes('*') ? `{__name__=~"${name.replaceAll('*', '.+')}"}` : name
}
