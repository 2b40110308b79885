import { beforeAll, describe, expect, test } from 'vitest'
import { prepare } from '#formats/prepare'
import { csharp, go, java, javascript, python, ruby, typescript } from '#model/example'
import { type Metric, metrics } from '../../../../checks/observability/alert-rules/metrics.ts'
import { unmark } from '../../../support/marked.ts'

const PATHS = ['a.py', 'a.js', 'a.ts', 'a.go', 'A.java', 'a.rb', 'A.cs']

beforeAll(() => prepare(PATHS))

/** The metrics, once it is sure that each stands at a «mark». */
function metricsOf(path: string, marked: string): readonly Metric[] {
  const { text, spans } = unmark(marked)
  const found = metrics({ path, text })
  expect(found.map(({ range }) => range)).toEqual(spans)
  return found
}

function names(path: string, marked: string) {
  return metricsOf(path, marked).map(({ kind, name }) => `${kind} ${name}`)
}

describe('prometheus_client', () => {
  test('exposes namespace, subsystem, unit, and _total for counters', () => {
    const found = metricsOf(
      'app/metrics.py',
      python`
        from prometheus_client import Counter, Gauge, Histogram, Summary, Info, Enum

        FAILED = Counter(«"payments_failed"», "Failed payments.", ["reason"], namespace="shop", subsystem="core")
        LOGINS = Counter(«"logins_total"», "Logins.")
        DRIFT = Gauge(«"reconcile_drift"», "Drift.", unit="santim")
        LATENCY = Histogram(«"request_latency_seconds"», "Latency.", labelnames=("route", "method"))
        SIZE = Summary(name=«"payload_bytes"», documentation="Size.")
        BUILD = Info(«"build"», "Build.")
        STATE = Enum(«"breaker_state"», "State.", states=["open", "closed"])
      `,
    )
    expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'counter shop_core_payments_failed_total',
      'counter logins_total',
      'gauge reconcile_drift_santim',
      'histogram request_latency_seconds',
      'summary payload_bytes',
      'info build_info',
      'state breaker_state',
    ])
    expect(found[0]).toMatchObject({ library: 'prometheus', help: 'Failed payments.', labels: ['reason'], variable: 'FAILED' })
    expect(found[3]).toMatchObject({ labels: ['route', 'method'] })
    expect(found[3]!.series).toEqual(expect.arrayContaining(['request_latency_seconds_bucket', 'request_latency_seconds_count']))
    expect(found[0]!.series).not.toContain('shop_core_payments_failed')
  })

  test('knows the names that it goes by in a file, and no other Counter', () => {
    expect(
      names(
        'a.py',
        python`
          import prometheus_client
          import prometheus_client as prom
          from prometheus_client import Counter as PromCounter
          from prometheus_client.core import GaugeMetricFamily
          from collections import Counter

          words = Counter("text")
          a = prometheus_client.Counter(«"a"», "A")
          b = prom.Gauge(«"b"», "B")
          c = PromCounter(«"c"», "C")

          def collect(self):
              yield GaugeMetricFamily(«"queue_depth"», "Depth", labels=["queue"])
        `,
      ),
    ).toEqual(['counter a_total', 'gauge b', 'counter c_total', 'gauge queue_depth'])
    expect(names('b.py', 'from collections import Counter\n\nprometheus = Counter("text")\n')).toEqual([])
  })

  test('follows constants of the file and leaves the rest open', () => {
    expect(
      names(
        'a.py',
        python`
          from prometheus_client import Counter
          from .settings import SERVICE

          PREFIX = "ledger"
          a = Counter(«f"{PREFIX}_rpc_failed"», "A")
          b = Counter(«PREFIX + "_rpc_retried_total"», "B")
          c = Counter(«f"{SERVICE}_rpc_failed_total"», "C")
          d = Counter(«"%s_jobs_failed" % SERVICE», "D")

          def make(name):
              return Counter(«name», "E")
        `,
      ),
    ).toEqual([
      'counter ledger_rpc_failed_total',
      'counter ledger_rpc_retried_total',
      'counter *_rpc_failed_total',
      'counter *_jobs_failed_total',
      'counter *_total',
    ])
  })
})

