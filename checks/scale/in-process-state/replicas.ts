import { type Code, code, grammarOf } from '#formats/code/code'
import { argumentOf, positional } from '#formats/code/lookup'
import type { Value } from '#formats/code/view'
import { composeServices, isComposePath } from '#formats/compose'
import { isDevelopmentPath } from '#formats/development'
import type { EnvEntry } from '#formats/env-entry'
import { containerEnv, isKubernetes, manifests, workloads } from '#formats/kubernetes'
import { START_FILES, startCommands } from '#formats/start-commands'
import { mentions } from '#formats/words'
import { at, scalar, yamlDocuments } from '#formats/yaml'
import type { SourceFile } from '#model/snapshot'

/** How many processes a deployment starts. Plain JSON. */
export interface ReplicaFact {
  /** Workers share a machine and its disk, replicas do not. */
  readonly unit: 'workers' | 'replicas'
  readonly count: number
  /** Of workers the language of the server that starts them. */
  readonly language?: 'python' | 'node' | 'ruby' | undefined
  /** What is deployed, in its own words: `service web`, `Deployment/web`. */
  readonly subject: string
}

export const REPLICA_FILES: readonly string[] = [...START_FILES, '**/*.{py,js,cjs,mjs,ts,cts,mts,rb,json}']

export const REPLICA_HINTS: readonly string[] =
  'replicas replicacount gunicorn uvicorn hypercorn pm2 puma web_concurrency scale: workers cluster.fork instances autoscaler'.split(' ')

/** What a file says about it; nothing of what only developers start. Throws `Unparsable`. */
export function replicaFacts(file: SourceFile): readonly ReplicaFact[] {
  if (isDevelopmentPath(file.path) || !isLikely(file)) return []
  if (grammarOf(file.path)) {
    const source = IN_CODE.test(`${file.path}\n${file.text}`) ? code(file) : undefined
    return source ? ofCode(file, source) : []
  }
  return [...ofCommands(file), ...ofCompose(file), ...ofCluster(file), ...ofValues(file)]
}

/** A cheap look before parsing: calls that start processes, and files that servers are told by. */
const IN_CODE = /uvicorn\s*\.\s*run|cluster\s*\.\s*fork|gunicorn[\w.-]*\.py\n|ecosystem[\w.-]*\.c?js\n|puma/

const isLikely = mentions('replica gunicorn uvicorn hypercorn pm2 puma web_concurrency scale: workers cluster instances'.split(' '))

