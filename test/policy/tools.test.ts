import { describe, expect, test } from 'vitest'
import { ownerRules } from '#formats/codeowners'
import { yaml } from '#model/example'
import { parseCases } from '../../src/policy/cases.ts'
import { builtInClass } from '../../src/policy/classes.ts'
import { explainControl, explainGate, renderExplained } from '../../src/policy/explain.ts'
import { inferServices } from '../../src/policy/infer-services.ts'
import { proposePolicy } from '../../src/policy/init.ts'
import { readLayer } from '../../src/policy/layer.ts'
import { parsePolicy } from '../../src/policy/parse.ts'
import { renderProblem } from '../../src/policy/problem.ts'
import { resolvePolicy } from '../../src/policy/resolve.ts'
import { testPolicy } from '../../src/test-policy.ts'
import { SMALL_CATALOGUE } from '../support/catalogue.ts'
import { memoryEngine } from '../support/engine.ts'
import { LINES, policyOf } from '../support/waived-pull.ts'

const ORIGIN = { path: '.readiness.yml', source: '.readiness.yml at main' }

describe('policy explain', () => {
  const layer = (text: string, source: string) => {
    const read = readLayer(text, { path: source, source }, SMALL_CATALOGUE)
    if (read.problems) throw new Error(read.problems.map(renderProblem).join('\n'))
    return read.layer
  }
  const { settings, policy } = resolvePolicy(
    [
      layer('version: 1\nprofile: standard\ncontrols:\n  deploy/*: { severity: high }\nlocks: { controls: [deploy/*] }\n', 'organisation'),
      layer(
        'version: 1\ncatalogue: "1.2"\ncontrols:\n  deploy/image-latest-tag: { level: advisory, params: { most: 5 }, severity: critical }\nwaivers:\n  - { control: deploy/image-latest-tag, path: a, reason: "demo", expires: 2027-01-01 }\n',
        'repository',
      ),
    ],
    SMALL_CATALOGUE,
  )

  test('says which file and line set each value of a control', () => {
    const rows = explainControl('deploy/image-latest-tag', settings, policy)!
    expect(rows.map(({ key, value, by }) => `${key} = ${value}: ${by}`)).toEqual([
      'level = required: organisation:2 (profile standard), locked by organisation',
      'severity = critical: repository:4 (repository)',
      'paths = all: default',
      'params.allow = []: default',
      'params.grace = 3600: default',
      'params.strict = false: default',
      'params.most = 3: default, locked by organisation',
      'params.names = ["a"]: default',
      'waiver = a, until 2027-01-01: repository:6',
    ])
    expect(explainControl('observability/tracing', settings, policy)![0]).toEqual({
      key: 'level',
      value: 'advisory',
      by: 'repository:2 (catalogue 1.2), the control came with 1.10',
    })
    expect(explainControl('no/such', settings, policy)).toBeUndefined()
  })

  test('says who set the gate', () => {
    expect(renderExplained(explainGate(settings).slice(0, 4))).toBe(
      'mode            observe   default\nprofile         standard  organisation:2 (organisation)\ncatalogue       1.2       repository:2 (repository)\ngate.introduced high      default\n'
        .replace('gate.introduced high    ', 'gate.introduced  high    ')
        .replace(/^(mode {12}|profile {9}|catalogue {7})/gm, '$1 '),
    )
  })
})

describe('policy init', () => {
  const paths = [
    'README.md',
    'package.json',
    'docker-compose.yml',
    'services/payments/go.mod',
    'services/payments/Dockerfile',
    'services/payments/internal/api/handler.go',
    'services/orders/package.json',
    'services/orders/admin/package.json',
    'apps/web/package.json',
    'legacy/web/pom.xml',
    'packages/ui/package.json',
    'examples/demo/package.json',
    'vendor/x/go.mod',
  ]

  test('services are folders with a manifest of their own', () => {
    const owners = ownerRules({ path: 'CODEOWNERS', text: '* @acme/all\n/services/payments/ @acme/payments\n' })
    expect(inferServices(paths, builtInClass, owners)).toEqual([
      { name: 'apps-web', paths: ['apps/web/**'], owner: '@acme/all', because: 'apps/web/package.json' },
      { name: 'legacy-web', paths: ['legacy/web/**'], owner: '@acme/all', because: 'legacy/web/pom.xml' },
      { name: 'orders', paths: ['services/orders/**'], owner: '@acme/all', because: 'services/orders/package.json' },
      { name: 'payments', paths: ['services/payments/**'], owner: '@acme/payments', because: 'services/payments/go.mod' },
    ])
  })

  test('what is proposed is a policy, whatever the repository is called like', () => {
    const services = [
      ...inferServices(paths, builtInClass),
      { name: 'a"\n: [x]', paths: ['app/\\[id\\]/**'], owner: '@a', because: 'app/\n[id]' },
    ]
    const text = proposePolicy({
      catalogue: '1.4',
      services,
      score: 71.25,
      open: { critical: 1, medium: 4 },
      history: { replayed: 100, blocked: 7, byControl: new Map([['deploy/image-latest-tag', 5]]) },
      owned: false,
    })
    const parsed = parsePolicy(text, ORIGIN, SMALL_CATALOGUE)
    expect(parsed.problems ?? []).toEqual([])
    expect(text).toContain('# Score when this was written: 71.3 of 100; open findings: 1 critical, 4 medium.')
    expect(text).toContain(
      '# Of the last 100 merged pull requests this policy would have failed 7 under enforce (deploy/image-latest-tag 5).',
    )
    expect('policy' in parsed && parsed.policy).toMatchObject({
      mode: 'observe',
      profile: 'starter',
      catalogue: '1.4',
      services: { length: 5 },
    })
  })

  test('an empty repository gets a policy too', () => {
    expect(parsePolicy(proposePolicy({ catalogue: '1.0', services: [] }), ORIGIN, SMALL_CATALOGUE).problems).toBeUndefined()
  })
})

