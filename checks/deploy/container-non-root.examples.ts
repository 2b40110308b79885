import type { Examples } from '#model/check'
import { dockerfile, text, yaml } from '#model/example'

export const bad: Examples['bad'] = {
  'a service that never leaves root': {
    Dockerfile: dockerfile`
      FROM node:22-bookworm-slim AS build
      WORKDIR /app
      COPY package*.json ./
      RUN npm ci
      COPY . .
      RUN npm run build

      FROM «node:22-bookworm-slim»
      ENV NODE_ENV=production
      WORKDIR /app
      COPY --from=build /app/dist ./dist
      COPY --from=build /app/node_modules ./node_modules
      EXPOSE 3000
      CMD ["node", "dist/main.js"]
    `,
  },
  'back to root before the start, and root by number in a stage of the same file': {
    'backend/Dockerfile': dockerfile`
      ARG PYTHON=3.12
      FROM python:\${PYTHON}-slim
      RUN useradd -r app
      USER app
      WORKDIR /srv
      COPY --chown=app . .
      RUN pip install --no-cache-dir -r requirements.txt
      USER «root»
      CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:80"]
    `,
    'worker/Dockerfile': dockerfile`
      FROM golang:1.24 AS base
      ARG RUN_AS=0
      # USER 10001
      USER «\${RUN_AS}:0»

      FROM base
      ENTRYPOINT ["/bin/worker"]
    `,
    'ci-server/Dockerfile': dockerfile`
      FROM jenkins/jenkins:2.479.3-lts
      USER «root»
      RUN apt-get update && apt-get install -y --no-install-recommends jq
    `,
  },
  'an image from scratch, and a static site on a server that starts as root': {
    'cmd/agent/Dockerfile': dockerfile`
      FROM golang:1.24-alpine AS build
      COPY . .
      RUN CGO_ENABLED=0 go build -o /agent ./cmd/agent
      FROM «scratch»
      COPY --from=build /agent /agent
      ENTRYPOINT ["/agent"]
    `,
    'web/Dockerfile': dockerfile`
      FROM «nginx:1.27-alpine»
      COPY dist /usr/share/nginx/html
    `,
  },
  'a start script that steps down from root': {
    'docker/Dockerfile': dockerfile`
      FROM «debian:bookworm-slim»
      COPY docker-entrypoint.sh /usr/local/bin/
      ENTRYPOINT ["docker-entrypoint.sh"]
      CMD ["serve"]
    `,
    'docker/docker-entrypoint.sh': text`
      #!/bin/sh
      set -e
      chown -R app: /data
      exec gosu app "$@"
    `,
  },
  'pods that ask for the machine': {
    'k8s/gateway.yaml': yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: gateway }
      spec:
        template:
          spec:
            «hostNetwork: true»
            «hostPID: true»
            securityContext:
              «runAsNonRoot: false»
            initContainers:
              - name: tune
                image: busybox:1.37
                securityContext: { «privileged: true» }
            containers:
              - name: gateway
                image: ghcr.io/acme/gateway:2.1.0
                securityContext:
                  «runAsUser: 0»
                  «privileged: true»
                  «allowPrivilegeEscalation: true»
    `,
    'charts/gateway/values.yaml': yaml`
      image: { repository: ghcr.io/acme/gateway, tag: 2.1.0 }
      securityContext:
        «runAsUser: 0»
    `,
  },
  'pods that leave it to an image that runs as root': {
    'api/Dockerfile': dockerfile`
      FROM «eclipse-temurin:21-jre»
      COPY target/api.jar /app.jar
      ENTRYPOINT ["java", "-jar", "/app.jar"]
    `,
    'deploy/api.yaml': yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: api }
      spec:
        template:
          spec:
            containers:
              - name: api
                image: «registry.acme.example/shop/api:1.4.2»
              - name: proxy
                image: «nginx:1.27.3»
    `,
  },
  'Compose that asks for root and the machine': {
    'docker-compose.prod.yml': yaml`
      services:
        api:
          build: .
          «user: "0:0»"
        runner:
          image: acme/runner:3.2.1
          «privileged: true»
    `,
  },
}

