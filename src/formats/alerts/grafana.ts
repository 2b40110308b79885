import { at, entries, items, rangeOf, scalar, text, walk, type YamlMap, type YamlNode } from '../yaml.ts'
import { labelsAt, queryAt } from './nodes.ts'
import type { Query, Rule } from './rule.ts'

/** A rule of Grafana's own alerting: provisioning files, exports and the operator's GrafanaAlertRuleGroup. */
export function grafanaRule(map: YamlMap): readonly Rule[] {
  const title = scalar(at(map, 'title'))
  const queries = items(at(map, 'data')).flatMap((step) => modelQueries(at(step, 'model')))
  if (!title?.text || queries.length === 0 || (at(map, 'isPaused')?.kind === 'scalar' && text(at(map, 'isPaused')) === 'true')) return []
  const record = scalar(at(map, 'record', 'metric'))
  return [
    {
      kind: record ? 'recording' : 'alert',
      system: 'grafana',
      name: record?.text ?? title.text,
      queries,
      labels: labelsAt(at(map, 'labels')),
      annotations: labelsAt(at(map, 'annotations')),
      for: text(at(map, 'for')),
      range: rangeOf(record ?? title),
    },
  ]
}

/** The alert of a dashboard's panel, as Grafana had it before version 9. */
export function panelAlert(map: YamlMap): readonly Rule[] {
  const alert = at(map, 'alert')
  const targets = items(at(map, 'targets'))
  if (alert?.kind !== 'map' || !at(alert, 'conditions')) return []
  const asked = new Set(items(at(alert, 'conditions')).map((condition) => text(at(condition, 'query', 'params', 0))))
  const watched = targets.filter((target) => asked.has(text(at(target, 'refId'))))
  const queries = (watched.length > 0 ? watched : targets).flatMap(modelQueries)
  const name = scalar(at(alert, 'name')) ?? scalar(at(map, 'title'))
  if (!name?.text || queries.length === 0) return []
  return [
    {
      kind: 'alert',
      system: 'grafana',
      name: name.text,
      queries,
      labels: [],
      annotations: [],
      for: text(at(alert, 'for')),
      range: rangeOf(name),
    },
  ]
}

/** Words of these keys may name a metric in the languages of other data sources. */
const QUERIES = new Set(['query', 'queryText', 'rawQuery', 'rawSql', 'metric', 'metricName', 'measurement', 'target', 'filter', 'filters'])

/** What a query of a panel or a rule asks its data source. */
export function modelQueries(model: YamlNode | undefined): readonly Query[] {
  const expression = queryAt(at(model, 'expr'))
  if (expression.length > 0) return expression
  return entries(model).flatMap(({ key, value }) => {
    if (!QUERIES.has(key.text)) return []
    return [...walk(value)].flatMap((node) => queryAt(node, false))
  })
}
