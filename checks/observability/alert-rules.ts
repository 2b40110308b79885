import { type ReadingRule, RULE_FILES, RULE_HINTS, readings, SIGNALS, type Signal, watchedBy } from '#formats/alerts'
import { isTelling, nameMatcher, patternOf } from '#formats/promql'
import { type Filed, LEVELS, type Observation, type Problem } from '#model/check'
import { repositoryCheck } from '#model/checks'
import type { Location, Range } from '#model/location'
import { DEMAND_FILES, DEMAND_HINTS, type Demand, DOWN, demand, demanded } from './alert-rules/demand.ts'
import { alertSkeleton, METRIC_FILES, METRIC_HINTS, type Metric, measuresRequests, metrics, tellsOf } from './alert-rules/metrics.ts'
import { bad, good } from './alert-rules.examples.ts'

type Fact = { readonly metric: Own; readonly range: Range } | { readonly rule: ReadingRule } | { readonly demand: Demand }
type Own = Pick<Metric, 'name' | 'kind' | 'series' | 'variable'>

interface Params {
  readonly important: readonly string[]
  readonly elsewhere: readonly string[]
}

export default repositoryCheck<Fact, Params>({
  title: 'Metrics have alerts that page someone',
  severity: 'high',
  kind: 'static',
  level: LEVELS.always,
  since: '1.0',
  effort: '1h',
  why: `
    A metric that no alert reads tells of the outage only to those who already know of it. A counter of failures, a drift, a
    lag or an open breaker was added because somebody expected it to go wrong one day: without a rule, customers notice first.`,
  remedy: `
    Add a rule that reads the metric, directly or through a recording rule, to the Prometheus rules (or the Grafana, Datadog
    or CloudWatch alerts) of this repository, such as
    \`- { alert: ReconcileDrift, expr: 'reconcile_drift_santim != 0', for: 10m, labels: { severity: page } }\`.
    Name metrics whose alerts live in another repository in the policy: \`params: { elsewhere: ["payments_*"] }\`.`,
  references: [
    'https://prometheus.io/docs/practices/alerting/',
    'https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/',
    'https://sre.google/sre-book/monitoring-distributed-systems/',
  ],
  files: [...new Set([...METRIC_FILES, ...RULE_FILES, ...DEMAND_FILES])],
  hints: [...METRIC_HINTS, ...RULE_HINTS, ...DEMAND_HINTS],
  also: ['example', 'generated', 'vendored', 'documentation'],
  params: {
    important: {
      kind: 'strings',
      default: ['fail', 'error', 'drift', 'lag', 'dead_letter', 'breaker', 'queue_depth'],
      means:
        'Words that make a metric important when its name has them: it tells of trouble, so that an alert has to read it. Any other may do without one.',
    },
    elsewhere: { kind: 'strings', default: [], means: 'Names of metrics (`*` is anything) whose alerts live in another repository.' },
  },

  *collect(file) {
    for (const { name, kind, series, variable, range } of metrics(file)) yield { metric: { name, kind, series, variable }, range }
    for (const rule of readings(file)) yield { rule }
    const asks = demand(file)
    if (asks) yield { demand: asks }
  },

  *judge(facts, { params, classOf }) {
    const own = facts.flatMap((filed) => (classOf(filed.path) === 'production' ? demanding(filed) : []))
    const rules = facts.flatMap(({ fact }) => ('rule' in fact ? fact.rule : []))
    const exists = params.elsewhere.length > 0 || rules.some(({ kind }) => kind === 'alert')
    const first = own[0]
    if (!first) {
      const [asking] = facts.flatMap(({ path, fact }) =>
        'demand' in fact && classOf(path) === 'production' ? { path, demand: fact.demand } : [],
      )
      if (asking) yield demanded(asking.path, asking.demand, exists)
      return
    }
    yield anyRule(
      first,
      own.find(({ name }) => isTelling(name)),
      exists,
      params.important,
    )
    // Without any rule that is said already.
    if (rules.some(({ kind }) => kind === 'alert')) yield* signals(own, new Set(rules.flatMap((rule) => rule.signals)))
    const watched = watchedBy(rules)
    const elsewhere = params.elsewhere.map((name) => nameMatcher(patternOf(name)))
    for (const metric of distinct(own)) {
      const isWatched = watched(metric.series) || elsewhere.some((matches) => matches(metric.name))
      if (!isTelling(metric.name)) yield nameless(metric)
      else if (isWatched || tellsOf(metric.name, params.important)) yield named(metric, isWatched, params.important)
    }
  },

  examples: { bad, good },
})

interface Located extends Own {
  readonly location: Location
}

/** Metrics that someone should watch: not those that only describe, nor those of the runtime. */
function demanding({ path, fact }: Filed<Fact>): readonly Located[] {
  if (!('metric' in fact) || fact.metric.kind === 'info' || RUNTIME.test(fact.metric.name)) return []
  return [{ ...fact.metric, location: { path, range: fact.range } }]
}

const RUNTIME = /^\*?(?:go|process|python|jvm|nodejs)_|_info$/

/** A metric that several files define is one metric, at its first place. */
function distinct(own: readonly Located[]): readonly Located[] {
  const byName = Map.groupBy(own, ({ name, variable, location }) => (isTelling(name) ? name : `${location.path} ${variable} ${name}`))
  return [...byName.values()].map((same) => ({ ...same[0]!, series: [...new Set(same.flatMap(({ series }) => series))] }))
}

function anyRule(first: Located, telling: Located | undefined, exists: boolean, words: readonly string[]): Observation {
  const message = `No alert rule stands in this repository: nobody is told when a metric goes wrong. Begin with this one: \`${telling ? alertSkeleton(telling, words) : DOWN}\`.`
  const problem: Problem | undefined = exists ? undefined : { message, rating: 'red' }
  return { aspect: 'any', subject: 'alert rules', scope: 'repository', location: first.location, problem }
}

/** Where requests are measured, someone has to hear of outages, errors and slowness. */
function* signals(own: readonly Located[], watched: ReadonlySet<Signal>): Iterable<Observation> {
  for (const signal of SIGNALS) {
    const metric = own.find(
      ({ name, kind }) => measuresRequests(name) && (signal !== 'latency' || /^(?:histogram|summary|timer)$/.test(kind)),
    )
    if (!metric) continue
    const message = `\`${metric.name}\` measures requests, but no alert tells ${TELLS[signal]}.`
    const problem: Problem | undefined = watched.has(signal) ? undefined : { message, rating: 'yellow', severity: 'medium', quiet: true }
    yield { aspect: 'signal', subject: signal, scope: 'repository', location: metric.location, problem }
  }
}

const TELLS: Readonly<Record<Signal, string>> = {
  availability: 'when nothing answers them any more',
  errors: 'when they fail',
  latency: 'when they become slow',
}

function named(metric: Located, isWatched: boolean, words: readonly string[]): Observation {
  const problem = isWatched ? undefined : unwatched(metric, words)
  return { aspect: 'metric', subject: metric.name, scope: 'repository', location: metric.location, problem }
}

function nameless({ name, variable, location }: Located): Observation {
  const unknown = 'Its name is put together by the running program, so no alert can be matched to it.'
  return { aspect: 'metric', subject: variable ?? name, location, unknown }
}

function unwatched(metric: Located, words: readonly string[]): Problem {
  const message = `\`${metric.name}\` tells of trouble, but no alert reads it, directly or through a recording rule. For example: \`${alertSkeleton(metric, words)}\`.`
  return { message, rating: 'yellow' }
}
