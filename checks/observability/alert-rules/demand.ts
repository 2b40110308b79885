import { isPreparationPath } from '#formats/preparation'
import { type PrometheusConfig, prometheusConfigs, type Scrape } from '#formats/prometheus-config'
import { hasActions } from '#formats/template'
import type { Observation } from '#model/check'
import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'

/** A server of Prometheus, which asks for alerts also where the repository defines no metric of its own. Plain data. */
export interface Demand {
  /** The rules stand where nobody can look from here. */
  readonly elsewhere?: string | undefined
  readonly range: Range
}

export const DEMAND_HINTS: readonly string[] = ['scrape_configs']

/** A configuration of Prometheus that scrapes something else than Prometheus itself. */
export function demand(file: SourceFile): Demand | undefined {
  if (!/\.(?:ya?ml|json)$/.test(file.path) || !file.text.includes('scrape_configs') || isPreparationPath(file.path)) return
  // A collector of OpenTelemetry scrapes by the same words, and hands on what it finds.
  if (/^\s*receivers:/m.test(file.text) || hasActions(file.text)) return
  const config = prometheusConfigs(file).find(({ scrapes }) => scrapes.some(isOfOthers))
  return config && { elsewhere: unseenRules(config), range: config.range }
}

function isOfOthers({ targets, discovered }: Scrape): boolean {
  return discovered || targets.some(({ text }) => !/^(?:localhost|127\.0\.0\.1|prometheus):9090$/.test(text))
}

/** A pattern may find files that something else puts there; a file that is named should be here. */
function unseenRules({ ruleFiles }: PrometheusConfig): string | undefined {
  return ruleFiles.find(({ text }) => /[*?[{$]/.test(text))?.text.slice(0, 100)
}

/** The rule that every server of Prometheus can begin with. */
export const DOWN = "- { alert: Down, expr: 'up == 0', for: 5m, labels: { severity: page } }"

/** Rules that stand nowhere, where something asks for them. */
export function demanded(path: string, { elsewhere, range }: Demand, exists: boolean): Observation {
  const observation = { aspect: 'any', subject: 'alert rules', scope: 'repository', location: { path, range } } as const
  if (exists) return observation
  if (elsewhere) return { ...observation, unknown: `The rules are those of ${elsewhere}, which this repository need not hold.` }
  const message = `Prometheus scrapes here, and no alert rule stands in this repository: nobody is told when something goes wrong. Begin with this one: \`${DOWN}\`.`
  return { ...observation, problem: { message, rating: 'red' } }
}
