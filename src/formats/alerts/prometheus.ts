import { at, rangeOf, scalar, text, type YamlMap } from '../yaml.ts'
import { labelsAt, queryAt } from './nodes.ts'
import type { Rule } from './rule.ts'

/**
 * A rule of Prometheus, and of everything that speaks its format: PrometheusRule, VMRule, Mimir, Thanos, Loki's ruler,
 * chart values, Azure's rule groups. Known by its shape, because it stands in many places.
 */
export function prometheusRule(map: YamlMap): readonly Rule[] {
  const queries = queryAt(at(map, 'expr') ?? at(map, 'expression'))
  const name = scalar(at(map, 'alert')) ?? scalar(at(map, 'record'))
  if (queries.length === 0 || !name?.text) return []
  return [
    {
      kind: at(map, 'alert') ? 'alert' : 'recording',
      system: 'prometheus',
      name: name.text,
      queries,
      labels: labelsAt(at(map, 'labels')),
      annotations: labelsAt(at(map, 'annotations')),
      for: text(at(map, 'for')),
      range: rangeOf(name),
    },
  ]
}
