import { beforeAll, describe, expect, test } from 'vitest'
import { prepare } from '#formats/prepare'
import type { Observation } from '#model/check'
import { dockerfile, yaml } from '#model/example'
import check from '../../../checks/deploy/image-latest-tag.ts'

beforeAll(() => prepare(['main.tf']))

function judge(files: Readonly<Record<string, string>>, allow: readonly string[] = []): readonly Observation[] {
  const facts = Object.entries(files).flatMap(([path, text]) => [...check.collect({ path, text })].map((fact) => ({ path, fact })))
  return [...check.judge(JSON.parse(JSON.stringify(facts)), { params: { allow }, classOf: () => 'production' })]
}

/** `subject: rating severity`, or `subject: fine`. */
function verdicts(files: Readonly<Record<string, string>>, allow?: readonly string[]): string[] {
  return judge(files, allow).map(({ subject, problem, unknown }) => {
    const verdict = problem ? `${problem.rating} ${problem.severity}` : unknown ? 'unknown' : 'fine'
    return `${subject}: ${verdict}`
  })
}

function deployment(image: string, name = 'web'): string {
  return yaml`
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: NAME }
    spec:
      template:
        spec:
          containers:
            - name: app
              image: IMAGE
  `
    .replace('NAME', name)
    .replace('IMAGE', image)
}

describe('a moving image', () => {
  test('is graver where it is deployed than where it is built on', () => {
    const found = verdicts({
      'k8s/web.yaml': deployment('web:latest'),
      Dockerfile: 'FROM node\nFROM node:22 AS b\n',
      'compose.yaml': 'services: { web: { image: "web:main" }, db: { image: "postgres:17-alpine" } }\n',
      '.github/workflows/ci.yml': 'jobs: { a: { container: "node:lts" } }\n',
      'infra/main.tf': 'resource "docker_container" "x" {\n  image = "x"\n}\n',
    })
    expect(found).toEqual([
      'Deployment/web container app: black high',
      'FROM node: yellow medium',
      'stage b: yellow low',
      'service web: yellow medium',
      'service db: yellow low',
      'node: yellow medium',
      'docker_container.x image: black high',
    ])
  })

  test('is the same subject whatever its tag', () => {
    const subjects = ['1.27', 'latest', '1.27.3'].map((tag) =>
      judge({ 'k8s/web.yaml': deployment(`nginx:${tag}`), Dockerfile: `FROM nginx:${tag}\n` }).map(({ subject }) => subject),
    )
    expect(new Set(subjects.map(String)).size).toBe(1)
  })

  test('is told with the version that another file names', () => {
    const [problem] = judge({ 'k8s/a.yaml': deployment('acme/web:latest'), 'k8s/b.yaml': deployment('acme/web:1.4.2', 'b') })
    expect(problem?.problem?.message).toContain('k8s/b.yaml names acme/web:1.4.2')
    expect(problem?.location?.range?.start).toEqual({ line: 9, column: 18 })
  })

  test('may be allowed by name', () => {
    const files = { 'k8s/a.yaml': deployment('registry.example/base/web:latest') }
    expect(verdicts(files, ['registry.example/base/*'])).toEqual(['Deployment/web container app: fine'])
    expect(verdicts(files, ['registry.example/*'])).toEqual(['Deployment/web container app: black high'])
  })

  test('is unknown where a variable decides', () => {
    expect(
      verdicts({
        Dockerfile: dockerfile`
      ARG TAG
      FROM node:$TAG
      FROM $TAG
    `,
      }),
    ).toEqual(['FROM node: unknown', 'FROM $TAG: unknown'])
  })
})

describe('what another file decides', () => {
  const CHART = yaml`
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      containers:
        - name: app
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default "latest" }}"
  `
  const values = (tag: string) => `image: { repository: acme/web, tag: "${tag}" }\n`

  test.each([
    ['a chart whose values leave the tag empty', { 'web/values.yaml': values('') }, ['Pod/web container app: black high']],
    ['a chart whose values name a version', { 'web/values.yaml': values('1.4.2') }, ['Pod/web container app: fine', 'values image: fine']],
    [
      'a chart whose values name a branch',
      { 'web/values.yaml': values('main') },
      ['Pod/web container app: fine', 'values image: black high'],
    ],
    [
      'a chart that production values fix',
      { 'web/values.yaml': values('main'), 'web/values-prod.yaml': values('1.4.2') },
      ['Pod/web container app: fine', 'values image: fine', 'values image: fine'],
    ],
  ])('%s', (_, files, expected) => {
    expect(verdicts({ 'web/templates/pod.yaml': CHART, ...files })).toEqual(expected)
  })

  test('the values of a chart, for what its helpers default to', () => {
    const helpers = `{{- define "web.image" -}}
{{- $tag := .image.tag | default "latest" -}}
{{- $other := .image.tag | default (.Chart.AppVersion | default "latest") -}}
{{- printf "%s:%s" .image.repository $tag -}}
{{- end -}}
`
    expect(verdicts({ 'web/templates/_helpers.tpl': helpers, 'web/values.yaml': values('') })).toEqual(['template web.image: black high'])
    expect(verdicts({ 'web/templates/_helpers.tpl': helpers, 'web/values.yaml': values('1.4.2') })).toEqual([
      'template web.image: fine',
      'values image: fine',
    ])
  })

  test('an overlay far above its base', () => {
    const files = {
      'base/web.yaml': deployment('acme/web'),
      'base/kustomization.yml': 'resources: [ web.yaml ]\n',
      'tier/Kustomization': 'resources: [ ../base ]\n',
      'prod/kustomization.yaml': 'resources: [ ../tier ]\nimages: [ { name: acme/web, digest: "sha256:12" } ]\n',
    }
    expect(verdicts(files)).toEqual(['Deployment/web container app: fine', 'image acme/web: fine'])
    const { 'tier/Kustomization': _, ...cut } = files
    expect(verdicts(cut)).toContain('Deployment/web container app: black high')
  })

  test('an overlay for developers satisfies nothing', () => {
    const files = {
      'base/web.yaml': deployment('acme/web'),
      'overlays/dev/kustomization.yaml': 'resources: [ ../../base/web.yaml ]\nimages: [ { name: acme/web, newTag: 1.0.0 } ]\n',
    }
    expect(verdicts(files)).toEqual(['Deployment/web container app: black high'])
  })

  test('Skaffold, for what it builds', () => {
    const skaffold = 'apiVersion: skaffold/v4beta11\nkind: Config\nbuild: { artifacts: [ { image: acme/web } ] }\n'
    expect(verdicts({ 'skaffold.yaml': skaffold, 'k8s/web.yaml': deployment('acme/web'), 'k8s/b.yaml': deployment('acme/b') })).toEqual([
      'Deployment/web container app: fine',
      'Deployment/web container app: black high',
    ])
  })
})

test('kustomizations that refer to each other, and very many of them, end', () => {
  const ring = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, index) => [
      `k/${index}/kustomization.yaml`,
      `resources: [ ../${(index + 1) % 2_000}, web.yaml ]\nimages: [ { name: acme/web, newTag: 1.0.0 } ]\n`,
    ]),
  )
  expect(verdicts({ ...ring, 'k/0/web.yaml': deployment('acme/web') })).toContain('Deployment/web container app: fine')
})
