import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { parser } from '@prometheus-io/lezer-promql'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Database, Store } from '../src/queue/database.ts'
import type { JobQueue } from '../src/queue/job.ts'
import { systemClock } from '../src/server/clock.ts'
import { serve } from '../src/server/http.ts'
import { metricsRoute } from '../src/server/measure.ts'
import { createMeters } from '../src/server/metrics.ts'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

interface AlertRule {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly labels: { readonly severity: string }
  readonly annotations: { readonly summary: string; readonly runbook_url: string }
}

interface Dashboard {
  readonly panels: readonly { readonly id: number; readonly title: string; readonly targets?: readonly { readonly expr: string }[] }[]
}

const page = read('docs/operations.md')
const { groups } = parse(read('ops/alerts.yml')) as { groups: readonly { readonly rules: readonly AlertRule[] }[] }
const alerts = groups.flatMap(({ rules }) => rules)
const dashboard = JSON.parse(read('ops/dashboard.json')) as Dashboard
const panels = dashboard.panels.filter(({ targets }) => targets)
// What Grafana fills in before it asks.
const panelQueries = panels.flatMap(({ targets }) => targets!.map(({ expr }) => expr.replaceAll('$__rate_interval', '5m')))
const queries = [...alerts.map(({ expr }) => expr), ...panelQueries]

/** Series that Prometheus itself adds to every target. */
const OF_PROMETHEUS = ['up']

/** What `/metrics` says of itself, by name. */
let types: ReadonlyMap<string, string>

beforeAll(async () => {
  const text = await exposition()
  types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name!, type!]))
})

