import { expect, test } from 'vitest'
import { yaml } from '#model/example'
import { parsePolicy } from '../../src/policy/parse.ts'
import { renderProblem } from '../../src/policy/problem.ts'
import { SMALL_CATALOGUE } from '../support/catalogue.ts'

const ORIGIN = { path: '.readiness.yml', source: '.readiness.yml at main' }

function parse(text: string, origin = ORIGIN) {
  const { policy, problems } = { policy: undefined, ...parsePolicy(text, origin, SMALL_CATALOGUE) }
  return { policy, problems: problems?.map(renderProblem) ?? [] }
}

/** The example of the language, key by key as it is published. */
const EVERYTHING = yaml`
  version: 1
  catalogue: "1.0"                 # controls newer than this are advisory until it is raised
  extends: acme
  mode: enforce
  profile: standard
  gate:
    introduced: high
    score: { minimum: 70, max_drop: 2, tolerance: 0.05 }
    ratchet: [secrets/*]
    on_error: fail
    policy: require-owner
  controls:
    deploy/image-latest-tag: { level: required, severity: high, params: { allow: ["registry.acme.example/base/*"] } }
    observability/*: { level: advisory }
  dimensions: { secrets: { weight: 2 } }
  paths: { test: ["e2e/**"], generated: ["gen/**"], ignore: ["third_party/**"] }
  services:
    - { name: payments, paths: ["services/payments/**"], tier: critical, owner: "@acme/payments" }
  waivers:
    - { control: deploy/image-latest-tag, path: Dockerfile.dev, reason: "moves on purpose", owner: "@acme/platform", expires: 2027-03-31 }
  attestations:
    - { control: operations/launch-signoff, by: "@acme/sre", evidence: docs/signoff.md, expires: 2027-06-30 }
  inline: { allow: [medium, low], new: listed }
  custom:
    - id: acme/own-registry
      title: Images come from our registry
      severity: high
      each: image
      where: { kind: [kubernetes, compose] }
      require: { registry: registry.acme.example }
    - id: acme/no-todo-owner
      title: No TODO without an owner
      severity: low
      files: ["**/*.ts"]
      text: { forbid: "TODO[^(]" }
  report: { suggestions: false }
`

test('the whole language is understood', () => {
  const { policy, problems } = parse(EVERYTHING)
  expect(problems).toEqual([])
  expect(policy).toMatchObject({
    source: '.readiness.yml at main',
    mode: 'enforce',
    profile: 'standard',
    catalogue: '1.0',
    gate: {
      introduced: 'high',
      score: { minimum: 70, maxDrop: 2, tolerance: 0.05 },
      ratchet: ['secrets/*'],
      onError: 'fail',
      policy: 'require-owner',
      breakGlass: 'require-reason',
    },
    paths: { ignore: ['third_party/**'] },
    inline: { allow: ['medium', 'low'], new: 'listed' },
    waiving: { require: [], locked: [] },
    report: { suggestions: false },
  })
  expect(policy?.rules.get('deploy/image-latest-tag')).toMatchObject({
    level: 'required',
    severity: 'high',
    params: { allow: ['registry.acme.example/base/*'], grace: 3600, strict: false, most: 3, names: ['a'] },
  })
  expect(policy?.rules.get('observability/alert-rules')?.level).toBe('advisory')
  expect(policy?.rules.get('acme/own-registry')?.level).toBe('required')
  expect(policy?.weights).toEqual(new Map([['secrets', 2]]))
  expect(policy?.paths.classes).toEqual(
    new Map([
      ['test', ['e2e/**']],
      ['generated', ['gen/**']],
    ]),
  )
  expect(policy?.services).toMatchObject([{ name: 'payments', tier: 'critical', owner: '@acme/payments' }])
  expect(policy?.waivers).toMatchObject([
    { expires: '2027-03-31', location: { path: '.readiness.yml', range: { start: { line: 20, column: 5 } } } },
  ])
  expect(policy?.attestations).toMatchObject([{ by: '@acme/sre', evidence: 'docs/signoff.md' }])
  expect(policy?.custom.map(({ id, test }) => [id, test])).toEqual([
    ['acme/own-registry', { each: 'image', where: { kind: ['kubernetes', 'compose'] }, require: { registry: 'registry.acme.example' } }],
    ['acme/no-todo-owner', { forbid: 'TODO[^(]' }],
  ])
})

