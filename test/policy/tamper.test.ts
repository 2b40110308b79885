import { expect, test } from 'vitest'
import { CODEOWNERS_PATHS } from '#formats/codeowners'
import { POLICY_PATH, type PolicyFile } from '#model/policy-file'
import { review } from '../../src/review.ts'
import { memoryEngine } from '../support/engine.ts'
import { memorySnapshot } from '../support/memory-snapshot.ts'
import { type Files, LINES } from '../support/waived-pull.ts'

const POLICY = `version: 1
mode: enforce
gate: { introduced: medium }
paths: { ignore: ["legacy/**"] }
custom:
  - { id: acme/no-latest, title: No latest, severity: high, files: ["**/*.conf"], text: { forbid: ":latest" } }
`

/** The base: one file with something open, one that is fine, and an owner of the policy. */
const BASE: Files = {
  [POLICY_PATH]: POLICY,
  '.github/CODEOWNERS': '/.readiness.yml @acme/sre\n/.github/ @acme/sre\n',
  'src/app.yaml': `${Array.from({ length: 20 }, (_, index) => `key${index}: fine\n`).join('')}old: bad\n`,
}

/** What every attempt tries to get through. */
const BAD = `${BASE['src/app.yaml']}port: bad\n`

function policyFile(files: Files, source: string): PolicyFile {
  const text = files[POLICY_PATH]
  return { source, content: text === undefined ? { state: 'absent' } : { state: 'text', text } }
}

function ownersOf(files: Files) {
  const path = CODEOWNERS_PATHS.find((name) => files[name] !== undefined)
  return path === undefined ? undefined : { path, text: files[path]! }
}

async function reviewed(head: Files, base: Files = BASE, headPolicy = policyFile(head, 'head')) {
  const answer = await review(
    {
      base: memorySnapshot('base', base),
      head: memorySnapshot('head', head),
      basePolicy: policyFile(base, 'main'),
      headPolicy,
      owners: { base: ownersOf(base), head: ownersOf(head) },
      earlier: async function* () {},
      asOf: '2026-11-21T12:00:00Z',
    },
    memoryEngine(LINES),
  )
  if (!answer.assessment) throw new Error('the base has no valid policy')
  const { verdict } = answer.assessment
  return {
    conclusion: verdict.conclusion,
    blocking: verdict.blocking.map(({ control, location }) => `${control} in ${location?.path}`),
    delta: answer.policyDelta.map(({ kind, words }) => `${kind}: ${words}`),
    notes: answer.notes,
  }
}

function without(files: Files, ...paths: readonly string[]): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !paths.includes(path)))
}

const HEAD: Files = { ...BASE, 'src/app.yaml': BAD }

test('nothing tried: the pull request fails', async () => {
  expect(await reviewed(HEAD)).toEqual({ conclusion: 'failure', blocking: ['deploy/lines in src/app.yaml'], delta: [], notes: [] })
})

test.each<[string, Files, RegExp]>([
  [
    'observe instead of enforce',
    { [POLICY_PATH]: POLICY.replace('enforce', 'observe') },
    /^loosened: lowers the mode from enforce to observe$/,
  ],
  ['a higher gate', { [POLICY_PATH]: POLICY.replace('medium', 'critical') }, /^loosened: lowers the gate from medium to critical$/],
  [
    'the control switched off',
    { [POLICY_PATH]: `${POLICY}controls: { deploy/lines: { level: off } }\n` },
    /^loosened: switches off the control deploy\/lines$/,
  ],
  [
    'a waiver',
    { [POLICY_PATH]: `${POLICY}waivers: [{ control: deploy/lines, path: "**", reason: "trust me" }]\n` },
    /^loosened: waives deploy\/lines in \*\* without end/,
  ],
  [
    'an exempt path',
    { [POLICY_PATH]: POLICY.replace('"legacy/**"', '"legacy/**", "src/**"') },
    /^loosened: counts the path src\/\*\* as ignored$/,
  ],
  ['a test path', { [POLICY_PATH]: POLICY.replace('ignore', 'test: ["src/**"], ignore') }, /^loosened: counts the path src\/\*\* as test$/],
  [
    'a service that asks less',
    { [POLICY_PATH]: `${POLICY}services: [{ name: app, paths: ["src/**"], controls: { deploy/lines: { level: off } } }]\n` },
    /^loosened: switches off the control deploy\/lines for app$/,
  ],
  [
    'comments honoured',
    {
      [POLICY_PATH]: `${POLICY}inline: { new: honoured }\n`,
      'src/app.yaml': BAD.replace('port', '# readiness: ignore deploy/lines -- trust me\nport'),
    },
    /^loosened: loosens what new comments do/,
  ],
  [
    'a comment',
    { 'src/app.yaml': BAD.replace('port', '# readiness: ignore deploy/lines -- trust me\nport') },
    /^loosened: ignores deploy\/lines in src\/app\.yaml by a comment/,
  ],
  [
    'another owner of the policy',
    { '.github/CODEOWNERS': '/.readiness.yml @mallory\n/.github/ @acme/sre\n' },
    /^loosened: changes who owns \.readiness\.yml from @acme\/sre to @mallory$/,
  ],
  ['an earlier CODEOWNERS', { '.github/CODEOWNERS': '* @mallory\n' }, /^loosened: changes who owns \.github\/CODEOWNERS/],
])('by %s: still fails, and is shown', async (_, change, words) => {
  const { conclusion, blocking, delta } = await reviewed({ ...HEAD, ...change })
  expect(conclusion).toBe('failure')
  expect(blocking).toContain('deploy/lines in src/app.yaml')
  expect(delta).toContainEqual(expect.stringMatching(words))
})

