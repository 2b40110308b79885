import type { SourceFile } from '#model/snapshot'
import { HOLE } from '../expand.ts'
import { allBlocks, definedText, rangeOf, stringOf, type TerraformBlock, type TerraformValue, terraform, valueAt } from '../terraform.ts'
import { readEvents } from '../yaml/events.ts'
import { plainSource } from '../yaml/source.ts'
import type { YamlNode } from '../yaml.ts'
import type { Label, Query, Rule } from './rule.ts'

/**
 * The rules of a Terraform file: resources that watch, what modules are given as a query, rules as objects (in manifests, locals,
 * arguments and variables), and YAML in heredocs, which `below` reads.
 */
export function terraformRules(file: SourceFile, below: (document: YamlNode) => Iterable<Rule>): readonly Rule[] {
  const { attributes, blocks } = terraform(file)
  const loose = [...attributes].flatMap(([name, value]) => writtenIn(valuesBelow(name, value), below))
  const inBlocks = blocks.flatMap((block) => {
    const [type = ''] = block.labels
    if (type.includes('dashboard')) return []
    const rules = writtenIn(valuesIn(block), below)
    return rules.length > 0 || !(block.type === 'module' || WATCHES.test(type)) ? rules : watching(block)
  })
  return [...loose, ...inBlocks]
}

function writtenIn(values: Iterable<readonly [string, TerraformValue]>, below: (document: YamlNode) => Iterable<Rule>): readonly Rule[] {
  return [...values].flatMap(([, value]) => [...objectRule(value), ...documentsIn(value).flatMap((document) => [...below(document)])])
}

const WATCHES = /alert|alarm|rule_group|_(?:monitor|monitor_json|detector|slo|service_level_objective)$/

/** A group has a block for each rule, everything else is one alert. */
function watching(resource: TerraformBlock): readonly Rule[] {
  const rules = resource.blocks.filter(({ type }) => type === 'rule')
  return (rules.length > 0 ? rules : [resource]).flatMap((block) => {
    const queries = [...valuesIn(block)].flatMap(([key, value]) =>
      PROMQL.has(key) ? queryOf(value, true) : QUERIES.has(key) ? queryOf(value, resource.type === 'module') : [],
    )
    const title = ['record', 'alert', 'name', 'alarm_name', 'display_name']
      .map((key) => block.attributes.get(key))
      .find((value) => value?.kind === 'string')
    if (queries.length === 0) return []
    return [
      {
        kind: block.attributes.has('record') ? 'recording' : 'alert',
        system: 'terraform',
        name: title ? textOf(title) : (resource.labels.at(-1) ?? ''),
        queries,
        labels: labelsOf(block.attributes.get('labels')),
        annotations: labelsOf(block.attributes.get('annotations')),
        for: stringOf(block.attributes.get('for')),
        range: rangeOf(title ?? block),
      },
    ]
  })
}

/** A rule as an object of HCL: of Prometheus, or of whatever a module makes of it. Targets of a panel have none of these keys. */
function objectRule(value: TerraformValue): readonly Rule[] {
  const name = ['alert', 'record', 'name', 'title', 'summary', 'severity', 'for'].flatMap((key) => valueAt(value, key) ?? [])[0]
  const queries = [...PROMQL, 'query'].flatMap((key) => queryOf(valueAt(value, key), true))
  if (!name || queries.length === 0) return []
  return [
    {
      kind: valueAt(value, 'record') ? 'recording' : 'alert',
      system: 'terraform',
      name: textOf(name),
      queries,
      labels: labelsOf(valueAt(value, 'labels')),
      annotations: labelsOf(valueAt(value, 'annotations')),
      for: stringOf(valueAt(value, 'for')),
      range: rangeOf(name),
    },
  ]
}

const PROMQL = new Set(['expr', 'expression', 'promql'])
const QUERIES = new Set([
  'query',
  'filter',
  'metric',
  'metric_name',
  'model',
  'program_text',
  'condition',
  'numerator',
  'denominator',
  'monitor',
])

function queryOf(value: TerraformValue | undefined, promql: boolean): readonly Query[] {
  return value?.kind === 'string' ? [{ text: textOf(value), promql, range: rangeOf(value) }] : []
}

/** What only Terraform knows is a variable of the expression. */
function textOf(value: TerraformValue): string {
  return (stringOf(value, definedText(value.file)) ?? '').replaceAll(HOLE, '${unknown}')
}

function labelsOf(value: TerraformValue | undefined): readonly Label[] {
  if (value?.kind !== 'object') return []
  return value.entries.map((entry) => {
    const text = textOf(entry.value)
    return { name: entry.key, value: text, range: rangeOf(entry.value), templated: text.includes('${') }
  })
}

function documentsIn(value: TerraformValue): readonly YamlNode[] {
  const [only, ...others] = value.kind === 'string' ? value.parts : []
  if (value.kind !== 'string' || typeof only !== 'string' || others.length > 0 || !only.includes('\n') || !only.includes('expr:')) return []
  try {
    return readEvents(plainSource(value.file, value.file.text.slice(value.start, value.end), value.start))
  } catch {
    return []
  }
}

/** Every value in a block with the name that it stands under, those in objects, lists and calls among them. */
function* valuesIn(block: TerraformBlock): Iterable<readonly [string, TerraformValue]> {
  for (const { attributes } of allBlocks(block)) for (const [name, value] of attributes) yield* valuesBelow(name, value)
}

function* valuesBelow(name: string, value: TerraformValue): Iterable<readonly [string, TerraformValue]> {
  yield [name, value]
  if (value.kind === 'object') for (const entry of value.entries) yield* valuesBelow(entry.key, entry.value)
  if (value.kind === 'list') for (const item of value.items) yield* valuesBelow(name, item)
  if (value.kind === 'call') for (const argument of value.arguments) yield* valuesBelow(name, argument)
}
