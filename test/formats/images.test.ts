import { beforeAll, describe, expect, test } from 'vitest'
import { isDevelopmentPath } from '#formats/development'
import { images } from '#formats/images'
import { prepare } from '#formats/prepare'
import { dockerfile, hcl, text, yaml } from '#model/example'

beforeAll(() => prepare(['main.tf']))

/** Each image as `kind | subject | image | firmness`, with the line and what stands at its place. */
function seen(path: string, source: string): string[] {
  const lines = source.split('\n')
  return images({ path, text: source }).map(({ kind, subject, image, firmness, range: { start, end } }) => {
    const place = start.line === end.line ? lines[start.line - 1]!.slice(start.column - 1, end.column - 1) : '…'
    return `${kind} | ${subject} | ${image} | ${firmness} | ${start.line}: ${place}`
  })
}

describe('images', () => {
  test('of a Dockerfile', () => {
    const source = dockerfile`
      ARG V=3.20.1
      FROM golang:1.23-alpine AS build
      RUN --mount=type=bind,from=acme/tools:1.0.0,target=/t make
      COPY --from=build /a /b
      COPY --from=nginx:1.27.3 /a /b
      FROM alpine:$V
      FROM scratch
      ARG LATE=1
      FROM x:$LATE
    `
    expect(seen('Dockerfile', source)).toEqual([
      'dockerfile | stage build | golang:1.23-alpine | series | 2: golang:1.23-alpine',
      'dockerfile | RUN --from acme/tools | acme/tools:1.0.0 | version | 3: acme/tools:1.0.0',
      'dockerfile | COPY --from nginx | nginx:1.27.3 | version | 5: nginx:1.27.3',
      'dockerfile | FROM alpine | alpine:3.20.1 | version | 6: alpine:$V',
      'dockerfile | FROM x | x:? | open | 9: x:$LATE',
    ])
  })

  test('of Compose are those that are pulled', () => {
    const source = yaml`
      services:
        web: { build: ., image: acme/web }
        worker: { image: acme/web }
        db: { image: "postgres:17.2" }
        tool: { image: adminer, profiles: [ debug ] }
        odd: { image: "{{ x }}" }
        open:
          image: \${REGISTRY}/open
    `
    expect(seen('compose.yaml', source)).toEqual([
      'compose | service db | postgres:17.2 | version | 4: postgres:17.2',
      'compose | service open | ?/open | untagged | 8: $'.concat('{REGISTRY}/open'),
    ])
  })

  test('of Kubernetes, Argo and Tekton', () => {
    const source = yaml`
      apiVersion: tekton.dev/v1
      kind: Task
      metadata: { name: build }
      spec:
        steps:
          - { name: compile, image: golang }
        sidecars:
          - { name: docker, image: "docker:27.3.1-dind" }
      ---
      apiVersion: argoproj.io/v1alpha1
      kind: Workflow
      metadata: { generateName: run- }
      spec:
        templates:
          - name: hello
            container: { image: "busybox:latest", command: [ echo ] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: p }
      spec:
        containers:
          - { name: loaded, image: "acme/web:dev", imagePullPolicy: Never }
          - { name: ko, image: "ko://github.com/acme/web" }
    `
    expect(seen('k8s/all.yaml', source)).toEqual([
      'kubernetes | Task/build step compile | golang | untagged | 6: golang',
      'kubernetes | Task/build sidecar docker | docker:27.3.1-dind | version | 8: docker:27.3.1-dind',
      'kubernetes | Workflow/run- container hello | busybox:latest | branch | 16: busybox:latest',
    ])
  })

  test('of a Helm template are those that it decides itself', () => {
    const source = yaml`
      apiVersion: v1
      kind: Pod
      metadata: { name: p }
      spec:
        containers:
          - name: a
            image: {{ .Values.image }}
          - name: b
            image: "{{ .Values.repo }}:{{ .Values.tag }}"
          - name: c
            image: "{{ .Values.repo }}:{{ default "main" .Values.c.tag }}"
          - name: d
            image: acme/d:{{ .Chart.AppVersion }}
          - name: e
            image: '{{ include "registry" . }}/e'
          - name: f
            image: nginx:1.27.3
    `
    expect(seen('charts/web/templates/pod.yaml', source)).toEqual([
      'helm | Pod/p container c | ?:main | branch | 11: {{ .Values.repo }}:{{ default "main" .Values.c.tag }}',
      `helm | Pod/p container e | ?/e | untagged | 15: {{ include "registry" . }}/e`,
      'kubernetes | Pod/p container f | nginx:1.27.3 | version | 17: nginx:1.27.3',
    ])
  })

  test('of values are placed at the tag', () => {
    const source = yaml`
      image: { repository: ghcr.io/acme/web, tag: main }
      a: { image: { registry: docker.io, repository: acme/a, tag: 1.2.3, digest: "" } }
      b: { image: { repository: acme/b, tag: "" } }
      c: { image: "acme/c:latest" }
      d: { image: acme/d }
      postgresql: { image: { tag: latest } }
    `
    expect(seen('charts/web/values.yaml', source)).toEqual([
      'helm | values image | ghcr.io/acme/web:main | branch | 1: main',
      'helm | values a.image | docker.io/acme/a:1.2.3 | version | 2: 1.2.3',
      'helm | values c.image | acme/c:latest | branch | 4: acme/c:latest',
      'helm | values postgresql.image | ?:latest | branch | 6: latest',
    ])
  })

  test('of a kustomization', () => {
    const source = yaml`
      images:
        - { name: web, newName: ghcr.io/acme/web, newTag: edge }
        - { name: api, digest: "sha256:12" }
        - { name: other, newName: acme/other }
    `
    expect(seen('overlays/prod/kustomization.yaml', source)).toEqual([
      'kustomize | image web | ghcr.io/acme/web:edge | branch | 2: edge',
      'kustomize | image api | api@sha256:12 | digest | 3: sha256:12',
    ])
  })

  test('of workflows and Docker actions', () => {
    const source = yaml`
      on: push
      jobs:
        a:
          container: { image: "node:22" }
          services: { db: { image: postgres } }
          steps:
            - { uses: "docker://alpine:3.20.1" }
            - { uses: actions/checkout@v4 }
        b:
          container: node:\${{ matrix.node }}
    `
    expect(seen('.github/workflows/ci.yml', source)).toEqual([
      'workflow | job a container | node:22 | series | 4: node:22',
      'workflow | job a service db | postgres | untagged | 5: postgres',
      'workflow | job a step docker://alpine | docker://alpine:3.20.1 | version | 7: docker://alpine:3.20.1',
      'workflow | job b container | node:? | open | 10: node:$'.concat('{{ matrix.node }}'),
    ])
    expect(seen('action.yml', 'runs:\n  using: docker\n  image: docker://acme/tool:latest\n')).toEqual([
      'workflow | job runs image | docker://acme/tool:latest | branch | 3: docker://acme/tool:latest',
    ])
  })

  test.each([
    [
      '.gitlab-ci.yml',
      'image: ruby:3.3.6\nvariables: { IMG: "acme/ci:1.0.0", image: x }\ntest:\n  image: { name: $IMG }\n  services: [ postgres, { name: "redis:7.4.1" } ]\nbuild:\n  image: $CI_REGISTRY_IMAGE/ci:$CI_COMMIT_SHA\n',
      [
        'pipeline image | ruby:3.3.6 | version',
        'job test image | acme/ci:1.0.0 | version',
        'job test service postgres | postgres | untagged',
        'job test service redis | redis:7.4.1 | version',
        'job build image | ?/ci:? | open',
      ],
    ],
    [
      '.circleci/config.yml',
      'jobs:\n  test:\n    docker: [ { image: "cimg/node:22.11.0" }, { image: postgres } ]\nexecutors:\n  small: { docker: [ { image: "cimg/base:<< parameters.tag >>" } ] }\n',
      [
        'job test service cimg/node | cimg/node:22.11.0 | version',
        'job test service postgres | postgres | untagged',
        'executor small service cimg/base | cimg/base:? | open',
      ],
    ],
    [
      'azure-pipelines.yml',
      'resources: { containers: [ { container: tools, image: "acme/tools:latest" } ] }\njobs:\n  - { job: a, container: tools }\n  - { job: b, container: "ubuntu:22.04" }\n  - { job: c, container: { image: "acme/c:$(tag)" } }\n',
      ['container tools | acme/tools:latest | branch', 'job b | ubuntu:22.04 | series', 'job c | acme/c:? | open'],
    ],
    [
      'bitbucket-pipelines.yml',
      'image: node:22.11.0\ndefinitions: { services: { db: { image: postgres } } }\npipelines: { default: [ { step: { name: Test, image: "acme/ci:main", script: [ x ] } } ] }\n',
      ['pipeline image | node:22.11.0 | version', 'service db | postgres | untagged', 'step Test | acme/ci:main | branch'],
    ],
    [
      '.drone.yml',
      'kind: pipeline\nsteps:\n  - { name: test, image: golang }\nservices:\n  - { name: db, image: "postgres:17.2" }\n',
      ['step test | golang | untagged', 'step db | postgres:17.2 | version'],
    ],
    ['.woodpecker/test.yaml', 'steps: { test: { image: "golang:1.23.3" } }\n', ['step test | golang:1.23.3 | version']],
  ])('of the pipelines of %s', (path, source, expected) => {
    expect(seen(path, source).map((line) => line.split(' | ').slice(1, 4).join(' | '))).toEqual(expected)
  })

  test('of ECS and CloudFormation', () => {
    const task = text`
      {
        "family": "web",
        "containerDefinitions": [{ "name": "app", "image": "acme/web:latest" }]
      }
    `
    expect(seen('ecs/task-definition.json', task)).toEqual(['ecs | task web container app | acme/web:latest | branch | 3: acme/web:latest'])
    const alone = '[{ "name": "app", "image": "acme/web:latest", "memory": 512 }, { "name": "none", "image": "x" }]'
    const uses = ['ecs | task container app | acme/web:latest | branch | 1: acme/web:latest']
    expect(seen('task-definitions/web.json', alone)).toEqual(uses)
    expect(seen('infra/container-definitions.json', alone)).toEqual(uses)
    const stack = yaml`
      Resources:
        Task:
          Type: AWS::ECS::TaskDefinition
          Properties:
            Family: api
            ContainerDefinitions:
              - { Name: a, Image: !Ref Image }
              - Name: b
                Image: !Sub "\${AWS::AccountId}.dkr.ecr.eu-west-1.amazonaws.com/b:latest"
    `
    expect(seen('stack.yaml', stack).map((line) => line.split(' | ')[2])).toEqual(['?.dkr.ecr.eu-west-1.amazonaws.com/b:latest'])
  })

  test('of Terraform and Nomad, and no machine images', () => {
    const source = hcl`
      variable "tag" { default = "main" }
      locals {
        containers = [{ name = "a", image = "acme/a:\${var.tag}" }]
      }
      resource "aws_ecs_task_definition" "a" { container_definitions = jsonencode(local.containers) }
      resource "kubernetes_manifest" "b" {
        manifest = { kind = "Pod", spec = { containers = [{ name = "b", image = "acme/b:1.0.0" }] } }
      }
      resource "google_compute_instance" "vm" {
        boot_disk { initialize_params { image = "debian-cloud/debian-12" } }
      }
      resource "aws_lambda_function" "f" { image_uri = "\${aws_ecr_repository.f.repository_url}:\${var.unknown}" }
      resource "helm_release" "c" {
        set {
          name  = "image.tag"
          value = "latest"
        }
        set {
          name  = "replicas"
          value = 2
        }
      }
      module "d" { container_image = "acme/d" }
      resource "aws_batch_job_definition" "e" {
        container_properties = <<-JSON
          { "image": "acme/e:\${var.tag}", "vcpus": 1 }
        JSON
      }
      job "g" {
        group "g" {
          task "t" {
            driver = "docker"
            config { image = "acme/g:2.0.0" }
          }
        }
      }
    `
    expect(seen('infra/main.tf', source)).toEqual([
      'terraform | aws_ecs_task_definition.a container a | acme/a:main | branch | 3: acme/a:$'.concat('{var.tag}'),
      'terraform | kubernetes_manifest.b container b | acme/b:1.0.0 | version | 7: acme/b:1.0.0',
      'terraform | aws_lambda_function.f image_uri | ?:? | open | 12: $'.concat('{aws_ecr_repository.f.repository_url}:$', '{var.unknown}'),
      'terraform | helm_release.c image.tag | ?:latest | branch | 16: latest',
      'terraform | module.d container_image | acme/d | untagged | 23: acme/d',
      'terraform | aws_batch_job_definition.e container | acme/e:main | branch | 26: acme/e:$'.concat('{var.tag}'),
      'nomad | job.g task t | acme/g:2.0.0 | version | 33: acme/g:2.0.0',
    ])
  })

  test.each(['README.md', 'src/app.ts', 'config/app.yaml', 'docs/notes.yaml'])('are none in %s', (path) => {
    expect(seen(path, 'image: nginx:latest\nFROM x\n')).toEqual([])
  })
})

describe('files for developers', () => {
  test.each([
    [
      true,
      'docker-compose.override.yml Dockerfile.dev overlays/dev/kustomization.yaml charts/web/values-local.yaml charts/web/ci/tls-values.yaml .devcontainer/Dockerfile infra/envs/dev/main.tf',
    ],
    [false, 'docker-compose.yml Dockerfile overlays/production/x.yaml values.yaml k8s/local-storage.yaml devices/web.yaml'],
  ])('are %s by their path', (expected, paths) => {
    for (const path of paths.split(' ')) expect([path, isDevelopmentPath(path)]).toEqual([path, expected])
  })
})
