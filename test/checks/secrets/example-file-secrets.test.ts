import { describe, expect, test } from 'vitest'
import type { Observation } from '#model/check'
import type { FileObservation } from '#model/checks'
import type { ClassOf, PathClass } from '#model/path-class'
import check from '../../../checks/secrets/example-file-secrets.ts'
import { applyEdits } from '../../../src/reports/edits.ts'
import { seeded } from '../../support/random.ts'
import { fillSecrets } from '../../support/secrets.ts'

function observe(
  path: string,
  text: string,
  { seed = 1, as = 'production' }: { seed?: number; as?: PathClass } = {},
): readonly Observation[] {
  const classOf: ClassOf = () => as
  const file = { path, text: fillSecrets(text, seeded(seed)) }
  const facts = JSON.parse(JSON.stringify([...check.collect(file)])) as FileObservation[]
  return [
    ...check.judge(
      facts.map((fact) => ({ path, fact })),
      { params: {}, classOf },
    ),
  ]
}

function found(...args: Parameters<typeof observe>): readonly (readonly unknown[])[] {
  return observe(...args).flatMap(({ subject, location, problem }) =>
    problem ? [[location!.range!.start.line, subject, problem.rating, problem.severity]] : [],
  )
}

const SEED_FILE = [
  'AUTH_GOOGLE_SECRET="{{secret:google_oauth_secret}}"',
  'RESEND_API_KEY="{{secret:resend}}"',
  `DATABASE_URL='postgresql://<user>:{{secret:neon_password}}@<host>.neon.tech/app'`,
  'SUPABASE_SERVICE_KEY="{{secret:jwt}}"',
]

describe('the audited file', () => {
  test('has one finding on each of its lines', () => {
    for (const seed of [1, 2, 3])
      expect(found('.env.docker.example', SEED_FILE.join('\n'), { seed })).toEqual([
        [1, 'AUTH_GOOGLE_SECRET', 'black', undefined],
        [2, 'RESEND_API_KEY', 'black', undefined],
        [3, 'DATABASE_URL', 'black', undefined],
        [4, 'SUPABASE_SERVICE_KEY', 'black', undefined],
      ])
  })

  test('as the audit quotes it, with dots for the rest of the token, is yellow', () => {
    expect(found('.env.docker.example', 'SUPABASE_SERVICE_KEY="{{secret:jwt_elided}}"')).toEqual([
      [1, 'SUPABASE_SERVICE_KEY', 'yellow', 'medium'],
    ])
    expect(found('.env.docker.example', 'NEXT_PUBLIC_SUPABASE_ANON_KEY="{{secret:jwt_elided}}"')).toEqual([])
  })

  test('with placeholders is fine, variable by variable', () => {
    const twin = [
      'AUTH_GOOGLE_SECRET="your-google-client-secret"',
      'RESEND_API_KEY="your-api-key-here"',
      `DATABASE_URL='postgresql://user:password@localhost:5432/app'`,
      'SUPABASE_SERVICE_KEY="<service-role-key>"',
    ]
    const observations = observe('.env.docker.example', twin.join('\n'))
    expect(observations.map(({ subject }) => subject)).toEqual([
      'AUTH_GOOGLE_SECRET',
      'RESEND_API_KEY',
      'DATABASE_URL',
      'SUPABASE_SERVICE_KEY',
    ])
    expect(observations.filter(({ problem }) => problem)).toEqual([])
  })
})

describe('a finding', () => {
  test('is one a line, and its fix replaces all that the line holds', () => {
    const text = fillSecrets('AUTH="{{secret:password}}" TOKEN="{{secret:github_token}}" # {{secret:stripe_live}}\n', seeded(4))
    const [finding, ...rest] = observe('setup.sh.sample', text).filter(({ problem }) => problem)
    expect(rest).toEqual([])
    const fixed = applyEdits(text, finding!.problem!.fix!.edits)
    expect(found('setup.sh.sample', fixed)).toEqual([])
    expect(fixed.match(/your-/g)!.length).toBeGreaterThan(1)
  })

  test('has another digest when the secret behind the name is another, and the same when lines move', () => {
    const digests = (text: string, seed: number) => observe('.env.example', text, { seed }).map(({ secretDigest }) => secretDigest)
    const text = 'STRIPE_KEY={{secret:stripe_live}}\n'
    expect(digests(text, 1)).toEqual(digests(`\n\n${text}`, 1))
    expect(digests(text, 1)).not.toEqual(digests(text, 2))
  })

  test('says that rotating is what helps', () => {
    for (const kind of ['stripe_live', 'high_entropy', 'short_password'])
      expect(observe('.env.example', `DB_PASSWORD={{secret:${kind}}}`)[0]!.problem!.message).toMatch(/rotate.*history/)
  })

  test('without a name is known by what it is', () => {
    expect(found('notes.example', 'see {{secret:github_token}}\n{{secret:pem_private_key}}\n')).toEqual([
      [1, 'GitHub token', 'black', undefined],
      [2, 'private key', 'black', undefined],
    ])
  })
})

describe('documentation', () => {
  test('is read in its blocks of settings, and everywhere for what a provider issued', () => {
    const text = [
      'Use {{secret:github_token}} for now.',
      '```env',
      'SESSION_SECRET={{secret:high_entropy}}',
      '```',
      '```json',
      '{ "access_token": "{{secret:high_entropy}}" }',
      '```',
    ]
    expect(found('docs/setup.md', text.join('\n'))).toEqual([
      [1, 'GitHub token', 'black', undefined],
      [3, 'SESSION_SECRET', 'yellow', 'medium'],
    ])
  })
})

describe('tests, and code of others', () => {
  const text = 'SESSION_SECRET={{secret:high_entropy}}\nSTRIPE_KEY={{secret:stripe_live}}\nAPI_KEY=your-api-key\n'

  test.each(['test', 'vendored', 'generated'] as const)('%s: only what a provider issued counts', (as) => {
    const observations = observe('.env.example', text, { as })
    expect(observations.map(({ subject }) => subject)).toEqual(['STRIPE_KEY'])
    expect(Object.keys(observations[0]!)).not.toContain('proven')
  })

  test.each(['production', 'example', 'documentation'] as const)('%s: all of it', (as) => {
    expect(observe('.env.example', text, { as }).map(({ subject }) => subject)).toEqual(['SESSION_SECRET', 'STRIPE_KEY', 'API_KEY'])
  })
})