const WORKERS: readonly (readonly [RegExp, ReplicaFact['language']])[] = [
  [/\b(?:gunicorn|uvicorn|hypercorn)\b[\s\S]{0,800}?(?:--workers?|["'\s]-w)["',=\s]{1,6}(?:\$\{\w{1,60}:-)?(\d{1,4})\b/, 'python'],
  [/\bpm2\b[\s\S]{0,400}?(?:-i|--instances)["',=\s]{1,6}(max|-?\d{1,4})\b/, 'node'],
  [/\bpuma\b[\s\S]{0,400}?(?:-w|--workers)["',=\s]{1,6}(\d{1,4})\b/, 'ruby'],
  [/\bWEB_CONCURRENCY=(\d{1,4})\b/, undefined],
]

function ofCommands(file: SourceFile): ReplicaFact[] {
  return startCommands(file).flatMap(({ subject, text }) =>
    WORKERS.flatMap(([form, language]) => {
      const found = form.exec(text)?.[1]
      return found === undefined ? [] : [{ unit: 'workers', count: countOf(found), language, subject } as const]
    }),
  )
}

/** `max` is as many as there are processors. */
function countOf(written: string): number {
  const count = Number(written)
  return Number.isNaN(count) || count <= 0 ? 2 : count
}

function ofCompose(file: SourceFile): ReplicaFact[] {
  if (!isComposePath(file.path)) return []
  return composeServices(file).flatMap(({ node, subject, environment, image }) => {
    if (image && INFRASTRUCTURE.test(image.text)) return []
    const count = scalar(at(node, 'deploy', 'replicas') ?? at(node, 'scale'))?.value
    const replicas = typeof count === 'number' ? [{ unit: 'replicas', count, subject } as const] : []
    return [...replicas, ...ofEnvironment(environment, subject)]
  })
}

function ofEnvironment(environment: readonly EnvEntry[], subject: string): ReplicaFact[] {
  return environment.flatMap(({ name, value }) =>
    name === 'WEB_CONCURRENCY' && value !== undefined && /^\d{1,4}$/.test(value)
      ? [{ unit: 'workers', count: Number(value), subject } as const]
      : [],
  )
}

const INFRASTRUCTURE =
  /(?:^|\/)(?:redis|postgres\w*|mysql|mariadb|mongo|nginx|traefik|rabbitmq|kafka|zookeeper|elasticsearch|prometheus|grafana|minio|valkey|envoy|haproxy)(?:[:@]|$)/

function ofCluster(file: SourceFile): ReplicaFact[] {
  if (!isKubernetes(file)) return []
  const pods = workloads(file).flatMap(({ manifest, containers }): ReplicaFact[] => {
    if (
      !/^(?:Deployment|StatefulSet|ReplicaSet|Rollout)$/.test(manifest.kind) ||
      containers.some(({ image }) => image && INFRASTRUCTURE.test(image.text))
    )
      return []
    const { subject } = manifest
    const count = scalar(at(manifest.node, 'spec', 'replicas'))
    const replicas: ReplicaFact[] =
      typeof count?.value === 'number' && !count.templated ? [{ unit: 'replicas', count: count.value, subject }] : []
    return [...replicas, ...containers.flatMap((container) => ofEnvironment(containerEnv(container), subject))]
  })
  const scaled = manifests(file).flatMap(({ kind, node, subject }): ReplicaFact[] => {
    const most = scalar(at(node, 'spec', 'maxReplicas') ?? at(node, 'spec', 'maxReplicaCount'))?.value
    return /^(?:HorizontalPodAutoscaler|ScaledObject)$/.test(kind) && typeof most === 'number'
      ? [{ unit: 'replicas', count: most, subject }]
      : []
  })
  return [...pods, ...scaled]
}

/** `replicaCount: 3` in the values of a chart. */
function ofValues(file: SourceFile): ReplicaFact[] {
  if (!/(?:^|\/)values[\w.-]*\.ya?ml$/.test(file.path)) return []
  return yamlDocuments(file).flatMap((document) => {
    const count = scalar(at(document, 'replicaCount'))?.value
    return typeof count === 'number' ? [{ unit: 'replicas', count, subject: 'replicaCount' } as const] : []
  })
}

function ofCode({ path }: SourceFile, { calls, assignments, entries }: Code): ReplicaFact[] {
  const found: ReplicaFact[] = []
  const add = (value: Value | undefined, language: ReplicaFact['language'], subject: string) => {
    if (!value) return
    const written =
      value.kind === 'number'
        ? value.value
        : value.kind === 'string' && /^(?:max|\d{1,4})$/.test(value.text)
          ? countOf(value.text)
          : undefined
    // As many as there are processors: `cpu_count() * 2 + 1`.
    if (written !== undefined || value.kind === 'binary') found.push({ unit: 'workers', count: written ?? 2, language, subject })
  }
  if (/gunicorn[\w.-]*\.py$/.test(path)) add(assignments.find(({ target }) => target === 'workers')?.value, 'python', 'gunicorn workers')
  for (const call of calls) {
    if (call.callee === 'uvicorn.run') add(argumentOf(call, 'workers'), 'python', 'uvicorn.run')
    if (call.callee === 'cluster.fork') found.push({ unit: 'workers', count: 2, language: 'node', subject: 'cluster.fork' })
    if (call.callee === 'workers' && /puma/.test(path)) add(positional(call, 0), 'ruby', 'puma workers')
  }
  if (/ecosystem[\w.-]*\.c?js$/.test(path)) add(entries.find(({ key }) => key === 'instances')?.value, 'node', 'pm2 instances')
  return found
}
