import { beforeAll, describe, expect, test } from 'vitest'
import { EXPOSURE_HINTS, exposures } from '#formats/exposure'
import { prepare } from '#formats/prepare'

beforeAll(() => prepare(['a.py', 'a.js', 'a.ts', 'a.go', 'A.java', 'a.rb', 'A.cs']))

/** What a file says, in words: `route`, `process`, `used prom-client`, `delegated setup_metrics`. */
function said(path: string, text: string): string[] {
  const found = exposures({ path, text }).map((fact) => {
    if (fact.says === 'exposed') return [fact.by, fact.role].filter(Boolean).join(' ')
    if (fact.says === 'used') return `used ${fact.library}`
    return fact.says === 'delegated' ? `delegated ${fact.to}` : `defined ${fact.name}`
  })
  if (found.length) expect(EXPOSURE_HINTS.some((hint) => text.toLowerCase().includes(hint))).toBe(true)
  return found
}

describe('metrics leave the process by', () => {
  test.each([
    ['from prometheus_client import make_asgi_app\napp.mount("/metrics", make_asgi_app())\n', ['route', 'used prometheus_client']],
    ['import prometheus_client\ndef metrics(r):\n    return prometheus_client.generate_latest()\n', ['route', 'used prometheus_client']],
    ['from prometheus_client import start_http_server as serve\nserve(9100)\n', ['process', 'used prometheus_client']],
    [
      'from prometheus_fastapi_instrumentator import Instrumentator\nInstrumentator().instrument(app).expose(app)\n',
      ['route', 'used prometheus_fastapi_instrumentator'],
    ],
    [
      'from prometheus_fastapi_instrumentator import Instrumentator\ni = Instrumentator()\ni.expose(app)\n',
      ['route', 'used prometheus_fastapi_instrumentator'],
    ],
    [
      'from starlette_exporter import PrometheusMiddleware, handle_metrics\napp.add_route("/metrics", handle_metrics)\n',
      ['route', 'route'],
    ],
    ['urlpatterns = [path("", include("django_prometheus.urls"))]\n', ['route']],
    ['INSTALLED_APPS = ["django_prometheus"]\n', ['used django_prometheus']],
    ['from prometheus_client import Counter\nC = Counter("a", "b")\n', ['used prometheus_client']],
    ['from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter\ne = OTLPMetricExporter()\n', ['process']],
    ['from datadog import initialize, statsd\ninitialize()\n', ['process', 'process']],
    ['from acme.telemetry import init_telemetry\ninit_telemetry(app)\n', ['delegated init_telemetry']],
    ['from .telemetry import init_telemetry\ninit_telemetry(app)\n', []],
    ['def setup_metrics(app):\n    pass\n', ['defined setup_metrics']],
    ['# make_asgi_app() of prometheus_client\nx = "start_http_server"\n', []],
  ])('Python: %s', (source, expected) => expect(said('a.py', source)).toEqual(expected))

  test.each([
    [
      'import { register } from "prom-client"\napp.get("/metrics", async (q, s) => s.end(await register.metrics()))\n',
      ['used prom-client', 'route'],
    ],
    ['const client = require("prom-client")\nf(client.register.metrics())\n', ['used prom-client', 'route']],
    ['import bundle from "express-prom-bundle"\napp.use(bundle())\n', ['route']],
    ['const tracer = require("dd-trace").init()\n', ['process']],
    ['import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http"\nnew OTLPMetricExporter()\n', ['process']],
    ['import { setupTelemetry } from "@acme/observability"\nsetupTelemetry()\n', ['delegated setupTelemetry']],
    ['const { Client } = require("@acme/prometheus-metrics")\nnew Client().init()\n', ['delegated @acme/prometheus-metrics']],
    ['const view = registry.metrics\n', []],
  ])('JavaScript: %s', (source, expected) => expect(said('a.ts', source)).toEqual(expected))

  test.each([
    ['github.com/prometheus/client_golang/prometheus/promhttp', 'http.Handle("/metrics", promhttp.Handler())', ['process']],
    ['github.com/prometheus/client_golang/prometheus', 'prometheus.NewCounter(o)', ['used github.com/prometheus/client_golang/prometheus']],
    ['github.com/DataDog/datadog-go/v5/statsd', 'c, err := statsd.New(addr)', ['process']],
    ['go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetricgrpc', 'e, err := otlpmetricgrpc.New(ctx)', ['process']],
    ['go.opentelemetry.io/otel/exporters/prometheus', 'e, err := prometheus.New()', ['process']],
    ['k8s.io/component-base/metrics', 'http.Handle(path, metrics.HandlerFor(g, metrics.HandlerOpts{}))', ['process']],
    ['expvar', 'x := 1', ['process']],
    ['example.com/platform/telemetry', 'telemetry.InitTelemetry(ctx)', ['delegated InitTelemetry']],
  ])('Go: %s', (module, source, expected) =>
    expect(said('a.go', `package a\nimport "${module}"\nfunc f() {\n\t${source}\n}\n`)).toEqual(expected),
  )

  test.each([
    [
      'A.java',
      'import io.prometheus.client.exporter.HTTPServer;\nclass A { void f() { new HTTPServer(9100); } }',
      ['process', 'used io.prometheus.client.exporter.HTTPServer'],
    ],
    ['A.java', 'import io.micrometer.core.instrument.MeterRegistry;\nclass A { }', ['used io.micrometer.core.instrument.MeterRegistry']],
    [
      'a.rb',
      'require "prometheus/middleware/exporter"\nuse Prometheus::Middleware::Exporter\n',
      ['route', 'used prometheus/middleware/exporter'],
    ],
    ['A.cs', 'app.UseMetricServer();', ['process']],
    ['Dockerfile', 'CMD ["opentelemetry-instrument", "python", "app.py"]\n', ['process']],
    ['Dockerfile', '# opentelemetry-instrument\nCMD ["python", "app.py"]\n', []],
    ['compose.yml', 'services:\n  exporter:\n    image: danihodovic/celery-exporter:0.10\n', ['process worker']],
    ['application.yml', 'management.endpoints.web.exposure.include: "*"\n', ['process']],
    ['src/main/resources/application.properties', 'management.endpoints.web.exposure.include=health\n', []],
    ['Gemfile', "gem 'newrelic_rpm'\ngem 'prometheus-client'\n", ['process', 'used prometheus-client']],
  ])('%s: %s', (path, source, expected) => expect(said(path, source)).toEqual(expected))
})
