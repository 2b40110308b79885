import { expect, test } from 'vitest'
import { type Secrecy, secrecyOf } from '../../../src/formats/secrets.ts'

const NAMES: Readonly<Record<Secrecy, readonly string[]>> = {
  secret: [
    'SECRET_KEY',
    'SECRET_KEY_BASE',
    'API_KEY',
    'API_KEY_PROD',
    'STRIPE_SECRET_KEY_2',
    'DB_PASSWORD',
    'dbPassword',
    'dbpassword',
    'MYSQL_PWD',
    'SMTP_PASS',
    'spring.datasource.password',
    'auth.key',
    'clientSecret',
    'GITHUB_TOKEN',
    'accessToken',
    'SUPABASE_SERVICE_ROLE_KEY',
    'private_key',
    'PRIVATEKEY',
    'SENTRY_DSN',
    'AWS_SECRET_ACCESS_KEY',
    'ENCRYPTION_KEY',
    'aws.credentials',
  ],
  key: ['STRIPE_KEY', 'FERNET_KEY', 'PASSWORD_SALT', 'HTTP_AUTH'],
  public: ['NEXT_PUBLIC_API_KEY', 'VITE_API_TOKEN', 'STRIPE_PUBLISHABLE_KEY', 'JWT_PUBLIC_KEY', 'SUPABASE_ANON_KEY', 'RECAPTCHA_SITE_KEY'],
  other: [
    'TOKEN_TTL',
    'TOKEN_URL',
    'PASSWORD_MIN_LENGTH',
    'PASSWORD_FILE',
    'SECRET_NAME',
    'AWS_ACCESS_KEY_ID',
    'CSRF_TOKEN_HEADER',
    'max_tokens',
    'tokenizer',
    'CACHE_KEY',
    'primaryKey',
    'key',
    'KEYBOARD',
    'MONKEY_COUNT',
    'compass',
    'NODE_ENV',
    '',
  ],
}

test.each(Object.entries(NAMES))('names that are %s', (secrecy, names) => {
  expect(Object.fromEntries(names.map((name) => [name, secrecyOf(name)]))).toEqual(Object.fromEntries(names.map((name) => [name, secrecy])))
})
