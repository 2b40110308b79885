import { describe, expect, test } from 'vitest'
import check from '../../../checks/secrets/insecure-default.ts'
import { prepare } from '../../../src/formats/prepare.ts'
import { seeded } from '../../support/random.ts'
import { fillSecrets } from '../../support/secrets.ts'

async function rated(path: string, text: string) {
  await prepare([path])
  const seen = [...check.collect({ path, text: fillSecrets(text, seeded(1)) })]
  return seen.map(({ subject, problem, unknown }) => [subject, problem?.rating ?? (unknown ? 'unknown' : 'fine')])
}

test('a class of settings for developers is mild, beside that of production', async () => {
  const settings = (name: string) => `class ${name}:\n    SECRET_KEY = os.getenv("SECRET_KEY", "dev")\n`
  expect(await rated('app/config.py', settings('ProductionConfig'))).toEqual([['SECRET_KEY', 'black']])
  expect(await rated('app/config.py', settings('DevelopmentConfig'))).toEqual([['SECRET_KEY', 'yellow']])
})

describe('what a fallback is worth', () => {
  test.each([
    ['os.getenv("SECRET_KEY", "dev")', 'SECRET_KEY', 'black'],
    ['os.environ.get("SECRET_KEY") or "dev"', 'SECRET_KEY', 'black'],
    ['os.getenv("MYAPP_SESSION_SECRET", "shop")', 'MYAPP_SESSION_SECRET', 'black'],
    ['os.getenv("OPENAI_API_KEY", "{{secret:openai_project_key}}")', 'OPENAI_API_KEY', 'black'],
    ['os.getenv("DB_PASSWORD", "{{secret:password}}")', 'DB_PASSWORD', 'black'],
    ['os.getenv("DB_PASSWORD", "postgres")', 'DB_PASSWORD', 'yellow'],
    ['os.getenv("API_KEY", "changeme")', 'API_KEY', 'yellow'],
    ['os.getenv("OPENAI_API_KEY", "your-key")', 'OPENAI_API_KEY', 'fine'],
    ['os.getenv("TWILIO_AUTH_TOKEN", "your_twilio_token")', 'TWILIO_AUTH_TOKEN', 'fine'],
    ['os.getenv("CSRF_TOKEN", "csrftoken")', 'CSRF_TOKEN', 'fine'],
    ['os.getenv("SECRET_KEY", "")', 'SECRET_KEY', 'fine'],
    ['os.getenv("SECRET_KEY", secrets.token_hex(32))', 'SECRET_KEY', 'fine'],
    ['os.getenv("SECRET_KEY", other.SECRET)', 'SECRET_KEY', 'unknown'],
  ])('%s', async (read, name, rating) => {
    expect(await rated('app/settings.py', `value = ${read}\n`)).toEqual([[name, rating]])
  })

  test('names that only sound secret are not looked at', async () => {
    const names = ['TOKEN_TTL', 'PASSWORD_MIN_LENGTH', 'SECRET_NAME', 'API_KEY_HEADER', 'TOKEN_URL', 'PASSWORD_FILE']
    expect(await rated('app/settings.py', names.map((name) => `x = os.getenv("${name}", "abc")\n`).join(''))).toEqual([])
  })
})

test('where something is prepared, it is milder', async () => {
  const text = 'password = os.getenv("DEFAULT_ADMIN_PASSWORD", "{{secret:short_password}}")\n'
  expect(await rated('backend/app/auth.py', text)).toEqual([['DEFAULT_ADMIN_PASSWORD', 'black']])
  for (const path of ['backend/db/seeds/seed_initial.py', 'prisma/seed.py', 'scripts/setup.py', 'shop/settings/dev.py'])
    expect(await rated(path, text)).toEqual([['DEFAULT_ADMIN_PASSWORD', 'yellow']])
})

test('a fallback that the file refuses is none', async () => {
  const text = `const secret = process.env.JWT_SECRET || 'dev-only'\nif (isProduction && secret === 'dev-only') throw new Error()\n`
  expect(await rated('src/a.ts', text)).toEqual([['JWT_SECRET', 'fine']])
})
