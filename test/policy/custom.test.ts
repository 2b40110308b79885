import { describe, expect, test } from 'vitest'
import { yaml } from '#model/example'
import { evaluate } from '../../src/evaluate/evaluate.ts'
import { classOf } from '../../src/policy/classes.ts'
import { customChecks, customDigest } from '../../src/policy/custom/check.ts'
import { parsePolicy } from '../../src/policy/parse.ts'
import { renderProblem } from '../../src/policy/problem.ts'
import { SMALL_CATALOGUE } from '../support/catalogue.ts'
import { memoryEngine } from '../support/engine.ts'
import { memorySnapshot } from '../support/memory-snapshot.ts'

const ORIGIN = { path: '.readiness.yml', source: 'test' }

function policyOf(custom: string, more = '') {
  const indented = custom.trimEnd().split('\n').join('\n    ')
  const parsed = parsePolicy(
    `version: 1\n${more}custom:\n  - id: acme/own\n    title: Things are ours\n    severity: high\n    ${indented}\n`,
    ORIGIN,
    SMALL_CATALOGUE,
  )
  if (parsed.problems) throw new Error(parsed.problems.map(renderProblem).join('\n'))
  return parsed.policy
}

/** What a custom control says of some files, through the engine. */
async function judged(custom: string, files: Readonly<Record<string, string>>, more = '') {
  const policy = policyOf(custom, more)
  const catalogue = customChecks(policy.custom)
  const { results } = await evaluate(memorySnapshot('head', files), policy, classOf(policy), [
    memoryEngine(catalogue, customDigest(policy.custom)),
  ])
  const { units, findings, rating } = results.get('acme/own')!
  return {
    rating,
    found: findings.map(
      ({ location, subject, message }) =>
        `${location?.path}:${location?.range?.start.line ?? 0} ${subject}: ${message.replace(`${subject}: `, '')}`,
    ),
    fine: units
      .all()
      .filter((unit) => unit.rating === 'green')
      .map(({ observation }) => observation.subject),
    unknown: units.open.flatMap(({ observation }) => observation.unknown ?? []),
  }
}

const DEPLOYMENT = yaml`
  apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: web
    labels: { app.kubernetes.io/part-of: shop }
  spec:
    replicas: 2
    template:
      spec:
        serviceAccountName: web
        containers:
          - name: app
            image: registry.acme.example/web:1.2.3
            resources: { limits: { memory: 1Gi } }
          - name: proxy
            image: envoyproxy/envoy:v1.32.1
`

