import type { Examples } from '#model/check'
import { dockerfile, hcl, text, yaml } from '#model/example'

const bad: Examples['bad'] = {
  'a Deployment that runs latest': {
    'k8s/deployment.yaml': yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: payment-service
        namespace: jia
        labels: { app: payment-service }
      spec:
        replicas: 3
        selector:
          matchLabels: { app: payment-service }
        template:
          metadata:
            labels: { app: payment-service }
          spec:
            containers:
              - name: payment-service
                image: «jia/payment-service:latest»
                ports:
                  - containerPort: 50051
    `,
    'k8s/worker.yaml': yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: payment-worker }
      spec:
        template:
          spec:
            containers:
              - { name: worker, image: "jia/payment-service:1.4.2", args: [ worker ] }
    `,
  },
  'no tag, branches and short versions, in any kind of workload': {
    'deploy/jobs.yaml': yaml`
      apiVersion: batch/v1
      kind: CronJob
      metadata: { name: backup }
      spec:
        schedule: "0 3 * * *"
        jobTemplate:
          spec:
            template:
              spec:
                initContainers:
                  - name: wait
                    image: «registry.example:5000/tools/wait»
                containers:
                  - name: dump
                    image: "«postgres:17-alpine»"
      ---
      apiVersion: v1
      kind: List
      items:
        - apiVersion: apps/v1
          kind: StatefulSet
          metadata: { name: store }
          spec:
            template:
              spec:
                containers:
                  - name: store
                    image: «ghcr.io/acme/store:main»
      ---
      apiVersion: argoproj.io/v1alpha1
      kind: Rollout
      metadata: { name: web }
      spec:
        template:
          spec:
            containers:
              - name: app
                image: «acme/web:\${TAG:-stable}»
    `,
  },
  'a base image that moves': {
    Dockerfile: dockerfile`
      ARG NODE=lts-alpine
      FROM «node:\${NODE}» AS build
      WORKDIR /app
      COPY . .
      RUN npm ci && npm run build

      FROM «nginx»
      COPY --from=build /app/dist /usr/share/nginx/html
      COPY --from=«busybox:latest» /bin/wget /bin/wget
    `,
    'worker.Dockerfile': dockerfile`
      FROM --platform=linux/amd64 «python:slim» AS wheels
      FROM --platform=linux/amd64 «python:3.12-slim»
      COPY . /app
      CMD ["python", "/app/worker.py"]
    `,
  },
  'Compose services that pull latest': {
    'compose.yaml': yaml`
      services:
        web:
          image: «ghcr.io/acme/web:\${WEB_TAG:-latest}»
        cache:
          image: '«redis»'
        db:
          image: «postgres:17»
    `,
  },
  'a chart whose values, or whose default, is latest': {
    'charts/web/values.yaml': yaml`
      image:
        repository: ghcr.io/acme/web
        tag: «latest»
      migrations:
        image:
          repository: ghcr.io/acme/migrations
          tag: ""
      proxy:
        image: "«envoyproxy/envoy:dev»"
    `,
    'charts/web/templates/deployment.yaml': yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: {{ include "web.fullname" . }}
      spec:
        template:
          spec:
            initContainers:
              - name: migrate
                image: «{{ .Values.migrations.image.repository }}:{{ .Values.migrations.image.tag | default "latest" }}»
            containers:
              - name: web
                image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
              - name: logs
                image: "«{{ .Values.registry }}/logs:latest»"
    `,
  },
  'a kustomization that sets a moving tag': {
    'overlays/production/kustomization.yaml': yaml`
      resources:
        - ../../base
      images:
        - name: acme/web
          newTag: «latest»
    `,
    'base/kustomization.yaml': yaml`
      resources: [ deployment.yaml ]
    `,
    'base/deployment.yaml': yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        template:
          spec:
            containers:
              - { name: app, image: acme/web }
              - { name: agent, image: «acme/agent» }
    `,
  },
  'pipelines that run in whatever is there today': {
    '.github/workflows/release.yml': yaml`
      on: push
      jobs:
        release:
          runs-on: ubuntu-24.04
          container: «node:latest»
          services:
            db:
              image: «postgres»
          steps:
            - uses: actions/checkout@v4
            - uses: «docker://ghcr.io/acme/release-tool:main»
    `,
    '.gitlab-ci.yml': yaml`
      variables:
        TOOLS: registry.example/ci/tools:latest
      build:
        image: «$TOOLS»
        services: [ «docker:dind» ]
        script: [ make ]
    `,
  },
  'task definitions in Terraform and Nomad': {
    'infra/ecs.tf': hcl`
      resource "aws_ecs_task_definition" "web" {
        family = "web"
        container_definitions = jsonencode([
          { name = "web", image = "«\${aws_ecr_repository.web.repository_url}:latest»", essential = true },
          { name = "agent", image = "«acme/agent:\${var.agent_tag}»" },
        ])
      }
      resource "aws_ecs_task_definition" "worker" {
        family                = "worker"
        container_definitions = <<-JSON
          [{ "name": "worker", "image": "«ghcr.io/acme/worker»" }]
        JSON
      }
    `,
    'infra/services.tf': hcl`
      module "ecs" {
        source = "terraform-aws-modules/ecs/aws"
        services = {
          api = {
            container_definitions = {
              api = { essential = true, image = "«ghcr.io/acme/api:latest»" }
            }
          }
        }
      }
    `,
    'infra/variables.tf': hcl`
      variable "agent_tag" {
        default = "stable"
      }
    `,
    'infra/run.tf': hcl`
      resource "google_cloud_run_v2_service" "api" {
        name = "api"
        template {
          containers {
            image = "«europe-docker.pkg.dev/acme/api/api:main»"
          }
        }
      }
    `,
    'jobs/web.nomad': hcl`
      job "web" {
        group "web" {
          task "server" {
            driver = "docker"
            config {
              image = "«ghcr.io/acme/web:edge»"
            }
          }
        }
      }
    `,
  },
}