test('the least policy observes with the starter profile', () => {
  const { policy } = parse('version: 1\n')
  expect(policy).toMatchObject({
    mode: 'observe',
    profile: 'starter',
    gate: { introduced: 'high', policy: 'report', score: { tolerance: 0.05 } },
  })
  expect(policy?.rules.get('observability/alert-rules')?.level).toBe('advisory')
  expect(policy?.rules.get('deploy/image-latest-tag')?.level).toBe('required')
})

test.each([
  ['profile: regulated', 'require-owner', 'required'],
  ['profile: standard', 'require-owner', 'advisory'],
])('%s sets levels and the gate on the policy itself', (line, gate, level) => {
  const { policy } = parse(`version: 1\n${line}\n`)
  expect(policy?.gate.policy).toBe(gate)
  expect(policy?.rules.get('operations/launch-signoff')?.level).toBe(level)
})

test('a control newer than the pin advises, unless the policy requires it by its id', () => {
  const level = (text: string) => parse(`version: 1\n${text}`).policy?.rules.get('observability/tracing')?.level
  expect(level('')).toBe('required')
  expect(level('catalogue: "1.9"')).toBe('advisory')
  expect(level('catalogue: "1.10"')).toBe('required')
  expect(level('catalogue: "1.9"\ncontrols: { observability/*: { level: required } }')).toBe('advisory')
  expect(level('catalogue: "1.9"\ncontrols: { observability/tracing: { level: required } }')).toBe('required')
  expect(level('catalogue: "1.9"\ncontrols: { observability/*: { level: off } }')).toBe('off')
})

test('an id is stronger than a pattern, and of patterns the later', () => {
  const { policy } = parse(yaml`
    version: 1
    controls:
      observability/alert-rules: { level: required }
      observability/*: { level: off, severity: low }
      "*/tracing": { level: advisory }
  `)
  expect(policy?.rules.get('observability/alert-rules')).toMatchObject({ level: 'required', severity: 'low' })
  expect(policy?.rules.get('observability/tracing')).toMatchObject({ level: 'advisory', severity: 'low' })
})

test('a duration reaches the check in seconds', () => {
  const { policy } = parse('version: 1\ncontrols: { deploy/image-latest-tag: { params: { grace: 90m } } }')
  expect(policy?.rules.get('deploy/image-latest-tag')?.params.grace).toBe(5400)
})

test('what a service asks of itself is kept by control', () => {
  const { policy, problems } = parse(yaml`
    version: 1
    services:
      - name: payments
        paths: ["services/payments/**"]
        controls:
          observability/tracing: { severity: critical }
          observability/*: { level: required }
  `)
  expect(problems).toEqual([])
  expect(policy?.services[0]?.rules).toEqual(
    new Map([
      ['observability/alert-rules', { level: 'required' }],
      ['observability/tracing', { level: 'required', severity: 'critical' }],
    ]),
  )
})

