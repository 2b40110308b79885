import { describe, expect, test } from 'vitest'
import { isTelling, nameMatcher, parsePromql } from '#formats/promql'

describe('parsePromql', () => {
  test.each([
    ['up == 0', ['up']],
    [
      'sum by (job, route) (rate(http_requests_total{code=~"5.."}[5m])) / on(job) group_left(team) job:slo:ratio > 0.01',
      ['http_requests_total', 'job:slo:ratio'],
    ],
    ['sum(a_total) by (job) > bool 1 unless on(instance) b_info', ['a_total', 'b_info']],
    ['histogram_quantile(0.99, sum(rate(latency_seconds_bucket[5m])) by (le))', ['latency_seconds_bucket']],
    ['max_over_time((queue_depth offset 5m)[1h:1m]) @ end()', ['queue_depth']],
    ['{__name__="ledger_drift"} != 0', ['ledger_drift']],
    ['{"http.server.errors", route="/"} > 1', ['http.server.errors']],
    ['{__name__=~"failed_total|errors_total"}', ['failed_total', 'errors_total']],
    ['label_replace(x_total, "name", "$1", "job", "(.*)")', ['x_total']],
    ['x_total # y_total', ['x_total']],
    ['vector(1)', []],
  ])('%s', (expression, names) => {
    expect(parsePromql(expression)).toEqual({ names, patterns: [] })
  })

  test('keeps patterns of names as patterns', () => {
    expect(parsePromql('sum({__name__=~"kafka_.+_lag", job!="x"})')).toEqual({ names: [], patterns: ['kafka_.+_lag'] })
    expect(parsePromql('{__name__!~"go_.*"}')).toEqual({ names: [], patterns: [] })
  })

  test.each([
    ['rate(errors_total[$__rate_interval])', ['errors_total']],
    ['rate(errors_total{job=~"$job", env="${env:regex}"}[$interval:$step]) > ${limit}', ['errors_total']],
    ['errors_total offset [[shift]]', ['errors_total']],
    ['increase(errors_total{namespace="{{ .Release.Namespace }}"}[{{ .Values.window }}m]) > {{ .Values.limit }}', ['errors_total']],
  ])('replaces the variables of Grafana and Helm: %s', (expression, names) => {
    expect(parsePromql(expression)).toEqual({ names, patterns: [] })
  })

  test('makes a pattern of a name that a template completes, if the rest tells anything', () => {
    const { names, patterns } = parsePromql('rate({{ .Values.prefix }}_payments_failed_total[5m]) > 0 and ${x}_total and $metric')
    expect(names).toEqual([])
    expect(patterns.map((pattern) => [nameMatcher(pattern)('shop_payments_failed_total'), nameMatcher(pattern)('shop_total')])).toEqual([
      [true, false],
    ])
  })

  test('says that it did not understand, and still names what it recognised', () => {
    expect(parsePromql('rate(foo_total[5m')).toEqual({ names: ['foo_total'], patterns: [], unparsed: 'not valid PromQL' })
    expect(parsePromql('')).toEqual({ names: [], patterns: [], unparsed: 'not valid PromQL' })
    expect(parsePromql('avg(last_5m):avg:system.load{env:prod} > 5').unparsed).toBe('not valid PromQL')
  })

  test('does not parse what is too long', () => {
    expect(parsePromql(`up + ${'{'.repeat(10_000)}`)).toEqual({ names: [], patterns: [], unparsed: 'longer than 10 kB' })
  })
})

describe('nameMatcher', () => {
  test('matches whole names, as Prometheus does', () => {
    expect(nameMatcher('kafka_.+_lag')('kafka_consumer_lag')).toBe(true)
    expect(nameMatcher('kafka_.+_lag')('kafka_consumer_lag_max')).toBe(false)
  })

  test('refuses what RE2 refuses, and never backtracks', () => {
    expect(nameMatcher('(unclosed')('x')).toBe(false)
    expect(nameMatcher('(?=x)x')('x')).toBe(false)
    expect(nameMatcher('(a+)+b')('a'.repeat(5_000))).toBe(false)
  })
})

test('a name is telling when more than its ending is known', () => {
  expect(['orders_total', '*_orders_failed_total', '*_total', '*', '*_seconds_bucket'].map(isTelling)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