const good: Examples['good'] = {
  'full versions, commits and digests': {
    'k8s/web.yaml': yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        template:
          spec:
            containers:
              - { name: app, image: registry.example:5000/web:1.4.2 }
              - { name: api, image: ghcr.io/acme/api:sha-4f2a91c }
              - name: proxy
                image: envoyproxy/envoy:latest@sha256:0c5f3f4f6b1f1a5d2f5a8a0f6a2f4c1d3e5b7a9c8d6e4f2a1b3c5d7e9f1a2b3c
    `,
    Dockerfile: dockerfile`
      ARG VERSION=22.11.0
      FROM node:\${VERSION}-alpine AS build
      RUN npm ci
      FROM build AS test
      RUN npm test
      FROM scratch
      COPY --from=build /app /app
      COPY --from=0 /etc/ssl /etc/ssl
    `,
  },
  'a kustomization that pins what its base leaves open': {
    'base/deployment.yaml': yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        template:
          spec:
            containers:
              - { name: app, image: acme/web }
              - { name: agent, image: acme/agent:latest }
    `,
    'base/kustomization.yaml': yaml`
      resources: [ deployment.yaml ]
    `,
    'overlays/production/kustomization.yaml': yaml`
      resources: [ ../../base ]
      images:
        - name: acme/web
          newTag: 2.7.1
      patches:
        - path: agent.yaml
    `,
    'overlays/production/agent.yaml': yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec: { template: { spec: { containers: [ { name: agent, image: "acme/agent:0.9.4" } ] } } }
    `,
  },
  'services that Compose builds, and files for developers': {
    'compose.yaml': yaml`
      services:
        web:
          build: .
          image: acme/web
        worker:
          image: acme/web
          command: [ worker ]
        db:
          image: postgres:17.2
    `,
    'docker-compose.override.yml': yaml`
      services:
        mail:
          image: mailhog/mailhog
    `,
    'hack/cluster/web.yml': yaml`
      apiVersion: v1
      kind: Pod
      metadata: { name: web }
      spec:
        containers:
          - { name: web, image: acme/web:latest }
    `,
    'overlays/dev/web.yaml': yaml`
      apiVersion: v1
      kind: Pod
      metadata: { name: web }
      spec: { containers: [ { name: app, image: "acme/web:dev" } ] }
    `,
  },
  'a chart that falls back to its own version': {
    'charts/web/values.yaml': yaml`
      image:
        repository: ghcr.io/acme/web
        tag: ""
      sidecar:
        image:
          registry: ghcr.io
          repository: acme/sidecar
          tag: v0.3.1
    `,
    'charts/web/templates/deployment.yaml': yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: {{ .Release.Name }}
      spec:
        template:
          spec:
            containers:
              - name: web
                image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
              - name: sidecar
                image: "{{ .Values.sidecar.image.repository }}:{{ .Values.sidecar.image.tag | default "latest" }}"
    `,
  },
  'an image that the release sets': {
    Makefile: text`
      deploy: kustomize ## Deploy to the cluster that kubectl points to.
      	cd config/manager && $(KUSTOMIZE) edit set image controller=\${IMG}
      	$(KUSTOMIZE) build config/default | kubectl apply -f -
    `,
    'config/manager/kustomization.yaml': yaml`
      resources: [ manager.yaml ]
    `,
    'config/manager/manager.yaml': yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: controller-manager }
      spec:
        template:
          spec:
            containers: [ { name: manager, image: "controller:latest" } ]
    `,
  },
  'an image that is never pulled, but put onto the node': {
    'charts/web/values.yaml': yaml`
      image: { repository: acme/web, tag: latest, pullPolicy: Never }
      proxy: { image: "envoyproxy/envoy:v1.31.2" }
    `,
  },
  'versions that are decided elsewhere': {
    'deploy/compose.yaml': yaml`
      services:
        web:
          image: ghcr.io/acme/web:\${TAG:?set by the release}
    `,
    'docker/Dockerfile': dockerfile`
      ARG BASE
      FROM \${BASE}
    `,
    '.github/workflows/test.yml': yaml`
      on: push
      jobs:
        test:
          runs-on: ubuntu-24.04
          strategy: { matrix: { node: [ 20.18.1, 22.11.0 ] } }
          container: node:\${{ matrix.node }}
          steps: [ { run: npm test } ]
    `,
  },
  'a module that is told its version': {
    'infra/main.tf': hcl`
      resource "kubernetes_deployment" "web" {
        spec {
          template {
            spec {
              container {
                name  = "web"
                image = "ghcr.io/acme/web:\${var.web_version}"
              }
            }
          }
        }
      }
    `,
    'infra/variables.tf': hcl`
      variable "web_version" {
        default = "latest"
      }
    `,
    'infra/production.tfvars': hcl`
      web_version = "3.1.0"
    `,
  },
}

/** Tiny repositories for the tests and the docs. */
export const examples: Examples = { bad, good }
