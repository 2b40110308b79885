import { beforeAll, describe, expect, test } from 'vitest'
import { prepare } from '#formats/prepare'
import type { Observation } from '#model/check'
import { identity } from '#model/finding'
import type { ClassOf } from '#model/path-class'
import check from '../../../checks/observability/alert-rules.ts'

const PARAMS = { important: check.params!.important.default, elsewhere: check.params!.elsewhere.default }
const classOf: ClassOf = (path) => (path.startsWith('tests/') ? 'test' : path.startsWith('examples/') ? 'example' : 'production')

beforeAll(() => prepare(['a.py']))

function observe(files: Readonly<Record<string, string>>, params = PARAMS): readonly Observation[] {
  const facts = Object.entries(files).flatMap(([path, text]) => [...check.collect({ path, text })].map((fact) => ({ path, fact })))
  return [...check.judge(facts, { params, classOf })]
}

function metric(files: Readonly<Record<string, string>>, subject: string, params = PARAMS): Observation | undefined {
  return observe(files, params).find((one) => one.aspect === 'metric' && one.subject === subject)
}

function python(definition: string): string {
  return `from prometheus_client import Counter, Gauge, Info\nfrom .settings import PREFIX\n\n${definition}\n`
}

const DRIFT = python('DRIFT = Gauge("reconcile_drift", "Drift.")')
const ALERT = 'groups: [{ rules: [{ alert: Drift, expr: reconcile_drift != 0 }] }]\n'

describe('a metric', () => {
  test('is the same wherever it is defined, and one when several files define it', () => {
    const identities = (files: Readonly<Record<string, string>>) => observe(files).map((one) => identity('observability/alert-rules', one))
    const before = identities({ 'app/metrics.py': DRIFT })
    expect(identities({ 'lib/deep/metrics.py': `\n\n${DRIFT}` })).toEqual(before)
    expect(identities({ 'a.py': DRIFT, 'app/metrics.py': DRIFT })).toEqual(before)
  })

  test('does not count in tests and examples, or when it only describes', () => {
    expect(observe({ 'tests/test_metrics.py': DRIFT, 'examples/metrics.py': DRIFT })).toEqual([])
    expect(observe({ 'app/metrics.py': python('B = Info("build", "Build.")\nC = Gauge("process_start_errors", "X.")') })).toEqual([])
    expect(observe({ 'ops/alerts.yml': ALERT })).toEqual([])
  })

  test('with a name from the running program is unknown, under the name of its variable', () => {
    const files = { 'app/metrics.py': python('FAILED = Counter(name, "Failed.")'), 'ops/alerts.yml': ALERT }
    expect(observe(files).find(({ unknown }) => unknown)).toMatchObject({ subject: 'FAILED', aspect: 'metric' })
    expect(observe(files).filter(({ problem }) => problem)).toEqual([])
  })

  test('with a prefix from elsewhere is known by the rest', () => {
    const files = { 'app/metrics.py': python('FAILED = Counter(f"{PREFIX}_payments_failed", "Failed.")') }
    expect(metric(files, '*_payments_failed_total')?.problem).toMatchObject({ rating: 'yellow' })
    const alert = 'groups: [{ rules: [{ alert: X, expr: "rate(shop_payments_failed_total[5m]) > 0" }] }]\n'
    expect(metric({ ...files, 'ops/alerts.yml': alert }, '*_payments_failed_total')?.problem).toBeUndefined()
  })

  test('may be watched by an alert of any path class, and in another repository', () => {
    expect(metric({ 'app/metrics.py': DRIFT, 'examples/alerts.yml': ALERT }, 'reconcile_drift')?.problem).toBeUndefined()
    const elsewhere = observe({ 'app/metrics.py': DRIFT }, { ...PARAMS, elsewhere: ['reconcile_*'] })
    expect(elsewhere.filter(({ problem }) => problem)).toEqual([])
  })
})

