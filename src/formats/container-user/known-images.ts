import { parseImage } from '../image.ts'

/** Who runs the processes of an image that says nothing itself. */
export type ImageUser =
  /** Its maker sets a user without rights. */
  | 'ordinary'
  /** It starts as root, and its own start script drops to another user. */
  | 'drops'
  | 'root'
  /** Its user has to be root, or the idea does not apply: builders of images, Windows. */
  | 'exempt'
  | 'unknown'

/** What is known of published images, by name and tag. */
export function userOfImage(reference: string): ImageUser {
  if (reference.toLowerCase() === 'scratch') return 'root'
  const image = parseImage(reference)
  if (!image) return 'unknown'
  const tag = image.tag?.toLowerCase() ?? ''
  const registry = image.registry === 'docker.io' || image.registry === 'index.docker.io' ? '' : (image.registry ?? '')
  const name = image.repository.toLowerCase()
  if (EXEMPT.test(name) || /windows|nanoserver/.test(tag)) return 'exempt'
  const official = /^(?:docker\/)?library\/([^/]+)$/.exec(name)?.[1] ?? (registry === '' && !name.includes('/') ? name : undefined)
  if (official) return userOfOfficial(official, tag)
  const full = `${registry}/${name}:${tag}`
  if (ORDINARY.some((known) => known.test(full))) return 'ordinary'
  if (ROOT.some((known) => known.test(full))) return 'root'
  return 'unknown'
}

const EXEMPT = /(?:^|\/)(?:windows|nanoserver|servercore|iis)(?:\/|$)|^lambda\/|^aws-lambda-|(?:^|\/)(?:dind|kaniko|executor|docker)$/

function userOfOfficial(name: string, tag: string): ImageUser {
  if (/(?:^|-)(?:unprivileged|nonroot|rootless)(?:-|$)/.test(tag)) return 'ordinary'
  if (DROPS.has(name)) return 'drops'
  return ORDINARY_OFFICIAL.has(name) ? 'ordinary' : ROOT_OFFICIAL.has(name) ? 'root' : 'unknown'
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Databases, brokers and the like: their start scripts own the data folder first, and then step down. */
const DROPS = words(`
  postgres mysql mariadb mongo redis valkey memcached rabbitmq cassandra couchdb influxdb telegraf ghost eclipse-mosquitto zookeeper flink
  nats elasticsearch kibana logstash neo4j percona rethinkdb crate arangodb chronograf kapacitor vault consul nats-streaming
  rocket.chat redmine teamspeak znc couchbase clickhouse orientdb`)

const ORDINARY_OFFICIAL = words('haproxy kong solr sonarqube varnish jetty groovy spark jenkins mongo-express storm hitch liquibase flyway')

const ROOT_OFFICIAL = words(`
  alpine amazoncorretto amazonlinux archlinux almalinux bash buildpack-deps busybox caddy centos clojure composer dart debian drupal eclipse-temurin elixir erlang
  fedora gcc golang gradle haskell httpd ibmjava joomla julia maven mono nextcloud nginx node openjdk opensuse oraclelinux perl photon php pypy python r-base
  rockylinux ruby rust sapmachine sbt swift tomcat tomee traefik ubuntu wordpress mediawiki matomo phpmyadmin adminer ibm-semeru-runtimes
  alt clearlinux crux hylang rakudo-star registry websphere-liberty open-liberty nim odoo xwiki`)

/** `registry/name:tag`; Docker Hub has no registry. */
const ORDINARY: readonly RegExp[] = [
  /\/distroless\/[^:]+:(?:.*-)?nonroot/,
  /^gcr\.io\/distroless\/[^:]*-nonroot:/,
  /^[^/]*\/(?:bitnami|bitnamilegacy|bitnamisecure|vmware)\//,
  /^cgr\.dev\//,
  /^dhi\.io\//,
  /^[^/]*\/chainguard\//,
  /nginx-unprivileged:/,
  /^mcr\.microsoft\.com\/(?:dotnet|openjdk)\/[^:]+:.*(?:chiseled|distroless)/,
  /^registry\.(?:access\.)?redhat\.(?:com|io)\/(?:ubi|rhel)\d+\/(?!ubi|go-toolset)(?:nodejs|python|openjdk|php|ruby|perl|nginx|httpd|dotnet|varnish)/,
  /^registry\.(?:access\.)?redhat\.(?:com|io)\/ubi\d+\/ubi-micro-nonroot/,
  /^quay\.io\/(?:sclorg|prometheus|keycloak|jupyter|strimzi)\//,
  /^[^/]*\/(?:prom|grafana|keycloak|jupyter|cimg|circleci|selenium|curlimages|opensearchproject|jenkins|sonatype|otel|apache)\//,
  /^docker\.elastic\.co\//,
  /^ghcr\.io\/puppeteer\//,
  /\/(?:ibm-semeru-runtimes|open-liberty|websphere-liberty)[:/]/,
  /[-/](?:nonroot|rootless|unprivileged)[:-]/,
  /:(?:.*-)?(?:nonroot|rootless|unprivileged)(?:-|$)/,
]

const ROOT: readonly RegExp[] = [
  /^gcr\.io\/distroless\//,
  /^mcr\.microsoft\.com\/(?:dotnet|openjdk|playwright|devcontainers|azure-functions)\//,
  /^mcr\.microsoft\.com\/(?:cbl-mariner|azurelinux)\//,
  /^registry\.(?:access\.)?redhat\.(?:com|io)\/ubi\d+\/(?:ubi|ubi-minimal|ubi-micro|ubi-init):/,
  /^registry\.(?:access\.)?redhat\.(?:com|io)\/ubi\d+(?:-minimal|-micro)?:/,
  /^public\.ecr\.aws\/(?:amazonlinux|amazoncorretto)\//,
  /^nvcr\.io\/nvidia\/(?:cuda|pytorch|tensorflow)/,
  /^[^/]*\/(?:nvidia\/cuda|tiangolo\/[^:]+|oven\/bun|denoland\/deno|pytorch\/pytorch|tensorflow\/tensorflow|continuumio\/(?:mini|ana)conda3|dunglas\/frankenphp|astral-sh\/uv|amd64\/[^:]+|arm64v8\/[^:]+|phusion\/[^:]+|hashicorp\/terraform):/,
]