describe('the alerts and the dashboard', () => {
  it.each(queries)('ask in valid PromQL: %s', (query) => {
    expect(nodes(query).filter(({ isError }) => isError)).toEqual([])
  })

  it.each(queries)('name only series that are exposed: %s', (query) => {
    const used = selectors(query)
    expect(used).not.toEqual([])
    expect(used.filter(({ metric }) => !exposedSeries().has(metric))).toEqual([])
  })

  it('select only by labels that the metrics have', async () => {
    const labels = await labelsOfMeters()
    const wrong = queries.flatMap(selectors).flatMap(({ metric, matched }) => {
      const known = labels.get(metric.replace(/_(bucket|sum|count)$/, ''))
      return known ? matched.filter((label) => !known.includes(label)).map((label) => `${metric}{${label}}`) : []
    })
    expect(wrong).toEqual([])
  })

  it('rate counters only, and show every metric of ours', () => {
    const rated = queries.flatMap((query) => [...query.matchAll(/(?:rate|increase)\((\w+)/g)].map(([, name]) => name!))
    expect(rated.filter((name) => !/_(total|bucket)$/.test(name))).toEqual([])
    const shown = new Set(panelQueries.flatMap(selectors).map(({ metric }) => metric.replace(/_bucket$/, '')))
    expect(ours().filter((name) => !shown.has(name))).toEqual([])
  })
})

describe('every alert', () => {
  it.each(alerts)('$alert has a severity, a summary and a runbook', ({ alert, labels, annotations }) => {
    expect(['page', 'ticket', 'info']).toContain(labels.severity)
    expect(annotations.summary).toMatch(/^\S.{20,}[^.]$/)
    expect(annotations.runbook_url).toBe(`docs/operations.md#${alert.toLowerCase()}`)
    const section = sectionOf(alert)
    for (const part of ['Symptoms', 'Diagnosis', 'Mitigation']) expect(section).toMatch(new RegExp(`^- \\*\\*${part}:\\*\\* \\S.{20}`, 'm'))
  })

  it('is told once, and every runbook belongs to one', () => {
    const names = alerts.map(({ alert }) => alert)
    expect(new Set(names).size).toBe(names.length)
    const written = [...page.slice(page.indexOf('\n## Runbooks')).matchAll(/^### (\S.*)$/gm)].map(([, title]) => title!)
    expect(written.toSorted()).toEqual(names.toSorted())
  })
})

describe('the scrape example', () => {
  it('loads the rules that are there, under the job that they count on', () => {
    const config = parse(read('ops/prometheus.yml')) as { rule_files: string[]; scrape_configs: { job_name: string }[] }
    expect(readdirSync(new URL('../ops', import.meta.url))).toEqual(expect.arrayContaining(config.rule_files))
    const jobs = new Set(queries.flatMap((query) => [...query.matchAll(/job="([^"]*)"/g)].map(([, job]) => job)))
    expect(config.scrape_configs.map(({ job_name }) => job_name)).toEqual([...jobs])
  })
})

describe('the page', () => {
  it('describes every metric of ours with its type and its labels, and no other', async () => {
    const rows = [...page.matchAll(/^\| `(readiness_\w+)` \| (\w+) \|([^|]*)\|/gm)]
    const described = rows.map(([, name, type, labels]) => [name, type, [...labels!.matchAll(/`(\w+)`/g)].map(([, label]) => label)])
    const labels = await labelsOfMeters()
    const actual = ours().map((name) => [name, types.get(name), labels.get(name)])
    expect(described.toSorted(byFirst)).toEqual(actual)
  })

  it('describes every setting that the program reads, and no other', () => {
    const section = page.slice(page.indexOf('\n## Settings'), page.indexOf('\n## Processes'))
    const described = [...section.matchAll(/^\| `([A-Z][A-Z_]+)` \|/gm)].map(([, name]) => name!)
    const source = read('src/server/config.ts')
    const names = [/\benv\.([A-Z][A-Z_]+)/g, /\bnumber\('([A-Z][A-Z_]+)'/g, /'([A-Z]+(?:_[A-Z]+)+)'/g]
    const actual = new Set(names.flatMap((form) => [...source.matchAll(form)].map(([, name]) => name!)))
    expect(described.toSorted()).toEqual([...actual].toSorted())
  })

  it.each(['docs/operations.md', 'docs/install.md'])('%s links to headings and files that exist', (path) => {
    const text = read(path)
    for (const [, target, anchor] of text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)) {
      const url = new URL(target || path.slice('docs/'.length), new URL(`../${path}`, import.meta.url))
      const linked = readFileSync(url, 'utf8')
      if (anchor) expect(anchorsOf(linked)).toContain(anchor)
    }
  })
})

interface Selector {
  readonly metric: string
  readonly matched: readonly string[]
}

/** Series and the labels by which they are selected, with those by which the query groups left out. */
function selectors(query: string): readonly Selector[] {
  return nodes(query)
    .filter(({ name }) => name === 'VectorSelector')
    .map(({ text }) => {
      const [metric = ''] = /^\w*/.exec(text) ?? []
      return {
        metric,
        matched: [...text.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"/g)].map(([, label]) => label!).filter((label) => label !== 'job'),
      }
    })
}

function nodes(query: string): readonly { readonly name: string; readonly text: string; readonly isError: boolean }[] {
  const found: { name: string; text: string; isError: boolean }[] = []
  parser.parse(query).iterate({
    enter: ({ name, from, to, type }) => void found.push({ name, text: query.slice(from, to), isError: type.isError }),
  })
  return found
}

function exposedSeries(): ReadonlySet<string> {
  const series = [...types].flatMap(([name, type]) => (type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name]))
  return new Set([...series, ...OF_PROMETHEUS])
}

function ours(): readonly string[] {
  return [...types.keys()].filter((name) => name.startsWith('readiness_')).toSorted()
}

/** Labels by metric: of the meters from their registry, of the gauges of the store from what they show. */
async function labelsOfMeters(): Promise<ReadonlyMap<string, readonly string[]>> {
  const meters = Object.values(createMeters()).flatMap((meter) => ('labelNames' in meter ? [meter] : []))
  const labels = new Map(meters.map((meter) => [(meter as unknown as { name: string }).name, meter.labelNames as readonly string[]]))
  const text = await exposition()
  for (const [, name, shown = ''] of text.matchAll(/^(readiness_(?:queue|oldest)_\w+)(?:\{([^}]*)\})? /gm))
    labels.set(
      name!,
      [...shown.matchAll(/(\w+)="/g)].map(([, label]) => label!),
    )
  return labels
}

/** What the server answers to Prometheus, over a store with one job. */
async function exposition(): Promise<string> {
  const meters = createMeters()
  const store: Store = { query: async () => [{ at: 0 }], exclusively: () => Promise.reject(new Error()) }
  const database: Database = { engine: 'sqlite', ...store, hurried: store, close: async () => {} }
  const stats = async () => ({ counts: [{ kind: 'evaluate', state: 'waiting', count: 1 }], oldest: 0 })
  const measured = async () => [await meters.registry.getMetricsAsJSON()]
  const parts = { database, queue: { stats } as unknown as JobQueue, clock: systemClock(), measured }
  const server = serve([metricsRoute(parts)], (error) => expect(error).toBeUndefined())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const scrape = () => fetch(`http://127.0.0.1:${port}/metrics`)
  // Some gauges of the store show what the look-up of the scrape before found.
  await (await scrape()).text()
  const response = await scrape()
  const text = await response.text()
  server.closeAllConnections()
  server.close()
  expect(response.status).toBe(200)
  return text
}

function sectionOf(title: string): string {
  const start = page.indexOf(`\n### ${title}\n`)
  expect(start).toBeGreaterThan(page.indexOf('\n## Runbooks'))
  const end = page.indexOf('\n### ', start + 1)
  return page.slice(start, end === -1 ? undefined : end)
}

/** Anchors as GitHub makes them. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  )
}

function byFirst([a]: readonly unknown[], [b]: readonly unknown[]): number {
  return String(a) < String(b) ? -1 : 1
}
