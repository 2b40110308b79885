import { describe, expect, test } from 'vitest'
import type { FileObservation } from '#model/checks'
import type { PathClass } from '#model/path-class'
import check from '../../../checks/secrets/hardcoded-credential.ts'
import { prepare } from '../../../src/formats/prepare.ts'
import { seeded } from '../../support/random.ts'
import { fillSecrets, generateSecret } from '../../support/secrets.ts'

async function observe(path: string, text: string, as: PathClass = 'production') {
  await prepare([path])
  const file = { path, text: fillSecrets(text, seeded(1)) }
  const facts = JSON.parse(JSON.stringify([...check.collect(file)])) as FileObservation[]
  return [
    ...check.judge(
      facts.map((fact) => ({ path, fact })),
      { params: {}, classOf: () => as },
    ),
  ]
}

async function found(path: string, text: string, as?: PathClass) {
  const all = await observe(path, text, as)
  return all.flatMap(({ subject, location, problem }) => (problem ? [[location!.range!.start.line, subject, problem.rating]] : []))
}

describe('classes of settings beside those of production', () => {
  test('are mild for developers, and for tests only what a provider issued counts', async () => {
    const settings = (name: string, value: string) => `class Config:\n    pass\n\nclass ${name}(Config):\n    SECRET_KEY = "${value}"\n`
    expect(await found('shop/config.py', settings('ProductionConfig', 'shop-signs-with-this'))).toEqual([[5, 'SECRET_KEY', 'black']])
    expect(await found('shop/config.py', settings('DevelopmentConfig', 'shop-signs-with-this'))).toEqual([[5, 'SECRET_KEY', 'yellow']])
    expect(await found('shop/config.py', settings('TestingConfig', 'shop-signs-with-this'))).toEqual([])
    expect(await found('shop/config.py', settings('TestingConfig', '{{secret:stripe_live}}'))).toEqual([[5, 'SECRET_KEY', 'black']])
  })
})

describe('several on a line', () => {
  test.each([
    ['deploy.sh', 'curl -u admin:{{secret:chosen_password}} -H "Authorization: Bearer {{secret:high_entropy}}" https://shop-prod.io\n', 15],
    ['deploy.sh', 'curl -u admin:{{secret:chosen_password}} https://shop-prod.io; export DB_PASSWORD={{secret:password}}\n', 15],
    ['db.py', 'get(url, auth=("shop", "{{secret:chosen_password}}"), headers={"Authorization": "Bearer {{secret:high_entropy}}"})\n', 24],
  ])('in %s are one finding from the first of them on, since what stands before is shown', async (path, text, column) => {
    const [only, ...more] = (await observe(path, text)).filter(({ problem }) => problem)
    expect(more).toEqual([])
    expect(only!.location!.range!.start).toEqual({ line: 1, column })
  })
})

describe('tests and code of others', () => {
  test('count only for what a provider issued, and mildly', async () => {
    const text = 'KEY = "{{secret:stripe_live}}"\nPASSWORD = "{{secret:password}}"\n'
    expect(await found('pay/keys.py', text)).toEqual([
      [1, 'KEY', 'black'],
      [2, 'PASSWORD', 'black'],
    ])
    for (const as of ['test', 'generated', 'vendored'] as const)
      expect(await found('pay/keys.py', text, as)).toEqual([[1, 'KEY', 'yellow']])
  })
})

describe('what looks like a credential and is none', () => {
  test.each([
    ['a.py', 'password = r"^(?=.*[A-Z])(?=.*[0-9])[A-Za-z0-9]{8,}$"'],
    ['a.py', 'token = "https://login.shop.io/oauth2/v2.0/token"'],
    ['a.py', 'secret = "projects/123456/secrets/db-password/versions/2"'],
    ['a.py', '# password = "{{secret:password}}"'],
    ['a.ts', "const STORAGE_KEY = 'vuejs-todos-2.0'"],
    ['a.ts', "const labels = { password: 'Mot de passe 2', token: 'jeton_2fa' }"],
    ['a.ts', "await page.fill('#password-2', password1)"],
    ['a.ts', "const passwordHash = '$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW'"],
    ['a.go', 'var tokenPath = "/var/run/secrets/kubernetes.io/serviceaccount/token2"'],
    ['locales/en.json', '{ "password": "Pa55word-must-be-Long" }'],
    ['values.yaml', 'auth:\n  secretName: shop-2024-credentials-Xk3\n  existingSecret: db-7d9f4b\n'],
    ['renovate.json', '{ "encrypted": { "npmToken": "{{secret:high_entropy}}" } }'],
    ['config/database.yml', 'test:\n  password: {{secret:password}}\n'],
    ['.github/workflows/ci.yml', `env:\n  DB_PASSWORD: \${{ secrets.DB_PASSWORD }}\n`],
    ['main.tf', 'resource "x" "y" {\n  password = data.vault.db["password"]\n}\n'],
    ['config/app.sample.yml', 'password: {{secret:password}}\n'],
  ])('%s: %s', async (path, text) => {
    expect(await found(path, text)).toEqual([])
  })
})

test('no part of a value is told', async () => {
  const value = generateSecret('high_entropy', seeded(1))
  const text = `JWT_SECRET = "{{secret:high_entropy}}"\nclient(token="{{secret:high_entropy}}")\n`
  const told = (await observe('a.py', text)).map(({ subject, problem }) => JSON.stringify({ subject, problem })).join('\n')
  expect(told).toContain('JWT_SECRET')
  for (let at = 0; at + 8 <= value.length; at++) expect(told).not.toContain(value.slice(at, at + 8))
})

test('another secret under the same name has another digest', async () => {
  const [first] = await observe('a.py', 'JWT_SECRET = "{{secret:high_entropy}}"\n')
  const [second] = await observe('a.py', `JWT_SECRET = "${generateSecret('high_entropy', seeded(9))}"\n`)
  expect(first!.secretDigest).not.toBe(second!.secretDigest)
})