describe('prom-client', () => {
  test('exposes names as written', () => {
    const found = metricsOf(
      'src/metrics.ts',
      typescript`
        import client, { Counter } from 'prom-client'

        export const failed = new Counter({ name: «'payments_failed'», help: 'Failed payments.', labelNames: ['reason'] as const })
        export const latency = new client.Histogram({ name: «'http_request_duration_seconds'», help: 'Latency.', buckets: [0.1, 1] })
      `,
    )
    expect(found.map(({ series }) => series)).toEqual([
      ['payments_failed'],
      [
        'http_request_duration_seconds',
        'http_request_duration_seconds_bucket',
        'http_request_duration_seconds_sum',
        'http_request_duration_seconds_count',
      ],
    ])
    expect(found[0]).toMatchObject({ kind: 'counter', help: 'Failed payments.', labels: ['reason'], variable: 'failed' })
  })

  test('knows require, the older constructor, NestJS providers, and a client that came from elsewhere', () => {
    expect(
      names(
        'metrics.js',
        javascript`
          const prom = require('prom-client')
          const lag = new prom.Gauge(«'consumer_lag'», 'Lag', ['topic'])
        `,
      ),
    ).toEqual(['gauge consumer_lag'])
    expect(
      names(
        'orders.module.ts',
        typescript`
          import { makeCounterProvider } from '@willsoto/nestjs-prometheus'

          @Module({ providers: [makeCounterProvider({ name: «'orders_failed_total'», help: 'Failed orders.' })] })
          export class OrdersModule {}
        `,
      ),
    ).toEqual(['counter orders_failed_total'])
    expect(
      names(
        'worker.ts',
        typescript`
          import { metrics } from './metrics'

          class Worker {
            private readonly depth = new metrics.Gauge<'queue'>({ name: «'queue_depth'», help: 'Depth.' })
            private readonly retried = this.meter.createCounter<Attributes>(«\`\${prefix}\${kind}.retried\`»)
          }
          const other = new Counter({ name: 'visits' })
        `,
      ),
    ).toEqual(['gauge queue_depth', 'counter *_retried_total'])
  })
})

describe('client_golang', () => {
  test('joins namespace, subsystem and name, wherever the options stand', () => {
    const found = metricsOf(
      'metrics.go',
      go`
        package metrics

        import (
          "github.com/prometheus/client_golang/prometheus"
          "github.com/prometheus/client_golang/prometheus/promauto"
        )

        const namespace = "ledger"

        var failures = promauto.NewCounterVec(prometheus.CounterOpts{
          Namespace: namespace,
          Subsystem: "rpc",
          Name:      «"failures_total"»,
          Help:      "Failed calls.",
        }, []string{"method"})

        func New(reg prometheus.Registerer) *Metrics {
          return &Metrics{
            latency: promauto.With(reg).NewHistogram(prometheus.HistogramOpts{Name: «"rpc_duration_seconds"», Help: "Duration."}),
          }
        }

        var opts = prometheus.GaugeOpts{Namespace: elsewhere, Name: «"queue_depth"»}
        var drift = prometheus.NewDesc(«prometheus.BuildFQName(namespace, "", "drift_santim")», "Drift.", []string{"account"}, nil)
      `,
    )
    expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'counter ledger_rpc_failures_total',
      'histogram rpc_duration_seconds',
      'gauge *_queue_depth',
      'gauge ledger_drift_santim',
    ])
    expect(found[0]).toMatchObject({ help: 'Failed calls.', labels: ['method'], variable: 'failures' })
    expect(found[1]).toMatchObject({ variable: 'latency' })
    expect(found[3]).toMatchObject({ labels: ['account'], variable: 'drift' })
  })

  test('sees no metric in the options of anything else', () => {
    expect(names('a.go', 'package a\n\nvar metrics = cache.Opts{Name: "users", Size: 5}\n')).toEqual([])
  })
})

