import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { mapsOf } from './alerts/documents.ts'
import { perFile } from './per-file.ts'
import { at, entries, entry, items, rangeOf, scalar, text, type YamlMap, type YamlNode } from './yaml.ts'

/** The configuration of a Prometheus server (or agent), also inside a ConfigMap or chart values. */
export interface PrometheusConfig {
  /** Globs of rule files, as written. */
  readonly ruleFiles: readonly Written[]
  /** Where alerts are sent; what discovery finds counts as one. */
  readonly alertmanagers: readonly Written[]
  readonly scrapes: readonly Scrape[]
  readonly range: Range
}

export interface Scrape {
  readonly job: string
  readonly path: string
  readonly targets: readonly Written[]
  /** Targets that discovery finds, or that another file lists: not to be told from here. */
  readonly discovered: boolean
  readonly range: Range
}

export interface Written {
  readonly text: string
  readonly range: Range
}

/** Throws `Unparsable`. */
export const prometheusConfigs: (file: SourceFile) => readonly PrometheusConfig[] = perFile((file) =>
  [...mapsOf(file, ['scrape_configs:', 'rule_files:'])].filter(isConfig).map((map) => ({
    ruleFiles: written(items(at(map, 'rule_files'))),
    alertmanagers: items(at(map, 'alerting', 'alertmanagers')).flatMap(alertmanagersOf),
    scrapes: items(at(map, 'scrape_configs')).map(scrapeOf),
    range: rangeOf(entry(map, 'scrape_configs')?.key ?? entry(map, 'rule_files')?.key ?? map),
  })),
)

/** Promtail's `scrape_configs` read logs. */
function isConfig(map: YamlMap): boolean {
  return (at(map, 'scrape_configs') !== undefined && !at(map, 'clients') && !at(map, 'positions')) || at(map, 'rule_files') !== undefined
}

function alertmanagersOf(node: YamlNode): readonly Written[] {
  const targets = staticTargets(node)
  return targets.length > 0 || !isDiscovered(node) ? targets : [{ text: '', range: rangeOf(node) }]
}

function scrapeOf(node: YamlNode): Scrape {
  const job = scalar(at(node, 'job_name'))
  return {
    job: job?.text ?? '',
    path: text(at(node, 'metrics_path')) ?? '/metrics',
    targets: staticTargets(node),
    discovered: isDiscovered(node),
    range: rangeOf(job ?? node),
  }
}

function staticTargets(node: YamlNode): readonly Written[] {
  return items(at(node, 'static_configs')).flatMap((group) => written(items(at(group, 'targets'))))
}

function isDiscovered(node: YamlNode): boolean {
  return entries(node).some(({ key }) => key.text.endsWith('_sd_configs'))
}

function written(nodes: readonly YamlNode[]): readonly Written[] {
  return nodes.flatMap((node) => {
    const said = text(node)
    return said === undefined ? [] : [{ text: said, range: rangeOf(node) }]
  })
}
