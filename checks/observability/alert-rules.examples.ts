import type { Examples } from '#model/check'
import { go, java, javascript, python, text, typescript, yaml } from '#model/example'

export const bad: Examples['bad'] = {
  'a counter of failures and a drift, and no rule at all': {
    'app/metrics.py': python`
      from prometheus_client import Counter, Gauge, Info

      PAYMENTS_FAILED = Counter(««"payments_failed"»», "Payments that failed.", ["reason"], namespace="shop")
      RECONCILE_DRIFT = Gauge(«"reconcile_drift_santim"», "Difference between ledger and bank.")
      BUILD = Info("build", "What is running.")
    `,
    'infra/prometheus.yml': yaml`
      scrape_configs:
        - job_name: shop
          static_configs: [{ targets: ['shop:8000'] }]
    `,
  },
  'an alert on a name that this library does not expose': {
    'src/metrics.ts': typescript`
      import { Counter } from 'prom-client'

      export const created = new Counter({ name: 'payments_created', help: 'Payments.' })
      export const failed = new Counter({ name: «'payments_failed'», help: 'Failed payments.' })
    `,
    'ops/alerts.yml': yaml`
      groups:
        - name: payments
          rules:
            - alert: PaymentsFailing
              expr: rate(payments_failed_total[5m]) > 0.1
              for: 10m
    `,
  },
  'a recording rule that no alert reads': {
    'internal/outbox/metrics.go': go`
      package outbox

      import (
      	"github.com/prometheus/client_golang/prometheus"
      	"github.com/prometheus/client_golang/prometheus/promauto"
      )

      const namespace = "ledger"

      var deadLetters = promauto.NewCounterVec(prometheus.CounterOpts{
      	Namespace: namespace,
      	Subsystem: "outbox",
      	Name:      «"dead_letter_total"»,
      	Help:      "Events that were given up.",
      }, []string{"topic"})
    `,
    'ops/rules.yml': yaml`
      groups:
        - name: outbox
          rules:
            - record: outbox:dead_letters:rate5m
              expr: sum(rate(ledger_outbox_dead_letter_total[5m]))
            - alert: LedgerDown
              expr: up{job="ledger"} == 0
              for: 2m
    `,
  },
  'requests are measured, and only their errors are watched': {
    'src/main/java/shop/OrderMetrics.java': java`
      package shop;

      import io.micrometer.core.instrument.*;

      class OrderMetrics {
        OrderMetrics(MeterRegistry registry, Queue<Order> queue) {
          Counter.builder(«"http.requests"»).tag("app", "orders").register(registry);
          Timer.builder(«"http.request.duration"»).publishPercentileHistogram().register(registry);
          Gauge.builder(«"orders.queue.depth"», queue, Queue::size).register(registry);
        }
      }
    `,
    'grafana/alerting/orders.yaml': yaml`
      apiVersion: 1
      groups:
        - name: orders
          folder: shop
          rules:
            - title: Orders answer with errors
              condition: A
              data:
                - refId: A
                  model: { expr: 'sum(rate(http_requests_total{status=~"5.."}[5m])) > 1' }
    `,
  },
  'a server of Prometheus, and no rule for it': {
    'monitoring/prometheus.yml': yaml`
      global:
        scrape_interval: 15s

      # rule_files:
      #   - "first_rules.yml"

      «scrape_configs»:
        - job_name: prometheus
          static_configs: [{ targets: ['localhost:9090'] }]
        - job_name: shop
          static_configs: [{ targets: ['shop:8000'] }]
    `,
  },
  'metrics that a library counts, which nobody is told of': {
    'app/main.py': python`
      from fastapi import FastAPI
      «from prometheus_fastapi_instrumentator import Instrumentator»

      app = FastAPI()
      Instrumentator().instrument(app).expose(app)
    `,
  },
  'metrics of Spring, which nobody is told of': {
    'src/main/resources/application.properties': text`
      spring.application.name=orders
      # for Prometheus
      «management.endpoints.web.exposure.include=health,prometheus»
    `,
  },
}

