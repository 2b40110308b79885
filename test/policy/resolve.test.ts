import { expect, test } from 'vitest'
import { yaml } from '#model/example'
import { type PolicyLayer, readLayer } from '../../src/policy/layer.ts'
import { renderSetBy } from '../../src/policy/provenance.ts'
import { resolvePolicy } from '../../src/policy/resolve.ts'
import { ruleFor, serviceOf } from '../../src/policy/rules.ts'
import { SMALL_CATALOGUE } from '../support/catalogue.ts'

function layer(text: string, source: string, inherited?: readonly string[]): PolicyLayer {
  const path = `${source}/.readiness.yml`
  const read = readLayer(text, { path, source, inherited }, SMALL_CATALOGUE)
  if (read.problems) throw new Error(read.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'))
  return read.layer
}

function resolve(organisation: string, repository: string) {
  const parent = layer(organisation, 'organisation')
  const inherited = (parent.entry.custom ?? []).map(({ id }) => id)
  return resolvePolicy([parent, layer(repository, 'repository', inherited)], SMALL_CATALOGUE)
}

const ORGANISATION = yaml`
  version: 1
  mode: enforce
  profile: standard
  gate: { introduced: medium, dimensions: { secrets: low }, ratchet: [secrets/*], score: { minimum: 60 } }
  controls:
    secrets/*: { level: required, severity: high }
    deploy/image-latest-tag: { params: { most: 1 }, paths: ["**"] }
  paths: { test: ["qa/**"], ignore: ["legacy/**"] }
  waiving: { require: [expires], max_days: 90 }
  inline: { allow: [low] }
  waivers:
    - { control: secrets/example-file-secrets, path: "samples/**", reason: "published by the vendor", expires: 2027-01-01 }
  custom:
    - { id: acme/own-registry, title: Images come from our registry, severity: high, each: image, require: { registry: acme.example } }
  locks:
    controls: [secrets/*, deploy/image-latest-tag, acme/own-registry]
    gate: true
    waivers: [secrets/*]
    paths: true
`

test('without locks the repository has the last word, key by key', () => {
  const { policy, settings } = resolve(
    ORGANISATION.slice(0, ORGANISATION.indexOf('locks:')),
    yaml`
      version: 1
      extends: acme
      mode: observe
      gate: { introduced: critical }
      controls: { secrets/*: { level: off }, deploy/image-latest-tag: { params: { most: 5 } } }
      inline: { allow: [medium, low] }
      paths: { ignore: ["old/**"] }
    `,
  )
  expect(policy).toMatchObject({
    source: 'repository, over organisation',
    mode: 'observe',
    profile: 'standard',
    gate: { introduced: 'critical', score: { minimum: 60 }, ratchet: ['secrets/*'] },
    inline: { allow: ['medium', 'low'] },
    paths: { ignore: ['legacy/**', 'old/**'] },
  })
  expect(policy.rules.get('secrets/example-file-secrets')).toMatchObject({ level: 'off', severity: 'high' })
  expect(policy.rules.get('deploy/image-latest-tag')).toMatchObject({ params: { most: 5, strict: false }, paths: ['**'] })
  expect(renderSetBy(settings.scalars['gate.introduced'].by)).toBe('repository/.readiness.yml:4 (repository)')
  expect(renderSetBy(settings.scalars['gate.score.minimum'].by)).toBe('organisation/.readiness.yml:4 (organisation)')
  expect(renderSetBy(settings.scalars['gate.on_error'].by)).toBe('default')
  expect(renderSetBy(settings.scalars['gate.policy'].by)).toBe('organisation/.readiness.yml:3 (profile standard)')
})

test('what is locked can be tightened and never loosened', () => {
  const { policy, settings } = resolve(
    ORGANISATION,
    yaml`
      version: 1
      extends: acme
      mode: observe
      profile: starter
      gate: { introduced: critical, dimensions: { secrets: critical, access: low }, ratchet: [deploy/*], score: { minimum: 50, max_drop: 1 }, break_glass: forbid }
      controls:
        secrets/*: { level: off, severity: low }
        deploy/image-latest-tag: { level: advisory, severity: critical, params: { most: 9 }, paths: ["none/**"] }
        acme/own-registry: { level: off }
        access/debug-default: { level: off }
      paths: { test: ["**"], ignore: ["**"], production: ["qa/deploy/**"] }
      waiving: { require: [], max_days: 400 }
      inline: { allow: [medium, low], new: honoured }
    `,
  )
  expect(policy).toMatchObject({
    mode: 'enforce',
    profile: 'standard',
    gate: {
      introduced: 'medium',
      dimensions: new Map([
        ['secrets', 'low'],
        ['access', 'low'],
      ]),
      ratchet: ['secrets/*', 'deploy/*'],
      score: { minimum: 60, maxDrop: 1 },
      breakGlass: 'forbid',
    },
    waiving: { require: ['expires'], maxDays: 90, locked: ['secrets/*'] },
    inline: { allow: ['low'], new: 'listed' },
    paths: {
      ignore: ['legacy/**'],
      classes: new Map([
        ['production', ['qa/deploy/**']],
        ['test', ['qa/**']],
      ]),
    },
  })
  expect(policy.rules.get('secrets/example-file-secrets')).toMatchObject({ level: 'required', severity: 'high' })
  expect(policy.rules.get('deploy/image-latest-tag')).toMatchObject({
    level: 'required',
    severity: 'critical',
    params: { most: 1 },
    paths: ['**'],
  })
  expect(policy.rules.get('acme/own-registry')?.level).toBe('required')
  expect(policy.rules.get('access/debug-default')?.level).toBe('off')
  expect(renderSetBy(settings.scalars.mode.by)).toBe('organisation/.readiness.yml:2 (organisation), locked by organisation')
  expect(renderSetBy(settings.rules.get('deploy/image-latest-tag')!.severity.by)).toBe('repository/.readiness.yml:8 (repository)')
})

test('a gate for one dimension cannot undercut the locked gate', () => {
  const { policy } = resolve(
    'version: 1\nlocks: { gate: true }\n',
    'version: 1\ngate: { dimensions: { secrets: critical, access: medium } }\n',
  )
  expect(policy.gate.dimensions).toEqual(
    new Map([
      ['secrets', 'high'],
      ['access', 'medium'],
    ]),
  )
})

test('the profile of the repository cannot lower locked controls', () => {
  const { policy } = resolve(
    'version: 1\nprofile: standard\nlocks: { controls: ["observability/alert-rules"] }\n',
    'version: 1\nprofile: starter\n',
  )
  expect(policy.profile).toBe('starter')
  expect(policy.rules.get('observability/alert-rules')?.level).toBe('required')
  expect(policy.rules.get('operations/launch-signoff')?.level).toBe('advisory')
})

test('a service can tighten a locked control and not loosen it', () => {
  const { policy } = resolve(
    'version: 1\nprofile: standard\ncontrols: { secrets/*: { severity: high } }\nlocks: { controls: ["secrets/*"] }\n',
    yaml`
      version: 1
      services:
        - { name: demo, paths: ["demo/**"], controls: { secrets/*: { level: off, severity: low }, access/debug-default: { level: off } } }
        - { name: all, paths: ["**"], controls: { secrets/*: { severity: critical } } }
    `,
  )
  expect(serviceOf(policy, 'demo/a.py')?.name).toBe('demo')
  expect(ruleFor(policy, 'secrets/example-file-secrets', 'demo/a.py')).toMatchObject({ level: 'required', severity: 'high' })
  expect(ruleFor(policy, 'secrets/example-file-secrets', 'other/a.py')).toMatchObject({ level: 'required', severity: 'critical' })
  expect(ruleFor(policy, 'access/debug-default', 'demo/a.py')).toMatchObject({ level: 'off' })
  expect(ruleFor(policy, 'access/debug-default', 'other/a.py')).toMatchObject({ level: 'required' })
  expect(ruleFor(policy, 'access/debug-default')).toMatchObject({ level: 'required' })
})

test('waivers that the organisation keeps to itself or asks more of are kept with the reason why they do not hold', () => {
  const { policy } = resolve(
    ORGANISATION,
    yaml`
      version: 1
      waivers:
        - { control: secrets/example-file-secrets, path: "a/**", reason: "we trust ourselves", expires: 2026-12-31 }
        - { control: access/debug-default, path: "a/**", reason: "nobody uses it yet" }
        - { control: access/debug-default, path: "b/**", reason: "nobody uses it yet", expires: 2026-12-31 }
    `,
  )
  expect(policy.waivers.map(({ location, refused }) => [location.path, refused])).toEqual([
    ['organisation/.readiness.yml', undefined],
    ['repository/.readiness.yml', 'only the organisation may waive secrets/example-file-secrets'],
    ['repository/.readiness.yml', 'the policy asks every waiver for a last day (`expires`)'],
    ['repository/.readiness.yml', undefined],
  ])
})

test('a lock of the last layer binds nobody yet', () => {
  const { policy } = resolvePolicy(
    [
      layer(
        'version: 1\nmode: observe\nlocks: { gate: true, waivers: ["secrets/*"], paths: true }\npaths: { test: ["t/**"] }\n',
        'organisation',
      ),
    ],
    SMALL_CATALOGUE,
  )
  expect(policy.waiving.locked).toEqual([])
  expect(policy.paths.classes.get('test')).toEqual(['t/**'])
})
