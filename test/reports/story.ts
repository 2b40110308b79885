import type { PullSeen, Seen } from './assessments.ts'

/** The files of a small shop at the head of a pull request, and what the checks see in them. */
export const FILES: Readonly<Record<string, string>> = {
  'deploy/web.yaml': [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    '  name: web',
    'spec:',
    '  template:',
    '    spec:',
    '      containers:',
    '        - name: app',
    '          image: registry.example/web:latest',
    '          ports: [{ containerPort: 8080 }]',
    '',
  ].join('\n'),
  'app/settings.py': ['import os', '', 'DEBUG = os.getenv("DEBUG", "true") == "true"', 'ALLOWED_HOSTS = ["shop.example"]', ''].join('\n'),
  '.env.example': ['# copy to .env', 'DATABASE_URL=postgres://localhost/shop', `STRIPE_KEY=${'x9'.repeat(12)}`, 'LOG_LEVEL=info', ''].join(
    '\n',
  ),
  'app/pay.py': ['import requests', '', 'def charge(order):', '\treturn requests.post(GATEWAY, json=order)', ''].join('\n'),
}

/** What stands for the secret of `.env.example`: no report may show it. */
export const SECRET_VALUE = 'x9'.repeat(12)

export const contents = (path: string): string | undefined => FILES[path]

const IMAGE: Seen = {
  control: 'deploy/image-latest-tag',
  subject: 'Deployment/web app',
  path: 'deploy/web.yaml',
  range: { start: { line: 10, column: 18 }, end: { line: 10, column: 45 } },
  rating: 'black',
  message: 'The image registry.example/web has the tag latest, so every restart may run other code. Name a full version or a digest.',
  fix: {
    title: 'Name the version that runs today',
    edits: [{ range: { start: { line: 10, column: 39 }, end: { line: 10, column: 45 } }, text: '1.27.3' }],
  },
}

const DEBUG: Seen = {
  control: 'access/debug-default',
  subject: 'DEBUG',
  path: 'app/settings.py',
  range: { start: { line: 3, column: 9 }, end: { line: 3, column: 35 } },
  rating: 'black',
  message: 'Debug is on wherever DEBUG is not set. Let the default be off.',
  fix: {
    title: 'Let the default be off',
    edits: [{ range: { start: { line: 3, column: 28 }, end: { line: 3, column: 34 } }, text: '"false"' }],
  },
}

const SECRET: Seen = {
  control: 'secrets/example-file-secrets',
  subject: 'STRIPE_KEY',
  path: '.env.example',
  range: { start: { line: 3, column: 12 }, end: { line: 3, column: 36 } },
  rating: 'black',
  message: 'STRIPE_KEY holds what looks like a live key (24 characters). Replace it by a placeholder and rotate the key.',
  secretDigest: 'digest',
  fix: {
    title: 'Replace the value by a placeholder',
    edits: [{ range: { start: { line: 3, column: 12 }, end: { line: 3, column: 36 } }, text: 'your-stripe-key-here' }],
  },
}

const TIMEOUT: Seen = {
  control: 'reliability/outbound-timeout',
  subject: 'requests.post in charge',
  path: 'app/pay.py',
  range: { start: { line: 4, column: 9 }, end: { line: 4, column: 42 } },
  message: 'This call has no timeout: one slow gateway holds all workers. Pass timeout=5.',
}

const METRIC: Seen = {
  control: 'observability/alert-rules',
  subject: 'orders_total',
  scope: 'repository',
  path: 'app/orders.py',
  line: 12,
  rating: 'yellow',
  severity: 'low',
  quiet: true,
  message: 'No alert uses orders_total.',
}

const RUNBOOK: Seen = {
  control: 'operations/runbooks',
  subject: 'web',
  scope: 'repository',
  path: 'deploy/web.yaml',
  line: 2,
  message: 'No runbook names web.',
}

/** A pull request with some of everything. */
export const STORY: PullSeen = {
  base: [
    { ...IMAGE, rating: 'yellow', severity: 'low', fix: undefined as never },
    { ...DEBUG, rating: 'green' },
    {
      control: 'access/debug-default',
      subject: 'DEBUG',
      path: 'admin/settings.py',
      line: 8,
      rating: 'black',
      message: 'DEBUG is always on here.',
    },
    { ...TIMEOUT, subject: 'requests.get in rates', line: 2, message: 'This call has no timeout.' },
    RUNBOOK,
    { control: 'testing/unit-tests', subject: 'app', path: 'app/main.py', rating: 'green' },
  ],
  head: [
    IMAGE,
    DEBUG,
    { control: 'access/debug-default', subject: 'DEBUG', path: 'admin/settings.py', line: 8, rating: 'green' },
    SECRET,
    TIMEOUT,
    METRIC,
    { ...RUNBOOK, waived: { reason: 'written next week, see the plan', owner: '@acme/web', expires: '2027-01-20', by: 'policy' } },
    { control: 'testing/unit-tests', subject: 'app', path: 'app/main.py', rating: 'green' },
    {
      control: 'deploy/image-latest-tag',
      subject: 'chart image',
      path: 'charts/web/values.yaml',
      line: 3,
      rating: 'unknown',
      message: 'the tag comes from the release pipeline',
    },
  ],
  headExtras: {
    unreadable: [
      { path: 'vendor/big.yaml', reason: 'larger than 1 MB', cause: 'limit', text: true, controls: ['deploy/image-latest-tag'] },
    ],
  },
}
