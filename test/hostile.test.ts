import { describe, expect, test } from 'vitest'
import { catalogue } from '#catalogue'
import { findingsOf } from '#model/evaluation'
import { evaluate } from '../src/evaluate/evaluate.ts'
import { classOf } from '../src/policy/classes.ts'
import { memoryEngine } from './support/engine.ts'
import { memorySnapshot } from './support/memory-snapshot.ts'
import { policyFor } from './support/policy.ts'
import { seeded } from './support/random.ts'

const policy = policyFor(catalogue)

async function evaluated(files: Readonly<Record<string, string | Uint8Array>>) {
  return evaluate(memorySnapshot('hostile', files), policy, classOf(policy), [memoryEngine(catalogue)])
}

function noise(bytes: number): Uint8Array {
  const random = seeded(4)
  return Uint8Array.from({ length: bytes }, () => Math.floor(random() * 256))
}

const aliases = Array.from(
  { length: 30 },
  (_, index) =>
    `a${index}: &a${index} [${Array(9)
      .fill(index === 0 ? 'image' : `*a${index - 1}`)
      .join(', ')}]`,
).join('\n')
const keys = Array.from({ length: 100_000 }, (_, index) => `key${index}: image`).join('\n')

/** Each gives a finding, an unreadable entry, or nothing because no control names it; never an error, never a hang. */
const HOSTILE: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>> = {
  'a single line of 10 MB': {
    '.env.example': `TOKEN=${'a1B2'.repeat(2_500_000)}`,
    Dockerfile: `FROM node:1 ${'x'.repeat(10_000_000)}`,
    'a.py': `DEBUG = "${'x'.repeat(10_000_000)}"`,
  },
  'invalid UTF-8': {
    '.env.example': Buffer.concat([Buffer.from('API_KEY='), Buffer.from([0xff, 0xfe, 0xc0, 0x80]), Buffer.from('\n')]),
    'settings.py': Buffer.from([0xc3, 0x28, 0x0a, 0x44]),
  },
  'NUL bytes': {
    '.env.example': 'A=1\0\nB=2\n',
    'settings.py': 'DEBUG = True\n\0',
    'docker-compose.yml': 'services:\0\n  a:\n    image: redis\n',
  },
  'UTF-16': { '.env.example': Buffer.from('\ufeffDEBUG=true\n', 'utf16le'), 'settings.py': Buffer.from('\ufeffDEBUG = True\n', 'utf16le') },
  'a YAML alias bomb': {
    'k8s/bomb.yaml': `${aliases}\nimage: *a29\n`,
    'docker-compose.yml': `services:\n  a: &a\n    image: redis\n    <<: *a\n`,
  },
  'maps of 100,000 keys': { 'k8s/keys.yaml': keys, 'docker-compose.yml': `services:\n${keys.replaceAll(/^/gm, '  ')}` },
  'nesting 10,000 deep': {
    'k8s/deep.yaml': `image: ${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    'grafana/deep.json': `{"expr": ${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`,
    'deep.ts': `new Counter({ name: ${'('.repeat(10_000)}1${')'.repeat(10_000)} })`,
    'settings.py': `DEBUG = ${'('.repeat(10_000)}True${')'.repeat(10_000)}`,
    'main.tf': `image = ${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    'alerts.yml': `groups: [{name: a, rules: [{alert: A, expr: "${'('.repeat(10_000)}up${')'.repeat(10_000)}"}]}]`,
  },
  'a Dockerfile of 1 MB': { Dockerfile: `FROM node:latest\n${'RUN true && \\\n  true\n'.repeat(50_000)}` },
  'binary content under names that matter': {
    '.env.example': Buffer.from(Array.from({ length: 5_000 }, (_, index) => index % 256)),
    Dockerfile: Buffer.alloc(100),
  },
  'odd paths': {
    'line\nbreak/Dockerfile': 'FROM redis\n',
    '`tick`|pipe/docker-compose.yml': 'services:\n  a:\n    image: redis\n',
    '@team/<img src=x>/Dockerfile': 'FROM redis\n',
    'bidi\u202egpj.Dockerfile': 'FROM redis\n',
    '__proto__/Dockerfile': 'FROM redis\n',
    'constructor/settings.py': 'DEBUG = True\n',
  },
  'names of the language itself': {
    'docker-compose.yml': 'services:\n  __proto__:\n    image: redis\n  constructor:\n    image: redis\n  toString: {}\n',
    'settings.py': '__proto__ = True\nconstructor = {"__proto__": 1}\n',
  },
}

describe.each(Object.entries(HOSTILE))('%s', (_, files) => {
  test('breaks nothing', { timeout: 60_000 }, async () => {
    const { results, unreadable } = await evaluated(files)
    expect([...results.values()].flatMap(({ control, error }) => (error ? [`${control}: ${error}`] : []))).toEqual([])
    for (const { path, reason } of unreadable) expect(`${path in files} ${reason}`).toMatch(/^true \w/)
  })
})

test('what stands behind NUL bytes or in another encoding is found all the same, or said to be unreadable', async () => {
  const nul = await evaluated({ 'settings.py': 'DEBUG = True\n\0' })
  expect(nul.unreadable.map(({ path }) => path)).toEqual(['settings.py'])
  expect(findingsOf(nul).map(({ control }) => control)).toEqual(['policy/unreadable'])
  for (const bytes of [
    Buffer.concat([Buffer.alloc(20_000), Buffer.from('DEBUG = True\n')]),
    Buffer.concat([Buffer.from('# Größe\nDEBUG = True\n', 'latin1'), Buffer.alloc(500)]),
    Buffer.concat([Buffer.from('# 這是設定檔，不要改動\nDEBUG = True\n'), Buffer.alloc(500)]),
  ]) {
    const padded = await evaluated({ 'settings.py': bytes })
    expect(findingsOf(padded).map(({ control }) => control)).toEqual(['policy/unreadable'])
  }
  // An image that somebody calls a program is none, and nothing hides in it.
  const image = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
    noise(20_000),
    Buffer.from('DEBUG = True'),
  ])
  expect(findingsOf(await evaluated({ 'settings.py': image }))).toEqual([])
  const utf16 = await evaluated({ 'settings.py': Buffer.from('\ufeffDEBUG = True\n', 'utf16le') })
  expect(findingsOf(utf16).map(({ control }) => control)).toContain('access/debug-default')
})

test('odd paths are findings like all others', async () => {
  const { results } = await evaluated(HOSTILE['odd paths']!)
  expect(results.get('deploy/image-latest-tag')!.findings).toHaveLength(5)
  expect(results.get('access/debug-default')!.findings).toHaveLength(1)
})
