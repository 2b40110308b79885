import fc from 'fast-check'
import { expect, test } from 'vitest'
import check from '../../../checks/secrets/example-file-secrets.ts'
import { SHAPES } from '../../../src/formats/secrets/shapes.ts'
import { seeded } from '../../support/random.ts'
import { generateSecret, secretKinds } from '../../support/secrets.ts'

/** Where a secret may stand, also where none belongs. */
const PLACES: readonly (readonly [path: string, form: (secret: string, name: string) => string])[] = [
  ['.env.example', (secret, name) => `${name}="${secret}"`],
  ['.env.example', (secret, name) => `${name}=${secret}`],
  ['.env.example', (secret, name) => `# ${name}=${secret}`],
  ['.env.example', (secret) => `${secret}=${secret}`],
  ['.env.example', (secret, name) => `${name} ${secret}=changeme`],
  ['.env.example', (secret) => `DATABASE_URL=postgres://shop:${secret}@db.shop-prod.io/${secret}`],
  ['.env.example', (secret) => `DATABASE_URL=postgres://${secret}:${secret}@${secret}.io/shop`],
  ['values-example.yaml', (secret, name) => `a:\n  ${name}: '${secret}'\n  ${secret}: password`],
  ['values-example.yaml', (secret, name) => `env:\n  - name: ${name}\n    value: "${secret}"\n  - name: "${secret}"\n    value: x`],
  ['values-example.yaml', (secret, name) => `data:\n  key: |\n    ${secret.replaceAll('\n', '\n    ')}\n    ${name}=${secret}`],
  ['config.example.json', (secret, name) => JSON.stringify({ [name]: secret, [secret]: { password: 'changeme' } })],
  ['app.properties.sample', (secret, name) => `[${secret}]\n${name}=${secret}\n${secret}.password=`],
  ['config.sample.php', (secret, name) => `define('${name}', '${secret}'); $x['${secret}'] = ['${secret}' => '${secret}'];`],
  ['README.md', (secret, name) => `# ${secret}\n\n\`\`\`env\n${name}=${secret}\nexport ${secret}=1\n\`\`\`\n${secret}`],
  [
    'README.md',
    (secret, name) => `\`\`\`sh\ncurl -H "${name}: ${secret}" -u "shop:${secret}" https://shop:${secret}@api.shop-prod.io\n\`\`\``,
  ],
]

/** Test keys and public keys may be seen. */
const KINDS = secretKinds().filter((kind) => SHAPES.every((shape) => shape.kind !== kind || shape.standing === 'live'))

const NAMES = ['API_KEY', 'DB_PASSWORD', 'twilioToken', 'jwt', 'discord.bot.token', 'AWS_SECRET_ACCESS_KEY', 'FOO']

test('nothing that is reported holds twelve characters of a secret', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...KINDS),
      fc.constantFrom(...PLACES),
      fc.constantFrom(...NAMES),
      fc.integer({ min: 0, max: 0xffffffff }),
      (kind, [path, form], name, seed) => {
        const secret = generateSecret(kind, seeded(seed))
        const printed = reported(path, form(secret, name))
        expect(partsOf(secret).filter((part) => printed.includes(part))).toEqual([])
      },
    ),
    { numRuns: 3000, seed: 20261121 },
  )
})

test('and what is stored beside it is a digest, not the value', () => {
  const secret = generateSecret('stripe_live', seeded(5))
  const [observation] = [...check.collect({ path: '.env.example', text: `STRIPE_KEY=${secret}\n` })] as { secretDigest?: string }[]
  expect(observation?.secretDigest).toMatch(/^[0-9a-f]{8}$/)
  expect(secret).not.toContain(observation!.secretDigest!)
})

/** All that a report can get to see. */
function reported(path: string, text: string): string {
  const facts = [...check.collect({ path, text: `${text}\n` })].map((fact) => ({ path, fact }))
  const observations = [...check.judge(facts, { params: {}, classOf: () => 'production' })]
  return JSON.stringify(observations, (key, value) => (key === 'secretDigest' ? undefined : value))
}

/** Every twelve characters in a row. What only says which kind of key it is does not count. */
function partsOf(secret: string): string[] {
  const body = secret.replaceAll(/-----(?:BEGIN|END) [A-Z ]+-----/g, '\n')
  return Array.from({ length: Math.max(0, body.length - 11) }, (_, at) => body.slice(at, at + 12)).filter((part) => !part.includes('\n'))
}
