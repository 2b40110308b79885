import { seeded } from '../../test/support/random.ts'
import { fillSecrets } from '../../test/support/secrets.ts'

/** Files of the demo's shop: credentials are made anew each time, of a shape that every scanner knows. */
type Files = Readonly<Record<string, string>>

const SETTINGS = (debug: string) => `import os

ROOT_URLCONF = "shop.urls"
DEBUG = ${debug}
ALLOWED_HOSTS = os.getenv("ALLOWED_HOSTS", "").split(",")
`

const ALERTS = `groups:
  - name: payments
    rules:
      - alert: PaymentFailures
        expr: increase(payment_failures_total[15m]) > 0
        for: 10m
        labels: { severity: page }
      - alert: SlowCheckout
        expr: histogram_quantile(0.99, sum by (le) (rate(checkout_seconds_bucket[5m]))) > 2
        for: 10m
        labels: { severity: page }
`

const METRICS = `from prometheus_client import Counter, Histogram

payment_failures = Counter("payment_failures", "Payments that the provider refused")
checkout_seconds = Histogram("checkout_seconds", "Time from basket to confirmation")
`

/** What is on the main branch. */
export const BASE: Files = {
  'README.md': '# Shop\n\nSells things.\n',
  '.readiness.yml': 'version: 1\ncatalogue: "1.0"\nmode: enforce\nprofile: starter\n',
  'shop/settings.py': SETTINGS('os.getenv("DEBUG", "false").lower() == "true"'),
  'shop/metrics.py': METRICS,
  'ops/alerts.yml': ALERTS,
  'docker-compose.yml': 'services:\n  cache:\n    image: redis:7.4.1\n  web:\n    build: .\n    depends_on: [cache]\n',
  'k8s/web.yaml': deployment('registry.example.com/shop:1.4.2'),
}

/** What the pull request does to it. */
export function change(seed: number): Files {
  return {
    'shop/settings.py': SETTINGS('True'),
    'shop/metrics.py': `${METRICS}refund_queue_lag = Gauge("refund_queue_lag_seconds", "Age of the oldest refund that waits")\n`.replace(
      'Counter, Histogram',
      'Counter, Gauge, Histogram',
    ),
    'k8s/web.yaml': deployment('registry.example.com/shop:latest'),
    '.env.example': fillSecrets('# Copy to .env\nSTRIPE_SECRET_KEY={{secret:stripe_live}}\nSENTRY_DSN=changeme\n', seeded(seed)),
  }
}

/** What a person would push next. */
export const FIX: Files = {
  'shop/settings.py': BASE['shop/settings.py']!,
  'k8s/web.yaml': deployment('registry.example.com/shop:1.5.0'),
  '.env.example': '# Copy to .env\nSTRIPE_SECRET_KEY=your-stripe-secret-key\nSENTRY_DSN=changeme\n',
  'ops/alerts.yml': `${ALERTS}      - alert: RefundsWait
        expr: refund_queue_lag_seconds > 900
        for: 10m
        labels: { severity: page }
`,
}

function deployment(image: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ${image}
`
}