describe('each', () => {
  test('image: registry', async () => {
    const answer = await judged('each: image\nwhere: { kind: [kubernetes, compose] }\nrequire: { registry: registry.acme.example }', {
      'deploy/web.yaml': DEPLOYMENT,
      'compose.yaml': `services:\n  db:\n    image: postgres:17.2\n  api:\n    image: "\${REGISTRY}/api:1.2.3"\n`,
      Dockerfile: 'FROM node:24.1.0\n',
    })
    expect(answer).toEqual({
      rating: 'red',
      found: [
        'compose.yaml:3 service db: registry is docker.io and must be registry.acme.example. Things are ours.',
        'deploy/web.yaml:16 Deployment/web container proxy: registry is docker.io and must be registry.acme.example. Things are ours.',
      ],
      fine: ['Deployment/web container app'],
      unknown: ['registry of service api is decided outside of this file'],
    })
  })

  test('workload: what every container has, and what stands anywhere in the pod', async () => {
    const files = { 'deploy/web.yaml': DEPLOYMENT }
    expect((await judged('each: workload\nrequire: { container.resources.limits.memory: { present: true } }', files)).found).toEqual([
      'deploy/web.yaml:4 Deployment/web: container.resources.limits.memory is 1Gi, not set and must be set. Things are ours.',
    ])
    expect(
      (
        await judged(
          'each: workload\nrequire: { pod.serviceAccountName: { not: default, present: true }, replicas: { min: 2 }, labels.app.kubernetes.io/part-of: shop }',
          files,
        )
      ).found,
    ).toEqual([])
    expect(
      (await judged('each: workload\nwhere: { kind: [Deployment, StatefulSet] }\nrequire: { replicas: { min: 3, max: 10 } }', files)).found,
    ).toEqual(['deploy/web.yaml:4 Deployment/web: replicas is 2 and must be at least 3 and at most 10. Things are ours.'])
  })

  test('workload: what a template writes cannot be decided', async () => {
    const chart = {
      'chart/Chart.yaml': 'name: web\n',
      'chart/templates/web.yaml': DEPLOYMENT.replace('replicas: 2', 'replicas: {{ .Values.replicas }}'),
    }
    expect(await judged('each: workload\nrequire: { replicas: { min: 3 } }', chart)).toMatchObject({
      rating: 'unknown',
      unknown: ['replicas of Deployment/web is decided outside of this file'],
    })
  })

  test('compose-service: keys of Compose', async () => {
    const files = {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17.2\n    privileged: true\n    deploy: { resources: { limits: { memory: 1g } } }\n  web:\n    image: web\n    healthcheck: { test: true }\n    environment: [DEBUG=1]\n',
    }
    expect((await judged('each: compose-service\nrequire: { privileged: { not: true } }', files)).found).toEqual([
      'compose.yaml:2 service db: privileged is true and must be not true. Things are ours.',
    ])
    expect(
      (
        await judged(
          'each: compose-service\nwhere: { name: { glob: "d*" } }\nrequire: { healthcheck: { present: true }, deploy.resources.limits.memory: { matches: "^[0-9]+[mg]$" } }',
          files,
        )
      ).found,
    ).toEqual(['compose.yaml:2 service db: healthcheck is not set and must be set. Things are ours.'])
    expect((await judged('each: compose-service\nrequire: { environment: { not: DEBUG } }', files)).found).toEqual([
      'compose.yaml:6 service web: environment is DEBUG and must be not DEBUG. Things are ours.',
    ])
  })

  test('workflow-step: pinned actions', async () => {
    const workflow =
      'on: push\njobs:\n  build:\n    steps:\n      - uses: actions/checkout@v4\n      - uses: acme/deploy@0123456789012345678901234567890123456789\n      - run: npm test\n      - uses: ./local\n'
    const answer = await judged(
      'each: workflow-step\nwhere: { action: { lacks: "^\\\\./", present: true } }\nrequire: { ref: { matches: "^[0-9a-f]{40}$" } }',
      { '.github/workflows/ci.yml': workflow },
    )
    expect(answer).toMatchObject({
      found: ['.github/workflows/ci.yml:5 job build step actions/checkout: ref is v4 and must be like /^[0-9a-f]{40}$/. Things are ours.'],
      fine: ['job build step acme/deploy'],
    })
  })

  test('env-entry and setting: values are compared and never shown', async () => {
    const token = ['nobody', 'knows', 'this'].join('-')
    const files = { '.env.production': `LOG_LEVEL=debug\nAPI_TOKEN=${token}\n`, 'config/app.yaml': 'log:\n  level: debug\n' }
    const env = await judged('each: env-entry\nwhere: { name: LOG_LEVEL }\nrequire: { value: [info, warn] }', files)
    expect(env.found).toEqual(['.env.production:1 LOG_LEVEL: value must be info or warn. Things are ours.'])
    const answer = await judged(
      'each: env-entry\nwhere: { name: { matches: "TOKEN$" } }\nrequire: { empty: true, value: { max: 1 } }',
      files,
    )
    expect(JSON.stringify(answer)).not.toContain(token)
    expect(answer.found).toHaveLength(1)
    const setting = await judged(
      'each: setting\nfiles: ["config/**"]\nwhere: { name: log.level }\nrequire: { value: { not: debug } }',
      files,
    )
    expect(setting.found).toEqual(['config/app.yaml:2 log.level: value must be not debug. Things are ours.'])
  })

  test('dependency: what a manifest asks for', async () => {
    const files = { 'package.json': '{\n  "dependencies": { "left-pad": "1.3.0", "express": "^5.0.0" }\n}\n' }
    expect((await judged('each: dependency\nrequire: { name: { not: [left-pad, request] } }', files)).found).toEqual([
      'package.json:2 left-pad: name is left-pad and must be not left-pad or request. Things are ours.',
    ])
  })

  test('document and file', async () => {
    const files = { 'docs/runbooks/payments.md': '# Payments\n\n## Symptoms\n\nText.\n', 'big.sql': 'a\n'.repeat(30) }
    expect(
      (
        await judged(
          'each: document\nfiles: ["docs/runbooks/**"]\nalso: [documentation]\nrequire: { headings: { matches: "(?i)rollback" }, title: { present: true } }',
          files,
        )
      ).found,
    ).toEqual(['docs/runbooks/payments.md:0 document: headings is Payments, Symptoms and must be like /(?i)rollback/. Things are ours.'])
    expect((await judged('each: file\nfiles: ["**/*.sql"]\nrequire: { lines: { max: 20 } }', files)).found).toEqual([
      'big.sql:0 file: lines is 30 and must be at most 20. Things are ours.',
    ])
  })
})