export const good: Examples['good'] = {
  'an alert reads the gauge, another the histogram': {
    'app/metrics.py': python`
      from prometheus_client import Gauge, Histogram

      RECONCILE_DRIFT = Gauge("reconcile_drift", "Difference between ledger and bank.", unit="santim")
      MATCHING = Histogram("matching_duration_seconds", "How long matching takes.")
    `,
    'infra/prometheus/alerts.yml': yaml`
      groups:
        - name: reconciliation
          rules:
            - alert: ReconcileDrift
              expr: reconcile_drift_santim != 0
              for: 10m
              labels: { severity: page }
            - alert: MatchingSlow
              expr: histogram_quantile(0.99, sum by (le) (rate(matching_duration_seconds_bucket[5m]))) > 30
              for: 10m
              labels: { severity: page }
    `,
  },
  'through a recording rule, in a chart of its own': {
    'internal/metrics/metrics.go': go`
      package metrics

      import "github.com/prometheus/client_golang/prometheus"

      var breaker = prometheus.NewGaugeVec(prometheus.GaugeOpts{
      	Namespace: "gateway",
      	Name:      "breaker_open",
      	Help:      "1 while the circuit breaker is open.",
      }, []string{"upstream"})
    `,
    'deploy/chart/templates/rules.yaml': yaml`
      {{- if .Values.alerts.enabled }}
      apiVersion: monitoring.coreos.com/v1
      kind: PrometheusRule
      metadata:
        name: {{ include "gateway.fullname" . }}
      spec:
        groups:
          - name: gateway
            rules:
              - record: gateway:breaker_open:max
                expr: max by (upstream) (gateway_breaker_open{namespace="{{ .Release.Namespace }}"})
              - alert: BreakerOpen
                expr: min_over_time(gateway:breaker_open:max[{{ .Values.alerts.window }}]) > 0
                labels:
                  severity: {{ .Values.alerts.severity }}
      {{- end }}
    `,
  },
  'a mixin in jsonnet': {
    'internal/queue/metrics.go': go`
      package queue

      import "github.com/prometheus/client_golang/prometheus"

      var depth = prometheus.NewGauge(prometheus.GaugeOpts{Name: "queue_depth", Help: "Jobs that wait."})
    `,
    'mixin/alerts.libsonnet': text`
      {
        prometheusAlerts+:: {
          groups+: [
            {
              name: 'queue',
              rules: [
                {
                  alert: 'QueueGrows',
                  expr: |||
                    queue_depth{%(selector)s} > 1000
                  ||| % $._config,
                  'for': '15m',
                },
              ],
            },
          ],
        },
      }
    `,
  },
  'a monitor of Datadog knows the OpenTelemetry counter by its own name': {
    'src/telemetry.ts': typescript`
      import { metrics } from '@opentelemetry/api'

      const meter = metrics.getMeter('orders')
      export const failed = meter.createCounter('orders.failed', { unit: '{order}', description: 'Orders that failed.' })
    `,
    'monitors/orders.json': text`
      {
        "name": "Orders fail",
        "type": "query alert",
        "query": "sum(last_5m):sum:orders.failed{env:prod}.as_count() > 10",
        "message": "Orders fail. @pagerduty-orders"
      }
    `,
  },
  'an expression that cannot be read is not held against the metric': {
    'src/metrics.ts': typescript`
      import client from 'prom-client'

      export const lag = new client.Gauge({ name: 'consumer_lag', help: 'Messages behind.', labelNames: ['topic'] })
    `,
    'ops/alerts.yml.j2': yaml`
      groups:
        - name: consumer
          rules:
            - alert: ConsumerBehind
              expr: consumer_lag{topic=~"{{ topics | join('|') }}"} > {% if strict %}100{% else %}1000{% endif %}
              for: 10m
    `,
  },
  'a server whose rules have a file, one of an example, and one that only looks at itself': {
    'monitoring/prometheus.yml': yaml`
      rule_files: [ alerts.yml ]
      scrape_configs:
        - job_name: shop
          static_configs: [{ targets: ['shop:8000'] }]
    `,
    'monitoring/alerts.yml': yaml`
      groups:
        - name: shop
          rules:
            - { alert: ShopDown, expr: 'up{job="shop"} == 0', for: 5m, labels: { severity: page } }
    `,
    'examples/compose/prometheus.yml': yaml`
      scrape_configs:
        - job_name: shop
          static_configs: [{ targets: ['shop:8000'] }]
    `,
    'ops/prometheus.yml': yaml`
      scrape_configs:
        - job_name: prometheus
          static_configs: [{ targets: ['localhost:9090'] }]
    `,
  },
  'exposed metrics with an alert, and what is pushed to those who have the alerts': {
    'orders/server.js': javascript`
      const express = require('express')
      const promBundle = require('express-prom-bundle')

      const app = express()
      app.use(promBundle({ includeMethod: true }))
      app.listen(3000)
    `,
    'deploy/alerts.yml': yaml`
      groups:
        - name: orders
          rules:
            - { alert: OrdersDown, expr: 'up{job="orders"} == 0', for: 5m, labels: { severity: page } }
    `,
    'app/main.py': python`
      from ddtrace import patch_all
      from fastapi import FastAPI

      patch_all()
      app = FastAPI()
    `,
  },
}
