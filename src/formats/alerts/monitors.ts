import { at, items, rangeOf, scalar, text, walk, type YamlMap, type YamlNode } from '../yaml.ts'
import { queryAt } from './nodes.ts'
import type { Query, Rule, System } from './rule.ts'

/** A monitor of Datadog: an export of its API, or the spec of a DatadogMonitor. */
export function datadogMonitor(map: YamlMap): readonly Rule[] {
  const type = text(at(map, 'type'))
  if (!type || !/ alert$|^service check$|^composite$/.test(type)) return []
  return watching(map, 'datadog', at(map, 'name'), queryAt(at(map, 'query'), false))
}

/** An alarm of CloudFormation and of the Serverless Framework. */
export function cloudFormationAlarm(map: YamlMap): readonly Rule[] {
  if (text(at(map, 'Type')) !== 'AWS::CloudWatch::Alarm') return []
  const properties = at(map, 'Properties')
  const metrics = items(at(properties, 'Metrics')).flatMap((metric) => [
    ...queryAt(at(metric, 'Expression'), false),
    ...queryAt(at(metric, 'MetricStat', 'Metric', 'MetricName'), false),
  ])
  return watching(map, 'cloudwatch', at(properties, 'AlarmName') ?? at(map, 'Type'), [
    ...queryAt(at(properties, 'MetricName'), false),
    ...metrics,
  ])
}

/** An objective of Sloth or Pyrra: the tool makes burn-rate alerts of it. */
export function objectiveAlert(map: YamlMap): readonly Rule[] {
  const isPyrra = text(at(map, 'kind')) === 'ServiceLevelObjective' && text(at(map, 'apiVersion'))?.startsWith('pyrra.dev/')
  const indicator = isPyrra ? at(map, 'spec', 'indicator') : at(map, 'alerting') && at(map, 'sli')
  if (!indicator) return []
  const queries = [...walk(indicator)].flatMap((node) => queryAt(node))
  return watching(map, 'slo', at(map, 'metadata', 'name') ?? at(map, 'alerting', 'name') ?? at(map, 'name'), queries)
}

function watching(map: YamlMap, system: System, title: YamlNode | undefined, queries: readonly Query[]): readonly Rule[] {
  const name = scalar(title)
  if (queries.length === 0) return []
  return [{ kind: 'alert', system, name: name?.text ?? '', queries, labels: [], annotations: [], range: rangeOf(name ?? map) }]
}