export const good: Examples['good'] = {
  'a user of its own in the last stage': {
    Dockerfile: dockerfile`
      # syntax=docker/dockerfile:1
      FROM node:22 AS build
      WORKDIR /app
      COPY . .
      RUN npm ci && npm run build
      CMD ["npm", "run", "dev"]

      FROM node:22-slim
      COPY --from=build --chown=node:node /app/dist /app
      USER node
      CMD ["node", "/app/main.js"]
    `,
    'api/Dockerfile': dockerfile`
      FROM mcr.microsoft.com/dotnet/aspnet:9.0
      COPY out /app
      USER $APP_UID
      ENTRYPOINT ["dotnet", "/app/Api.dll"]
    `,
  },
  'images whose makers set a user': {
    'docker/Dockerfile': dockerfile`
      FROM golang:1.24 AS build
      RUN go build -o /payment ./cmd/paymentservice
      FROM gcr.io/distroless/static-debian12:nonroot
      COPY --from=build /payment /payment
      ENTRYPOINT ["/payment"]
    `,
    'web/Dockerfile': dockerfile`
      FROM nginxinc/nginx-unprivileged:1.27
      COPY dist /usr/share/nginx/html
    `,
    'db/Dockerfile': dockerfile`
      FROM postgres:17.2
      COPY init.sql /docker-entrypoint-initdb.d/
      CMD ["postgres", "-c", "wal_level=logical"]
    `,
    'jobs/Dockerfile': dockerfile`
      FROM cgr.dev/chainguard/python:latest
      COPY . /app
      ENTRYPOINT ["python", "/app/main.py"]
    `,
  },
  'a base image of the company, which may set a user; an image that only builds': {
    Dockerfile: dockerfile`
      ARG BASE=registry.acme.example/base/java:21
      FROM \${BASE}
      COPY app.jar /app.jar
      CMD ["java", "-jar", "/app.jar"]
    `,
    'docker/toolchain.Dockerfile': dockerfile`
      FROM ubuntu:24.04
      RUN apt-get update && apt-get install -y build-essential
    `,
    'ci/Dockerfile': dockerfile`
      FROM node:22
      CMD ["npm", "test"]
    `,
  },
  'a stage for developers at the end, and the one that Compose builds': {
    Dockerfile: dockerfile`
      FROM python:3.12-slim AS production
      RUN useradd -r app
      USER app
      CMD ["uvicorn", "app.main:app"]

      FROM production AS dev
      USER root
      CMD ["uvicorn", "app.main:app", "--reload"]
    `,
    'compose.yaml': yaml`
      services:
        api:
          build: { context: ., target: production }
          user: "10001:10001"
    `,
    'compose.override.yaml': yaml`
      services:
        api:
          build: { context: ., target: dev }
          user: root
    `,
  },
  'an action of GitHub, which has to be root': {
    'action/Dockerfile': dockerfile`
      FROM alpine:3.21
      COPY entrypoint.sh /entrypoint.sh
      ENTRYPOINT ["/entrypoint.sh"]
    `,
    'action/action.yml': yaml`
      name: Publish
      runs:
        using: docker
        image: Dockerfile
    `,
    'deploy/service.yaml': yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: service }
      spec:
        template:
          spec:
            securityContext: { runAsNonRoot: true }
            containers:
              - name: service
                image: node:22.12.0
                securityContext: { allowPrivilegeEscalation: false, privileged: false }
    `,
  },
  'agents on each node, and what a chart leaves to its values': {
    'k8s/node-exporter.yaml': yaml`
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: { name: node-exporter }
      spec:
        template:
          spec:
            hostNetwork: true
            hostPID: true
            securityContext: { runAsUser: 65534, runAsNonRoot: true }
            containers:
              - { name: node-exporter, image: "quay.io/prometheus/node-exporter:v1.8.2" }
    `,
    'k8s/konnectivity.yaml': yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: konnectivity-server, namespace: kube-system }
      spec:
        template:
          spec:
            hostNetwork: true
            securityContext: { runAsUser: 65532 }
            containers:
              - { name: server, image: "registry.k8s.io/kas-network-proxy/proxy-server:v0.30.3" }
    `,
    'chart/values.yaml': yaml`
      image: { repository: ghcr.io/acme/shop, tag: 2.1.0 }
      containerSecurityContext: { enabled: true, runAsNonRoot: true, allowPrivilegeEscalation: false }
      volumePermissions:
        enabled: false
        containerSecurityContext: { runAsUser: 0 }
    `,
    'chart/templates/deployment.yaml': yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: {{ include "shop.fullname" . }}
      spec:
        template:
          spec:
            securityContext:
              {{- toYaml .Values.podSecurityContext | nindent 8 }}
            containers:
              - name: shop
                image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
    `,
  },
}