describe('importance', () => {
  const problemOf = (name: string, params = PARAMS) =>
    metric({ 'app/metrics.py': python(`X = Gauge("${name}", "X.")`), 'ops/alerts.yml': ALERT }, name, params)?.problem

  test.each([
    'payments_failed',
    'api_errors',
    'login_failures_recent',
    'consumer_lag_seconds',
    'queue_depth',
    'outbox_dead_letters',
    'breaker_state',
  ])('%s tells of trouble: annotated, with the severity of the control', (name) => {
    expect(problemOf(name)).toMatchObject({ rating: 'yellow' })
    expect(problemOf(name)).not.toHaveProperty('severity')
    expect(problemOf(name)).not.toHaveProperty('quiet')
  })

  test.each(['trades_flagged', 'failover_targets', 'orders_created', 'mirror_age'])('%s does not: nothing has to read it', (name) => {
    expect(problemOf(name)).toBeUndefined()
  })

  test('is a matter of the policy', () => {
    expect(problemOf('orders_stuck', { ...PARAMS, important: ['stuck'] })).toMatchObject({ rating: 'yellow' })
  })
})

test('says a rule that reads the metric, as a start', () => {
  const message = metric({ 'app/metrics.py': DRIFT }, 'reconcile_drift')?.problem?.message
  expect(message).toContain("- { alert: ReconcileDrift, expr: 'reconcile_drift != 0', for: 10m, labels: { severity: page } }")
})

test('asks once for any rule, at the first metric', () => {
  const asked = observe({ 'app/a.py': DRIFT, 'app/b.py': python('B = Counter("b", "B.")') }).filter(({ aspect }) => aspect === 'any')
  expect(asked).toMatchObject([{ subject: 'alert rules', location: { path: 'app/a.py' }, problem: { rating: 'red' } }])
})

test('asks for outages, errors and latency only where requests are measured', () => {
  const signals = (definition: string) =>
    observe({ 'app/metrics.py': python(definition), 'ops/alerts.yml': ALERT })
      .filter(({ aspect }) => aspect === 'signal')
      .map(({ subject, problem }) => `${subject} ${problem ? 'open' : 'fine'}`)
  expect(signals('B = Counter("orders_created", "B.")')).toEqual([])
  expect(signals('B = Counter("http_requests", "B.")')).toEqual(['availability open', 'errors open'])
})

describe('what asks for rules without a metric of its own', () => {
  const SERVER = "scrape_configs: [{ job_name: shop, static_configs: [{ targets: ['shop:8000'] }] }]\n"

  test('is a server of Prometheus, once, and not where it is for developers or an example', () => {
    const files = {
      'ops/prometheus.yml': SERVER,
      'ops/eu/prometheus.yml': SERVER,
      'examples/prometheus.yml': SERVER,
      'dev/prometheus.yml': SERVER,
    }
    expect(observe(files)).toMatchObject([{ aspect: 'any', location: { path: 'ops/prometheus.yml' }, problem: { rating: 'red' } }])
    expect(observe({ 'examples/prometheus.yml': SERVER, 'scripts/prometheus.yml': SERVER })).toEqual([])
    expect(observe({ 'ops/prometheus.yml': SERVER, 'ops/alerts.yml': ALERT })[0]!.problem).toBeUndefined()
  })

  test('is not to be decided where a pattern finds the rules, and is where a file is named that is not here', () => {
    expect(observe({ 'ops/prometheus.yml': `rule_files: [/etc/rules/*.yml]\n${SERVER}` })).toMatchObject([
      { unknown: 'The rules are those of /etc/rules/*.yml, which this repository need not hold.' },
    ])
    expect(observe({ 'ops/prometheus.yml': `rule_files: [alerts.yml]\n${SERVER}` })).toMatchObject([{ problem: { rating: 'red' } }])
  })

  test('is no collector of OpenTelemetry', () => {
    const collector = `receivers:\n  prometheus:\n    config:\n      ${SERVER}exporters: {}\n`
    expect(observe({ 'otel/collector.yaml': collector })).toEqual([])
  })

  test('is given a rule that says something, also where the name of the first metric is put together', () => {
    const [first] = observe({ 'app/metrics.py': python('def make(name):\n    return Gauge(name, "Made.")') })
    expect(first!.problem!.message).toContain("{ alert: Down, expr: 'up == 0'")
  })

  test('gives way to a metric', () => {
    expect(observe({ 'ops/prometheus.yml': SERVER, 'app/metrics.py': DRIFT })[0]).toMatchObject({ location: { path: 'app/metrics.py' } })
  })
})
