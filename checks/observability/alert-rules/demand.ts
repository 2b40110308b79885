import { exposures } from '#formats/exposure'
import { lines, rangeInLine } from '#formats/lines'
import { isPreparationPath } from '#formats/preparation'
import { type PrometheusConfig, prometheusConfigs, type Scrape } from '#formats/prometheus-config'
import { hasActions } from '#formats/template'
import { mentions } from '#formats/words'
import type { Observation } from '#model/check'
import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'

/**
 * Libraries and settings that measure the requests of a server by themselves, for Prometheus to read. What only exposes tells of the runtime,
 * and what is pushed elsewhere has its alerts there.
 */
const EXPOSES =
  `prometheus_fastapi_instrumentator starlette_exporter starlette_prometheus prometheus_flask_exporter prom-bundle promster fastify-metrics
  swagger-stats ginprometheus echoprometheus fiberprometheus management.endpoints.web.exposure exposure:`.split(/\s+/)
const mentionsExposure = mentions(EXPOSES)

/** What asks for alerts also where the repository defines no metric of its own: a server of Prometheus, or what it reads. Plain data. */
export interface Demand {
  readonly by: 'scrape' | 'exposure'
  /** The rules stand where nobody can look from here. */
  readonly elsewhere?: string | undefined
  readonly range: Range
}

export const DEMAND_FILES: readonly string[] = ['**/application*.{yml,yaml,properties}']
export const DEMAND_HINTS: readonly string[] = ['scrape_configs', ...EXPOSES]

/** Metrics are scraped from something here, or are here to be scraped. */
export function demand(file: SourceFile): Demand | undefined {
  return scraping(file) ?? exposing(file)
}

/** The metrics that a library counts by itself are metrics, too. */
function exposing(file: SourceFile): Demand | undefined {
  if (!mentionsExposure(file) || !exposures(file).some(({ says }) => says === 'exposed')) return
  const line = lines(file).find(({ text }) => NAMES.test(text) && !/^\s*(?:#|\/\/|\/?\*)/.test(text))
  return line && { by: 'exposure', range: rangeInLine(line, line.text.search(/\S/)) }
}

const NAMES =
  /\bprometheus_(?:fastapi_instrumentator|flask_exporter)|starlette_(?:exporter|prometheus)|prom-bundle|promster|fastify-metrics|swagger-stats|(?:gin|echo|fiber)prometheus|\binclude\b.{0,200}\bprometheus\b/i

/** A configuration of Prometheus that scrapes something else than Prometheus itself. */
function scraping(file: SourceFile): Demand | undefined {
  if (!/\.(?:ya?ml|json)$/.test(file.path) || !file.text.includes('scrape_configs') || isPreparationPath(file.path)) return
  // A collector of OpenTelemetry scrapes by the same words, and hands on what it finds.
  if (/^\s*receivers:/m.test(file.text) || hasActions(file.text)) return
  const config = prometheusConfigs(file).find(({ scrapes }) => scrapes.some(isOfOthers))
  return config && { by: 'scrape', elsewhere: unseenRules(config), range: config.range }
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
export function demanded(path: string, { by, elsewhere, range }: Demand, exists: boolean): Observation {
  const observation = { aspect: 'any', subject: 'alert rules', scope: 'repository', location: { path, range } } as const
  if (exists) return observation
  if (elsewhere) return { ...observation, unknown: `The rules are those of ${elsewhere}, which this repository need not hold.` }
  const what = by === 'scrape' ? 'Prometheus scrapes here' : 'Metrics are exposed here'
  const message = `${what}, and no alert rule stands in this repository: nobody is told when something goes wrong. Begin with this one: \`${DOWN}\`.`
  return { ...observation, problem: { message, rating: 'red' } }
}