test.each<[string, Files]>([
  ['.gitattributes', { '.gitattributes': 'src/** linguist-generated=true linguist-vendored export-ignore\n' }],
  ['a generated header', { 'src/app.yaml': `# Code generated by protoc. DO NOT EDIT.\n# @generated\n${BAD}` }],
  ['an ignore file', { '.gitignore': 'src/\n', '.dockerignore': 'src/\n' }],
  [
    'a policy somewhere else',
    { 'src/.readiness.yml': 'version: 1\nmode: observe\n', '.github/.readiness.yml': 'version: 1\nmode: observe\n' },
  ],
])('by %s: still fails', async (_, change) => {
  expect(await reviewed({ ...HEAD, ...change })).toMatchObject({ conclusion: 'failure', blocking: ['deploy/lines in src/app.yaml'] })
})

test('what the new policy would say of this very pull request is told, and does not count', async () => {
  const { conclusion, notes } = await reviewed({ ...HEAD, [POLICY_PATH]: POLICY.replace('medium', 'critical') })
  expect(conclusion).toBe('failure')
  expect(notes).toEqual(['Under the policy that it brings, this pull request would end in success: 1 new finding, none of them blocking.'])
})

test('by a policy that is deleted', async () => {
  const { conclusion, delta } = await reviewed(without(HEAD, POLICY_PATH))
  expect(conclusion).toBe('failure')
  expect(delta).toEqual(
    expect.arrayContaining(['loosened: lowers the mode from enforce to observe', 'loosened: removes the custom control acme/no-latest']),
  )
})

test('by a policy that is broken, also where nothing else is wrong', async () => {
  const { conclusion, blocking } = await reviewed({ ...BASE, [POLICY_PATH]: `${POLICY}mod: observe\n` })
  expect(conclusion).toBe('failure')
  expect(blocking).toEqual(['policy/invalid in .readiness.yml'])
})

test('by a policy that is a link', async () => {
  const link: PolicyFile = { source: 'head', content: { state: 'unusable', reason: 'links are not followed' } }
  expect(await reviewed(HEAD, BASE, link)).toMatchObject({
    conclusion: 'failure',
    blocking: expect.arrayContaining(['policy/invalid in .readiness.yml', 'deploy/lines in src/app.yaml']),
  })
})

test('by padding past the limit', async () => {
  const { conclusion } = await reviewed({ ...BASE, 'src/app.yaml': `${BAD}# ${'x'.repeat(12_000_000)}\n` })
  expect(conclusion).toBe('failure')
})

test.each(['tests/app.yaml', 'vendor/app.yaml', 'examples/app.yaml', 'docs/app.yaml', 'legacy/app.yaml'])(
  'by a move to %s',
  async (path) => {
    const { conclusion, blocking } = await reviewed({ ...without(BASE, 'src/app.yaml'), [path]: BAD })
    expect({ conclusion, blocking }).toEqual({ conclusion: 'failure', blocking: [`deploy/lines in ${path}`] })
  },
)

test.each(['tests/clean.yaml', 'legacy/clean.yaml'])('by a move of a file that was clean to %s', async (path) => {
  const clean = BASE['src/app.yaml']!.replace('old: bad\n', '')
  const base = { ...BASE, 'src/clean.yaml': clean }
  const { conclusion, blocking } = await reviewed({ ...BASE, [path]: `${clean}port: bad\n` }, base)
  expect({ conclusion, blocking }).toEqual({ conclusion: 'failure', blocking: [`deploy/lines in ${path}`] })
})

test('by a finding of a custom control, whose definition the pull request takes away', async () => {
  const head = { ...BASE, [POLICY_PATH]: POLICY.slice(0, POLICY.indexOf('custom:')), 'src/nginx.conf': 'image: nginx:latest\n' }
  expect(await reviewed(head)).toMatchObject({ conclusion: 'failure', blocking: ['acme/no-latest in src/nginx.conf'] })
})