describe('text', () => {
  test('a forbidden pattern is found line by line, at its place, and never shown', async () => {
    const answer = await judged('files: ["**/*.ts"]\ntext: { forbid: "TODO[^(]" }', {
      'a.ts': '// TODO(me): x\n// TODO: y\n',
      'b.ts': 'const a = 1\n',
      'c.py': '# TODO: z\n',
    })
    expect(answer).toMatchObject({
      rating: 'red',
      found: [expect.stringMatching(/^a\.ts:2 line [0-9a-f]{8}: Things are ours\.$/)],
      fine: ['file'],
    })
  })

  test('lines moved about keep their names', async () => {
    const custom = 'files: ["**/*.ts"]\ntext: { forbid: "TODO" }'
    const [one, moved] = await Promise.all([judged(custom, { 'a.ts': '// TODO: y\n' }), judged(custom, { 'a.ts': '\n\n  // TODO: y\n' })])
    expect(one.found[0]!.replace(':1 ', ':3 ')).toBe(moved.found[0])
  })

  test('a required pattern must stand in every file', async () => {
    const answer = await judged('files: ["**/*.sh"]\nremedy: Write it in the second line.\ntext: { require: "^set -euo pipefail$" }', {
      'a.sh': '#!/bin/sh\r\nset -euo pipefail\r\n',
      'b.sh': '#!/bin/sh\n',
    })
    expect(answer).toMatchObject({ found: ['b.sh:0 file: Things are ours. Write it in the second line.'], fine: ['file'] })
  })

  test.each(['(a+)+$', '(a|a)*$', '(a|aa)+$', '(.*a){20}', '([a-z]+)*=', '(x+x+)+y'])(
    'a pattern made to hang does not: %s',
    async (pattern) => {
      const answer = await judged(`files: ["**"]\ntext: { forbid: "${pattern}" }`, {
        'a.txt': `${'a'.repeat(50_000)}!\n${'x'.repeat(50_000)}\n`,
      })
      expect(answer.rating).not.toBe('error')
    },
  )
})

test('level, severity, rating and paths act as for built-in controls', async () => {
  const custom = 'rating: black\neach: image\nrequire: { registry: registry.acme.example }'
  const files = { 'deploy/web.yaml': DEPLOYMENT, 'examples/web.yaml': DEPLOYMENT, 'old/web.yaml': DEPLOYMENT }
  expect(await judged(custom, files, 'paths: { ignore: ["old/**"] }\n')).toMatchObject({ rating: 'black', found: { length: 1 } })
  expect(await judged(custom, files, 'controls: { acme/own: { level: off } }\n')).toMatchObject({ rating: 'off' })
  expect(await judged(custom, files, 'controls: { acme/own: { paths: ["nowhere/**"] } }\n')).toMatchObject({ rating: 'not-applicable' })
})

test('the digest changes with what is asked and with nothing else', () => {
  const digest = (custom: string, more?: string) => customDigest(policyOf(custom, more).custom)
  const plain = digest('each: image\nrequire: { tag: a }')
  expect(digest('each: image\nrequire: { tag: b }')).not.toBe(plain)
  expect(digest('each: image\nrequire: { tag: a }\nfiles: ["a/**"]')).not.toBe(plain)
  expect(digest('each: image\nrequire: { tag: a }\nlevel: advisory', 'mode: enforce\n')).toBe(plain)
})

test('properties that a kind of thing does not have are named', () => {
  const text =
    'version: 1\ncustom:\n  - { id: a/b, title: t, severity: low, each: image, require: { regstry: x, labels.x: y } }\n  - { id: a/c, title: t, severity: low, each: file, require: { lines: 1 } }\n'
  const { problems } = { problems: undefined, ...parsePolicy(text, ORIGIN, SMALL_CATALOGUE) }
  expect(problems?.map(renderProblem)).toEqual([
    '.readiness.yml:3:65: "regstry" is nothing that image has. Did you mean "registry"?',
    '.readiness.yml:3:77: "labels.x" is nothing that image has. It has: kind, name, registry, repository, tag, digest, firmness, development.',
    '.readiness.yml:4:47: `each: file` needs `files`: which files is it about?',
  ])
})
