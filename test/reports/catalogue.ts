import type { CatalogueInfo } from '#model/assessment'
import type { Catalogue, Check } from '#model/check'
import { LEVELS } from '#model/check'
import { fileCheck } from '#model/checks'

function control(about: Pick<Check, 'title' | 'severity' | 'why' | 'remedy'> & Partial<Pick<Check, 'kind' | 'level' | 'effort'>>): Check {
  const rest = { references: ['https://docs.example/controls'], examples: { bad: {}, good: {} }, since: '1.0', files: ['**'] }
  return fileCheck({ kind: 'static', level: LEVELS.always, ...about, ...rest, inspect: () => [] })
}

/** Controls with words as the real ones have them; reports never run their code. */
export const CATALOGUE: Catalogue = {
  'access/debug-default': control({
    title: 'Debug mode is off unless someone turns it on',
    severity: 'critical',
    why: `
      A debug page shows source, settings and often a console to whoever provokes an error.`,
    remedy: 'Let the default be off: `DEBUG = os.getenv("DEBUG", "false") == "true"`.',
    effort: '30m',
  }),
  'deploy/image-latest-tag': control({
    title: 'Every container image names a full version or a digest',
    severity: 'high',
    why: `
      A tag such as \`latest\` names another image tomorrow. A restart then runs code that
      nobody reviewed, and a rollback does not bring back what ran before.`,
    remedy: 'Name a full version or, best, a digest: `registry.example/web@sha256:…`.',
    effort: '15m',
  }),
  'observability/alert-rules': control({
    title: 'Metrics that tell of failure have an alert',
    severity: 'high',
    why: 'A metric that nobody watches tells of the outage afterwards.',
    remedy: `
      Add a rule that uses it:

      - alert: PaymentFailures
        expr: rate(payment_failures_total[5m]) > 0`,
    level: LEVELS.fromStandard,
    effort: '2h',
  }),
  'operations/runbooks': control({
    title: 'There is a runbook for each service',
    severity: 'medium',
    kind: 'evidence',
    why: 'At three in the morning nobody remembers.',
    remedy: 'Write symptoms, diagnosis and mitigation into docs/runbooks/.',
    level: LEVELS.fromRegulated,
    effort: '1d',
  }),
  'operations/launch-signoff': control({
    title: 'Engineering, security and operations sign off a launch',
    severity: 'medium',
    kind: 'attest',
    why: 'A launch that nobody answers for is answered for by nobody.',
    remedy: 'Add an attestation to the policy.',
    level: LEVELS.fromRegulated,
  }),
  'reliability/outbound-timeout': control({
    title: 'Every call to the outside has a timeout',
    severity: 'medium',
    why: 'One slow neighbour holds all workers.',
    remedy: 'Pass `timeout=` to every call.',
    effort: '1h',
  }),
  'secrets/example-file-secrets': control({
    title: 'Example files hold placeholders, not live-looking credentials',
    severity: 'critical',
    why: 'Example files are copied, published and indexed; a live key in one is a leak.',
    remedy: 'Replace the value by a placeholder and rotate the key: the history keeps it.',
    effort: '1h',
  }),
  'testing/unit-tests': control({
    title: 'Code has unit tests',
    severity: 'low',
    why: 'What is not tested breaks unseen.',
    remedy: 'Write the first test for the module that broke last.',
    level: LEVELS.never,
    effort: '2d',
  }),
}

export const INFO: CatalogueInfo = { version: '1.0', catalogue: CATALOGUE }