test('all mistakes at once, each with its place and what was probably meant', () => {
  const { problems } = parse(yaml`
    version: 2
    catalogue: 1.0
    mod: enforce
    profile: standart
    gate:
      introduced: hihg
      polcy: report
    controls:
      deploy/image-latest: { level: requird }
      deploy/image-latest-tag: { params: { alow: [a], allow: x, grace: 5 } }
      image-latest-tag: {}
      scale/*: { level: off }
      observability/*: { params: { x: 1 } }
    dimensions: { secret: { weight: 2 } }
    waivers:
      - { control: deploy/image-latest-tag, pth: x, reason: '', expires: 2027-02-30 }
      - foo
      - { control: "deploy/*", reason: "we accept all of it" }
    attestations:
      - { control: operations/launch-signoff, by: "@acme/sre", evidence: ../../etc/passwd }
    services:
      - { name: a, paths: ["/a/**"] }
      - { name: a, paths: ["b/"] }
    inline: { allow: [high] }
    paths: { test: "x" }
  `)
  expect(problems).toEqual([
    '.readiness.yml:1:10: version must be 1, not 2.',
    '.readiness.yml:2:12: catalogue must be text, not 1. Put it in quotes: 1.10 and 1.1 are the same number.',
    '.readiness.yml:3:1: "mod" is not a key of a policy. Did you mean "mode"?',
    '.readiness.yml:4:10: profile must be starter, standard or regulated, not "standart". Did you mean "standard"?',
    '.readiness.yml:6:15: gate.introduced must be critical, high, medium or low, not "hihg". Did you mean "high"?',
    '.readiness.yml:7:3: "polcy" is not a key of gate. Did you mean "policy"?',
    '.readiness.yml:9:3: controls: "deploy/image-latest" is not a control. Did you mean "deploy/image-latest-tag"?',
    '.readiness.yml:9:33: controls.deploy/image-latest.level must be required, advisory or off, not "requird". Did you mean "required"?',
    '.readiness.yml:10:40: "alow" is not a parameter of this control. Did you mean "allow"?',
    '.readiness.yml:10:58: controls.deploy/image-latest-tag.params.allow must be a list, not the text "x". Write it as a list: ["x"].',
    '.readiness.yml:10:68: controls.deploy/image-latest-tag.params.grace must be text, not 5. Put it in quotes: 1.10 and 1.1 are the same number.',
    '.readiness.yml:11:3: controls: "image-latest-tag" is not a control. Did you mean "deploy/image-latest-tag"?',
    '.readiness.yml:12:3: controls: No control matches "scale/*".',
    '.readiness.yml:13:22: controls.observability/*.params: parameters belong to one control, not to a pattern.',
    '.readiness.yml:14:15: dimensions: "secret" is not a dimension. Did you mean "secrets"?',
    '.readiness.yml:16:41: "pth" is not a key of waivers[0]. Did you mean "path"?',
    '.readiness.yml:16:57: A reason cannot be empty.',
    '.readiness.yml:16:70: waivers[0].expires: This is no day of the calendar: write YYYY-MM-DD.',
    '.readiness.yml:17:5: waivers[1] must be a mapping, not the text "foo".',
    '.readiness.yml:18:16: waivers[2]: "deploy/*" must be the id of one control, not a pattern.',
    '.readiness.yml:20:70: Evidence is a file of this repository (from its root) or a link that begins with https://.',
    '.readiness.yml:22:24: services[0].paths[0]: Globs start at the root of the repository: leave out the leading "/".',
    '.readiness.yml:23:13: Two services are called "a".',
    '.readiness.yml:23:24: services[1].paths[0]: A folder needs "**" after it: "b/**".',
    '.readiness.yml:24:19: inline.allow[0] must be medium or low, not "high".',
    '.readiness.yml:25:16: paths.test must be a list, not the text "x". Write it as a list: ["x"].',
  ])
})

test('a custom control says what is wrong with it', () => {
  const { problems } = parse(yaml`
    version: 1
    custom:
      - { id: deploy/image-latest-tag, title: t, severity: low, each: image, require: { tag: { present: true } } }
      - { id: acme/a, title: t, severity: low, each: image }
      - { id: acme/a, title: t, severity: low, files: ["**"], text: { forbid: "(?=a)" } }
      - { id: acme/b, title: t, severity: low, text: { forbid: 'x(\d)\1' } }
      - { id: acme/c, title: t, severity: low, each: image, require: { tag: { glb: x } } }
      - { id: Acme, title: t, severity: low, files: ["**"], text: {} }
      - { id: acme/d, title: t, severity: low, each: imge, require: { tag: { matches: "(" } } }
      - { id: acme/e, title: t, severity: low }
  `)
  expect(problems.map((problem) => problem.replace('.readiness.yml:', ''))).toEqual([
    '3:11: "deploy/image-latest-tag" is the id of a built-in control.',
    '4:50: `each` needs `require`: what must each of these things fulfil?',
    '5:11: Two custom controls have the id "acme/a".',
    '5:75: Lookahead and lookbehind are not supported (RE2 syntax): say the rest with a second control or with `where`.',
    '6:50: `text` needs `files`: which files is it about?',
    '6:60: Backreferences are not supported (RE2 syntax).',
    '7:75: "glb" is not a key of custom[4].require.tag. Did you mean "glob"?',
    '8:11: custom[5].id cannot be "Acme". An id has the form group/name, in lower case with hyphens.',
    '8:63: `text` needs `forbid` or `require`.',
    expect.stringMatching(/^9:50: custom\[6\]\.each must be .*, not "imge"\. Did you mean "image"\?$/),
    expect.stringMatching(/^9:83: This is no valid pattern \(RE2 syntax\): /),
    '10:11: A custom control has either `each` (with `require`) or `text` (with `files`).',
  ])
})

