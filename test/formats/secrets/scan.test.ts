import { describe, expect, test } from 'vitest'
import { classify, digest, scan } from '../../../src/formats/secrets.ts'
import { seeded } from '../../support/random.ts'
import { generateSecret } from '../../support/secrets.ts'

const random = seeded(11)
const secret = (kind: string) => generateSecret(kind, random)

describe('scan', () => {
  test('says where each one stands, in order', () => {
    const [github, stripe, key] = [secret('github_token'), secret('stripe_live'), secret('pem_private_key')]
    const text = `curl -H "Authorization: token ${github}" https://api\n{"k":"${stripe}"}\n${key}\n`
    const found = [...scan(text)]
    expect(found.map(({ kind }) => kind)).toEqual(['github_token', 'stripe_live', 'private_key'])
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual([github, stripe, key])
  })

  test('sees what follows an escape, and what a URL encodes', () => {
    const token = secret('github_token')
    for (const text of [String.raw`"a\n${token}\n"`, `?token%3D${token}%26`, `x:${token}@host`]) {
      expect([...scan(text)].map(({ start, end }) => text.slice(start, end))).toEqual([token])
    }
  })

  test('leaves out what needs a name to be known', () => {
    for (const kind of ['jwt', 'google_api_key', 'twilio_auth_token', 'mailgun_key', 'high_entropy', 'password'])
      expect([...scan(`value ${secret(kind)} end`)], kind).toEqual([])
  })

  test('points at the secret in what surrounds it', () => {
    const [password, account, webhook] = [secret('password'), secret('azure_storage_key'), secret('slack_webhook')]
    const text = `postgres://shop:${password}@db.shop-prod.io/shop AccountName=a;AccountKey=${account}; https://hooks.slack.com/services/${webhook}`
    expect([...scan(text)].map(({ start, end }) => text.slice(start, end))).toEqual([password, account, webhook])
  })

  test('a weak password of a rented database works all the same, and so does a strong one of the database next door', () => {
    for (const url of ['mongodb+srv://bakery:bakery@orders.k2mx7.mongodb.net/shop', `postgres://shop:${'gH7kPw'}3xQz1m@db:5432/shop`])
      expect(classify('DATABASE_URL', url)).toMatchObject({ verdict: 'likely', kind: 'url_password' })
  })

  test('a provider in a URL says more than the URL', () => {
    const password = secret('neon_password')
    const url = `postgresql://shop:${password}@ep-cool.eu-central-1.aws.neon.tech/shop`
    expect(classify('DATABASE_URL', url)).toMatchObject({ kind: 'neon_password', start: 18, end: 18 + password.length })
  })

  test('a private key needs a body, and one that a passphrase protects may be harmless', () => {
    const lines = secret('pem_private_key').split('\n')
    const body = lines.slice(1, -1).join('\n')
    const wrapped = (kind: string, content: string) => `-----BEGIN ${kind}-----\n${content}\n-----END ${kind}-----`
    const verdict = (text: string) => [...scan(text)].map(({ verdict }) => verdict)
    for (const kind of ['RSA ', 'EC ', 'OPENSSH ', '']) expect(verdict(wrapped(`${kind}PRIVATE ${'KEY'}`, body))).toEqual(['live'])
    expect(verdict(wrapped(`PGP PRIVATE ${'KEY'} BLOCK`, body))).toEqual(['live'])
    expect(verdict(wrapped(`ENCRYPTED PRIVATE ${'KEY'}`, body))).toEqual(['likely'])
    expect(verdict(wrapped(`RSA PRIVATE ${'KEY'}`, `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0A1B\n\n${body}`))).toEqual(['likely'])
    expect(verdict(wrapped('CERTIFICATE', body))).toEqual([])
    expect(verdict(wrapped('PUBLIC KEY', body))).toEqual([])
    expect(verdict(wrapped(`PRIVATE ${'KEY'}`, '...'))).toEqual([])
    expect(verdict(lines.slice(0, 5).join('\n'))).toEqual([])
  })

  test('a line of ten million characters is one pass', () => {
    const token = secret('github_token')
    for (const filler of ['a', 'sk-', ' eyJ', '://a:', '-----BEGIN PRIVATE KEY-----', '\\nghp_', ' ya29.']) {
      const text = `${filler.repeat(10_000_000 / filler.length)} ${token}`
      expect([...scan(text)].map(({ end }) => end)).toEqual([text.length])
    }
  })
})

describe('values in base64', () => {
  const encoded = (text: string) => Buffer.from(text).toString('base64')

  test('are judged by what they say', () => {
    expect(classify('password', encoded('changeme')).verdict).toBe('placeholder')
    expect(classify('password', encoded('postgres\n')).verdict).toBe('placeholder')
    expect(classify('username', encoded('administrator')).verdict).toBe('plain')
    expect(classify('token', encoded('{{ .Values.token }}')).verdict).toBe('placeholder')
    const token = encoded(secret('github_token'))
    expect(classify('anything', token)).toMatchObject({ verdict: 'live', kind: 'github_token', start: 0, end: token.length })
    expect(classify('tls.key', encoded(secret('pem_private_key')))).toMatchObject({ verdict: 'live', kind: 'private_key' })
  })
})

describe('digest', () => {
  test('tells another value, and gives nothing of it back', () => {
    const values = Array.from({ length: 2000 }, () => secret('high_entropy'))
    const digests = values.map(digest)
    expect(new Set(digests).size).toBe(values.length)
    expect(digests.every((one) => /^[0-9a-f]{8}$/.test(one))).toBe(true)
    expect(values.map(digest)).toEqual(digests)
  })

  test('sees order, length and single characters', () => {
    const close = ['', 'a', 'b', 'aa', 'ab', 'ba', 'a\0', '\0a', 'hunter2', 'hunter3', 'Hunter2', 'hunter2 ']
    expect(new Set(close.map(digest)).size).toBe(close.length)
  })
})

test('sixteen letters that nobody can speak are the password of a program that sends mail', () => {
  const value = Array.from({ length: 16 }, (_, at) => 'bcdfghjkmnpqrtvwxz'[(at * 7 + Math.floor(random() * 3)) % 18]).join('')
  expect(classify('EMAIL_HOST_PASSWORD', value)).toMatchObject({ verdict: 'likely', kind: 'app_password' })
  expect(classify('SMTP_PASSWORD', 'correcthorsestay').verdict).not.toBe('likely')
  expect(classify('EMAIL_HOST_USER', value)).toMatchObject({ verdict: 'plain' })
})