describe('policy test', () => {
  const CASES = yaml`
    cases:
      - name: a bad line fails
        base: { a.yaml: "port: fine", b.yaml: "x: fine" }
        files: { a.yaml: "port: bad" }
        expect: fail
        controls: [deploy/lines]
      - name: a fine line passes
        files: { a.yaml: "port: fine" }
        expect: pass
      - name: what was there stays
        base: { a.yaml: "port: bad", b.yaml: "x: fine" }
        files: {}
        deletes: [b.yaml]
        expect: pass
      - name: the waiver runs out
        files: { waived.yaml: "port: bad" }
        expect: fail
        as_of: 2027-02-01
  `
  const WAIVED = 'waivers: [{ control: deploy/lines, path: waived.yaml, reason: "demo", expires: 2027-01-31 }]\n'

  function cases(text: string) {
    const parsed = parseCases(text, 'cases.yml', Object.keys(LINES))
    return parsed.problems ? { cases: [], problems: parsed.problems.map(renderProblem) } : { ...parsed, problems: [] }
  }

  const run = (text: string, policy: string) =>
    testPolicy(policyOf(policy), cases(text).cases, { ...memoryEngine(LINES), asOf: '2026-11-21' })

  test('cases hold', async () => {
    expect(await run(CASES, WAIVED)).toEqual([2, 7, 10, 15].map((line) => expect.objectContaining({ line })))
    expect((await run(CASES, WAIVED)).flatMap(({ fault }) => fault ?? [])).toEqual([])
  })

  test('and say what happened instead where they do not', async () => {
    const faults = (await run(CASES, 'controls: { deploy/lines: { level: off } }\n')).map(({ fault }) => fault)
    expect(faults).toEqual([
      'expected to fail, but it ended in success: No new findings.',
      undefined,
      undefined,
      'expected to fail, but it ended in success: No new findings.',
    ])
    const blamed = CASES.replace('controls: [deploy/lines]', 'controls: [secrets/lines]')
    expect((await run(blamed, WAIVED))[0]?.fault).toBe('expected to be blocked by secrets/lines, but deploy/lines did')
  })

  test('mistakes in the file of cases have places', () => {
    expect(cases('cases:\n  - { name: a, files: {}, expect: failed }\n  - { files: [] }\n').problems).toEqual([
      'cases.yml:2:35: cases[0].expect must be pass or fail, not "failed". Did you mean "fail"?',
      'cases.yml:3:5: cases[1] lacks "expect".',
      'cases.yml:3:5: cases[1] lacks "name".',
      'cases.yml:3:14: cases[1].files must be a mapping, not a list.',
    ])
    expect(cases('cases: [{ name: a, files: {}, expect: fail, controls: [deploy/line] }]').problems).toEqual([
      'cases.yml:1:56: "deploy/line" is not a control. Did you mean "deploy/lines"?',
    ])
  })

  test('examples of custom controls are tried', async () => {
    const control = (bad: string, good: string) =>
      `custom:\n  - { id: acme/own, title: Ours, severity: high, each: image, require: { registry: acme.example }, examples: { bad: { one: { compose.yaml: "${bad}" } }, good: { two: { compose.yaml: "${good}" } } } }\n`
    const good = 'services:\\n  a:\\n    image: acme.example/a:1'
    const run = async (policy: string) =>
      (await testPolicy(policyOf(policy), [], { ...memoryEngine(LINES), asOf: '2026-11-21' })).map(({ name, fault }) => [name, fault])
    expect(await run(control('services:\\n  a:\\n    image: «nginx:1»', good))).toEqual([
      ['acme/own: one', undefined],
      ['acme/own: two', undefined],
    ])
    expect(await run(control(`${good}«»`, 'services:\\n  a:\\n    image: nginx:1'))).toEqual([
      ['acme/own: one', 'compose.yaml:3:28-3:28 should be found and is not'],
      ['acme/own: two', 'nothing should be found, but compose.yaml:3:12-3:19 is'],
    ])
    expect(await run(control('a: 1', good))).toEqual([
      ['acme/own: one', 'the control looks at nothing here'],
      ['acme/own: two', undefined],
    ])
  })
})