test('controls about the policy itself are meant only where they are named, and one not even there', () => {
  const level = (controls: string, id: string) => parse(`version: 1\ncontrols: ${controls}\n`).policy?.rules.get(id)?.level
  expect(level('{ "*/*": { level: off } }', 'deploy/image-latest-tag')).toBe('off')
  expect(level('{ "*/*": { level: off } }', 'policy/unreadable')).toBe('required')
  expect(level('{ "policy/*": { level: off } }', 'policy/unreadable')).toBe('off')
  expect(level('{ "policy/*": { level: off } }', 'policy/invalid')).toBe('required')
  const { problems } = parse(yaml`
    version: 1
    controls: { policy/invalid: { level: off } }
    waivers:
      - { control: policy/loosened, reason: trust me }
      - { control: policy/unreadable, path: big.yaml, reason: generated elsewhere }
    attestations:
      - { control: policy/waivers, by: me, evidence: a.md }
  `)
  expect(problems).toEqual([
    '.readiness.yml:2:29: A policy that cannot be read always fails: "policy/invalid" cannot be set.',
    '.readiness.yml:4:16: "policy/loosened" cannot be waived: it is about the policy itself.',
    '.readiness.yml:7:16: "policy/waivers" is answered by the files: waive a finding instead of attesting.',
  ])
})

test('a custom control of the organisation cannot be declared anew', () => {
  const text = 'version: 1\ncustom: [{ id: acme/own, title: t, severity: low, files: ["**"], text: { forbid: x } }]\n'
  const known = { ...ORIGIN, inherited: ['acme/own'] }
  expect(parse(text, known as typeof ORIGIN).problems).toEqual([
    '.readiness.yml:2:16: "acme/own" is declared by the policy of the organisation.',
  ])
})

test('a policy extends its own owner only', () => {
  expect(parse('version: 1\nextends: Acme\n', { ...ORIGIN, owner: 'acme' } as typeof ORIGIN).problems).toEqual([])
  expect(parse('version: 1\nextends: evil\n', { ...ORIGIN, owner: 'acme' } as typeof ORIGIN).problems).toEqual([
    ".readiness.yml:2:10: A policy can extend only that of the repository's own owner, acme.",
  ])
  expect(parse('version: 1\nextends: evil/policies\n').problems).toHaveLength(1)
})

test('controls of the organisation are known only where its policy is', () => {
  const text = 'version: 1\nextends: acme\ncontrols: { acme/own-registry: { level: advisory }, secrets/typo: { level: off } }\n'
  expect(parse(text).problems).toEqual(['.readiness.yml:3:53: controls: "secrets/typo" is not a control.'])
  const known = { ...ORIGIN, inherited: ['acme/own-registries'] }
  expect(parse(text, known as typeof ORIGIN).problems).toEqual([
    '.readiness.yml:3:13: controls: "acme/own-registry" is not a control. Did you mean "acme/own-registries"?',
    '.readiness.yml:3:53: controls: "secrets/typo" is not a control.',
  ])
})

test('a regulated policy asks its own waivers for an owner and a last day', () => {
  const waiver = 'control: deploy/image-latest-tag, reason: "moves on purpose"'
  expect(parse(`version: 1\nprofile: regulated\nwaivers: [{ ${waiver} }]\n`).problems).toEqual([
    '.readiness.yml:3:11: This waiver would not hold: the policy asks every waiver for an owner.',
  ])
  expect(parse(`version: 1\nprofile: regulated\nwaivers: [{ ${waiver}, owner: a, expires: 2027-01-01 }]\n`).problems).toEqual([])
})
