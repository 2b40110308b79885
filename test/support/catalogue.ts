import { type Catalogue, type Check, LEVELS } from '#model/check'

/** A control for tests that need its head only: it looks at nothing. */
export function control(overrides: Partial<Check> = {}): Check {
  return {
    title: 'Something is in order',
    severity: 'high',
    kind: 'static',
    level: LEVELS.always,
    since: '1.0',
    why: 'Otherwise it is not.',
    remedy: 'Put it in order.',
    references: [],
    files: ['**'],
    examples: { bad: {}, good: {} },
    judged: 'file',
    collect: () => [],
    judge: () => [],
    ...overrides,
  }
}

/** Controls of every kind that a policy can speak about. */
export const SMALL_CATALOGUE: Catalogue = {
  'access/debug-default': control(),
  'deploy/image-latest-tag': control({
    params: {
      allow: { kind: 'globs', default: [], means: 'Images that may float.' },
      grace: { kind: 'duration', default: 3600, means: 'How long.' },
      strict: { kind: 'boolean', default: false, means: 'Whether.' },
      most: { kind: 'number', default: 3, means: 'How many.' },
      names: { kind: 'strings', default: ['a'], means: 'Which.' },
    },
  }),
  'observability/alert-rules': control({ severity: 'medium', level: LEVELS.fromStandard }),
  'observability/tracing': control({ severity: 'low', since: '1.10' }),
  'operations/launch-signoff': control({ kind: 'attest', level: LEVELS.fromRegulated }),
  'secrets/example-file-secrets': control({ severity: 'critical' }),
}
