import { describe, expect, test } from 'vitest'
import { classify, scan } from '../../../src/formats/secrets.ts'

/** Values of vendors' documentation are joined from pieces, so that no scanner takes this file for a leak. */
const sample = (...pieces: readonly string[]) => pieces.join('')

const SILENT: readonly (readonly [name: string, value: string])[] = [
  // Written to be replaced
  ['RESEND_API_KEY', 'your-api-key-here'],
  ['AUTH_GOOGLE_SECRET', 'your-google-client-secret'],
  ['TWILIO_AUTH_TOKEN', 'your_auth_token'],
  ['client_credentials', 'm2m-client-credentials'],
  ['EMAIL_PASSWORD', 'your pass word here'],
  ['JWT_SECRET', 'changeme'],
  ['JWT_SECRET', 'change-me-to-a-long-random-string'],
  ['JWT_SECRET', 'super-secret-jwt-token-with-at-least-32-characters-long'],
  ['API_KEY', 'REPLACE_ME'],
  ['API_KEY', 'insert_key'],
  ['API_KEY', 'not-a-real-key'],
  ['API_KEY', 'demo-key-123'],
  ['API_KEY', 'TODO'],
  ['SECRET_KEY_BASE', 'generate_with_rails_secret'],
  ['APP_KEY', 'base64:your-app-key-here'],
  ['AUTH_TOKEN', 'Bearer <token>'],
  ['authorization', `Basic ${btoa('demo:testpass\n')}`],
  // Templates
  ['SUPABASE_SERVICE_KEY', '<service-role-key>'],
  ['SECRET_KEY', sample('$', '{SECRET_KEY}')],
  ['SECRET_KEY', sample('$', '{SECRET_KEY:?required}')],
  ['SECRET_KEY', '$SECRET_KEY'],
  ['SECRET_KEY', '{{ secret_key }}'],
  ['SECRET_KEY', '%SECRET_KEY%'],
  ['SECRET_KEY', '__SECRET_KEY__'],
  ['SECRET_KEY', '[your secret]'],
  ['SECRET_KEY', '@secret.key@'],
  ['SECRET_KEY', '$(openssl rand -hex 32)'],
  // Made up
  ['SECRET_KEY', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  ['SECRET_KEY', '********************'],
  ['SECRET_KEY', '00000000000000000000000000000000'],
  ['SECRET_KEY', '0123456789abcdef0123456789abcdef'],
  ['SECRET_KEY', 'abcdefghijklmnopqrstuvwxyz123456'],
  ['SECRET_KEY', '9c2b4e1f9c2b4e1f9c2b4e1f9c2b4e1f'],
  ['API_KEY', 'abc123def456'],
  // With the shape of a provider
  ['STRIPE_SECRET_KEY', `sk_live_${'x'.repeat(24)}`],
  ['STRIPE_SECRET_KEY', 'sk_live_your_key_here'],
  ['STRIPE_WEBHOOK_SECRET', 'whsec_...'],
  ['OPENAI_API_KEY', 'sk-...'],
  ['OPENAI_API_KEY', 'sk-proj-your-openai-api-key-goes-here-please-replace-it'],
  ['OPENAI_API_KEY', `sk-${'1234567890abcdef'.repeat(2)}`],
  ['ANTHROPIC_API_KEY', 'sk-ant-api03-your-key-here-your-key-here-your-key'],
  ['AWS_ACCESS_KEY_ID', `AKIA${'X'.repeat(16)}`],
  ['AWS_ACCESS_KEY_ID', sample('AKIAIOSFODNN7', 'EXAMPLE')],
  ['AWS_SECRET_ACCESS_KEY', sample('wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYEXAMPLEKEY')],
  ['GITHUB_TOKEN', `ghp_${'x'.repeat(36)}`],
  ['GITHUB_TOKEN', sample('ghp_', '1234567890abcdefghijklmnopqrstuvwxyz')],
  ['GOOGLE_API_KEY', `AIzaSy${'X'.repeat(33)}`],
  ['SLACK_BOT_TOKEN', 'xoxb-your-slack-bot-token-here'],
  ['SLACK_WEBHOOK_URL', `https://hooks.slack.com/services/T00000000/B00000000/${'X'.repeat(24)}`],
  ['SENDGRID_API_KEY', `SG.${'x'.repeat(22)}.${'x'.repeat(43)}`],
  ['SUPABASE_KEY', 'eyJhbGciOi...'],
  ['PRIVATE_KEY', String.raw`-----BEGIN PRIVATE KEY-----\nMIIE...\n-----END PRIVATE KEY-----`],
  ['PRIVATE_KEY', String.raw`-----BEGIN PRIVATE KEY-----\n${'privatekey'.repeat(12)}\n-----END PRIVATE KEY-----`],
  ['RECAPTCHA_SECRET_KEY', sample('6LeIxAcTAAAAA', 'GG-vFI1TnRWxMZNFuojJ4WifJWe')],
  // What everybody has on the own machine
  ['MINIO_ROOT_PASSWORD', 'minioadmin'],
  ['POSTGRES_PASSWORD', 'P@ssw0rd123'],
  ['ADMIN_PASSWORD', 'Admin@123'],
  ['PASSWORD', 'correct-horse-battery-staple'],
  ['DATABASE_URL', 'postgresql://user:password@localhost:5432/app'],
  ['DATABASE_URL', 'postgresql://postgres:postgres@db:5432/app'],
  ['DATABASE_URL', 'postgresql://USER:PASSWORD@HOST:PORT/DATABASE'],
  ['DATABASE_URL', 'postgres://app:app_dev_pw@localhost/app'],
  ['DATABASE_URL', 'postgresql://user:pass@ep-cool-darkness-123456.us-east-2.aws.neon.tech/neondb'],
  ['MONGODB_URI', 'mongodb+srv://<user>:<password>@cluster0.mongodb.net/shop'],
  ['MONGODB_URI', 'mongodb+srv://username:password@cluster0.ab1cd.mongodb.net/shop'],
  ['MONGODB_URI', 'mongodb+srv://shop:DBPASS@cluster0.ab1cd.mongodb.net/shop'],
  ['DATABASE_URL', 'postgres://shop:Shop_Dev_2026@db:5432/shop'],
  ['DATABASE_URL', 'postgres://shop:gH7kPw3xQz1m@localhost:5432/shop'],
  ['AMQP_URL', 'amqp://guest:guest@rabbitmq:5672//'],
  ['CLOUDINARY_URL', 'cloudinary://API_KEY:API_SECRET@CLOUD_NAME'],
  // Somewhere else, and not the secret itself
  ['DB_PASSWORD', '/run/secrets/db_password'],
  ['DB_PASSWORD', 'vault:secret/data/shop#password'],
  ['DB_PASSWORD', 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf'],
  ['DB_PASSWORD', 'ENC[AES256_GCM,data:Zm9v,iv:YmFyYmF6,tag:cXV4,type:str]'],
  ['DB_PASSWORD', "os.environ['DB_PASSWORD']"],
  ['DB_PASSWORD', "getenv('DB_PASSWORD')"],
  ['API_TOKEN', 'process.env.API_TOKEN'],
  ['TLS_PRIVATE_KEY', './certs/tls.key'],
  ['OAUTH_TOKEN', 'https://login.shop.io/oauth2/token'],
  ['ADMIN_PASSWORD', '$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW'],
  ['password', 'Please enter your password'],
  // Names that only sound secret
  ['TOKEN_TTL', '3600'],
  ['PASSWORD_MIN_LENGTH', '12'],
  ['SECRET_NAME', 'prod/shop/database-credentials-2024-rotated'],
  ['GIT_SHA', '3f786850e387550fdab836ed7e6dc881de23001b'],
  ['IMAGE_DIGEST', 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  ['TENANT_ID', '3fa85f64-5717-4562-b3fc-2c963f66afa6'],
  ['primary_key', '9f86d081884c7d659a2feaa0c55ad015'],
  ['max_tokens', '4096'],
  ['SENTRY_DSN', 'https://9c2b4e1f8a7d4b6c8e0f1a2b3c4d5e6f@o123.ingest.sentry.io/456'],
]

describe('placeholders', () => {
  test.each(SILENT)('%s = %s is silent', (name, value) => {
    expect(['placeholder', 'plain']).toContain(classify(name, value).verdict)
    expect([...scan(`${name}=${value}`)]).toEqual([])
  })

  test('the keys that every local Supabase has, and the sample of jwt.io', () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const token = (payload: object) => `${part({ alg: 'HS256', typ: 'JWT' })}.${part(payload)}.${'4pcPyMD09olPSyXnrXCj'.repeat(2)}`
    for (const payload of [
      { role: 'service_role', iss: 'supabase-demo' },
      { sub: '1234567890', name: 'John Doe', iat: 1_516_239_022 },
      { sub: 'test-user' },
    ])
      expect(classify('SERVICE_KEY', token(payload)).verdict).toBe('placeholder')
    expect(classify('SERVICE_KEY', token({ role: 'anon', iss: 'supabase' })).verdict).toBe('plain')
    expect(classify('SERVICE_KEY', token({ role: 'service_role', iss: 'supabase' })).verdict).toBe('live')
  })

  test('a token that ended years ago, and the header of one that was cut off', () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const header = part({ alg: 'ES256', typ: 'JWT' })
    const token = (exp: number) => `${header}.${part({ iss: 'auth.shop.example', exp })}.${'4pcPyMD09olPSyXnrXCj'.repeat(2)}`
    expect(classify('ACCESS_TOKEN', token(1_415_387_315)).verdict).toBe('plain')
    expect(classify('ACCESS_TOKEN', token(4_102_444_800)).verdict).toBe('live')
    expect(classify('ACCESS_TOKEN', header.slice(0, 24)).verdict).toBe('placeholder')
    expect(classify('ACCESS_TOKEN', part({ k: 'Zt9qLw2VxR7pKd', n: 'ci', id: 1 })).verdict).not.toBe('placeholder')
  })
})