describe('Micrometer', () => {
  test('follows the naming convention for Prometheus', () => {
    const found = metricsOf(
      'OrderMetrics.java',
      java`
        import io.micrometer.core.annotation.Timed;
        import io.micrometer.core.instrument.*;

        class OrderMetrics {
          private final Counter failed;

          OrderMetrics(MeterRegistry registry, Queue<Order> queue) {
            failed = Counter.builder(«"orders.failed"»).description("Failed orders.").tag("region", "et").register(registry);
            registry.timer(«"orders.checkout"»);
            Gauge.builder(«"orders.queue-depth"», queue, Queue::size).register(registry);
            DistributionSummary.builder(«"orders.payload"»).baseUnit("bytes").register(registry);
          }

          @Timed(«"orders.submit"»)
          void submit() {}
        }
      `,
    )
    expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'counter orders_failed_total',
      'timer orders_checkout_seconds',
      'gauge orders_queue_depth',
      'histogram orders_payload_bytes',
      'timer orders_submit_seconds',
    ])
    expect(found[0]).toMatchObject({ library: 'micrometer', help: 'Failed orders.', variable: 'failed' })
    expect(found[1]!.series).toContain('orders_checkout_seconds_max')
  })

  test('needs its import', () => {
    expect(names('A.java', 'class A { void metric() { registry.counter("a.b"); Counter.builder("c.d"); } }\n')).toEqual([])
  })
})

describe('OpenTelemetry', () => {
  test.each([
    [
      'a.py',
      python`
        meter = metrics.get_meter("shop")
        failed = meter.create_counter(«"orders.failed"», unit="{order}", description="Failed orders.")
        latency = meter.create_histogram(name=«"checkout.duration"», unit="s")
        depth = meter.create_observable_gauge(«"queue.depth"», [observe], "By")
      `,
    ],
    [
      'a.ts',
      typescript`
        const meter = metrics.getMeter('shop')
        const failed = meter.createCounter(«'orders.failed'», { unit: '{order}', description: 'Failed orders.' })
        const latency = meter.createHistogram(«'checkout.duration'», { unit: 's' })
        const depth = meter.createObservableGauge(«'queue.depth'», { unit: 'By' })
      `,
    ],
    [
      'a.go',
      go`
        package a

        import "go.opentelemetry.io/otel/metric"

        func setup(meter metric.Meter) {
          failed, err := meter.Int64Counter(«"orders.failed"», metric.WithUnit("{order}"), metric.WithDescription("Failed orders."))
          latency, err := meter.Float64Histogram(«"checkout.duration"», metric.WithUnit("s"))
          depth, err := meter.Int64ObservableGauge(«"queue.depth"», metric.WithUnit("By"))
        }
      `,
    ],
    [
      'A.java',
      java`
        class A {
          void setup(Meter meter) {
            var failed = meter.counterBuilder(«"orders.failed"»).setUnit("{order}").setDescription("Failed orders.").build();
            var latency = meter.histogramBuilder(«"checkout.duration"»).setUnit("s").build();
            var depth = meter.gaugeBuilder(«"queue.depth"»).setUnit("By").buildWithCallback(observe);
          }
        }
      `,
    ],
  ])('exposes what Prometheus makes of it: %s', (path, marked) => {
    const found = metricsOf(path, marked)
    expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'counter orders_failed_total',
      'histogram checkout_duration_seconds',
      'gauge queue_depth_bytes',
    ])
    expect(found[0]).toMatchObject({ library: 'opentelemetry', help: 'Failed orders.', variable: 'failed' })
    expect(found[0]!.series).toEqual(expect.arrayContaining(['orders.failed', 'orders_failed']))
    expect(found[1]!.series).toContain('checkout_duration_seconds_bucket')
  })
})

test('Ruby and .NET expose names as written', () => {
  expect(
    names(
      'app/metrics.rb',
      ruby`
        require 'prometheus/client'

        FAILED = Prometheus::Client::Counter.new(«:orders_failed_total», docstring: 'Failed orders.', labels: [:reason])
        Prometheus::Client.registry.gauge(«:queue_depth», docstring: 'Depth.')
        bank.counter(:visits)
      `,
    ),
  ).toEqual(['counter orders_failed_total', 'gauge queue_depth'])
  expect(
    names(
      'OrderMetrics.cs',
      csharp`
        using Prometheus;

        class OrderMetrics
        {
            static readonly Counter Failed = Metrics.CreateCounter(«"orders_failed_total"», "Failed orders.");
            readonly Counter<long> retried = meter.CreateCounter<long>(«"orders.retried"», unit: "{order}");
        }
      `,
    ),
  ).toEqual(['counter orders_failed_total', 'counter orders_retried_total'])
})

test('other files define none', () => {
  expect(metrics({ path: 'README.md', text: 'prometheus Counter("a")' })).toEqual([])
  expect(metrics({ path: 'broken.py', text: 'from prometheus_client import Counter\nx = Counter(' })).toEqual([])
})
