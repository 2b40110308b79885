import { isDevelopmentPath } from '#formats/development'
import { type HealthRoute, healthRoutes, isOwnImage, isStranger } from '#formats/health-routes'
import { type ContainerPort, PROBES, type Probe, type ProbedContainer, type ProbeKind, probedContainers } from '#formats/probes'
import { SERVICE_FILES, SERVICE_HINTS, type ServiceFact, serviceFacts, services } from '#formats/services'
import { type Filed, LEVELS, type Observation, type Problem } from '#model/check'
import { repositoryCheck } from '#model/checks'
import { bad, good } from './k8s-probes.examples.ts'

type Fact = { readonly container: ProbedContainer } | { readonly service: ServiceFact } | { readonly health: HealthRoute }

export default repositoryCheck<Fact>({
  title: 'Workloads have fitting readiness and liveness probes',
  severity: 'high',
  kind: 'static',
  level: LEVELS.fromStandard,
  since: '1.0',
  effort: '1h',
  why: `
    Without a readiness probe a pod gets requests from the moment that its process exists, and during each rollout users see
    errors until it has connected. Without a liveness probe a process that hangs hangs until someone looks. A probe that does
    not fit is worse: one that asks a gRPC port over HTTP never succeeds, and a liveness probe that looks at the database
    restarts every replica at once when the database is slow.`,
  remedy: `
    Give each container that serves its own two probes:

        readinessProbe: { httpGet: { path: /health/ready, port: http }, periodSeconds: 5 }
        livenessProbe: { httpGet: { path: /health/live, port: http }, initialDelaySeconds: 15, timeoutSeconds: 3 }

    A gRPC server is asked with \`grpc: { port: 50051 }\`; it has to serve \`grpc.health.v1.Health\`. Readiness may look at
    dependencies, liveness never.`,
  references: [
    'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-a-grpc-liveness-probe',
  ],
  files: ['**/*.{yaml,yml}', '**/*.{yaml,yml}.{tpl,tmpl,gotmpl,j2,erb}', '**/*.json', ...SERVICE_FILES],
  hints: ['containers', ...SERVICE_HINTS],

  *collect(file) {
    if (!isDevelopmentPath(file.path)) for (const container of probedContainers(file)) yield { container }
    for (const service of serviceFacts(file)) yield { service }
    for (const health of healthRoutes(file)) yield { health }
  },

  *judge(facts) {
    const found = facts.flatMap(({ path, fact }) => ('container' in fact ? { path, ...fact.container } : []))
    const known: Known = { grpcOnly: servesOnlyGrpc(facts), health: healthOf(facts, found) }
    const patchesOf = Map.groupBy(
      found.filter(({ isPatch }) => isPatch),
      ({ subject }) => subject,
    )
    for (const one of found) {
      if (one.isPatch || isBeside(one)) continue
      const patches = patchesOf.get(one.subject) ?? []
      yield* observe(one, Object.assign({}, ...patches.map(({ probes }) => probes), one.probes) as ProbedContainer['probes'], known)
    }
  },

  examples: { bad, good },
})

type Placed = ProbedContainer & { readonly path: string }

/** What is put next to an application by those who run the platform: it is not what users wait for. */
function isBeside({ name, image = '', together }: Placed): boolean {
  return together > 1 && BESIDE.test(`${name} ${image}`)
}

const BESIDE =
  /istio|linkerd|envoy|cloud-?sql|vault-agent|fluent|filebeat|promtail|otel|opentelemetry|jaeger|datadog|reload|git-sync|exporter|oauth2?-proxy|csi|rbac-proxy|sidecar|logrotate|haproxy|socat/i

/** All that this repository begins answers over gRPC and nothing over HTTP. */
function servesOnlyGrpc(facts: readonly Filed<Fact>[]): boolean {
  const roles = new Set(facts.flatMap(({ fact }) => ('service' in fact && fact.service.says === 'entry' ? fact.service.entry.role : [])))
  return roles.has('grpc') && !roles.has('http')
}

interface Known {
  readonly grpcOnly: boolean
  /** The paths by which the one service of this repository tells how it is; absent where there are several services, or none tells. */
  readonly health?: readonly string[] | undefined
}

function healthOf(facts: readonly Filed<Fact>[], found: readonly Placed[]): readonly string[] | undefined {
  const servers = services(facts.flatMap(({ path, fact }) => ('service' in fact ? { path, fact: fact.service } : []))).filter(
    ({ role }) => role === 'server',
  )
  const own = new Set(found.filter((one) => !one.isPatch && !isBeside(one) && isOwnImage(one.image ?? '')).map(({ subject }) => subject))
  const paths = facts.flatMap(({ fact }) => ('health' in fact ? fact.health.path : []))
  return servers.length === 1 && own.size === 1 && paths.length > 0 && found.length === 1 ? paths : undefined
}

function* observe(one: Placed, probes: ProbedContainer['probes'], known: Known): Iterable<Observation> {
  const { subject, path, range, ports, isOpen } = one
  const isProbed = PROBES.some((kind) => probes[kind])
  if (ports.length === 0 && !isProbed) return
  const location = { path, range }
  for (const kind of ['readiness', 'liveness'] as const) {
    const exists = probes[kind] !== undefined
    if (!exists && !isDemanded(kind, one, probes)) continue
    const unknown = !exists && isOpen ? 'A template decides which probes it has.' : undefined
    yield { aspect: kind, subject, location, unknown, problem: exists || unknown ? undefined : missing(kind, one, probes) }
  }
  for (const kind of PROBES) {
    const probe = one.probes[kind]
    if (probe) yield { aspect: `${kind} fits`, subject, ...judged(one, kind, probe, known) }
  }
}

/** Requests come to ports for users; those that only show metrics get none. A worker that someone probes needs no more. */
function isDemanded(kind: ProbeKind, { ports }: Placed, probes: ProbedContainer['probes']): boolean {
  if (ports.length === 0) return false
  if (kind === 'readiness') return !ports.every(({ name }) => /metric|prometheus|telemetry|pprof|debug/i.test(name ?? ''))
  return probes.readiness?.how !== 'exec' || ports.length > 0
}

function missing(kind: 'readiness' | 'liveness', one: Placed, probes: ProbedContainer['probes']): Problem {
  const { kind: workload, subject, image = '' } = one
  if (kind === 'liveness') {
    const message = `${subject} has no livenessProbe: when it hangs, nothing restarts it. Add one that looks at the process alone.`
    // Where both are missing, the annotation for the other says so.
    return { message, rating: 'yellow', severity: 'medium', quiet: !probes.readiness && isDemanded('readiness', one, probes) }
  }
  const both = probes.liveness ? '' : ' It has no livenessProbe either.'
  const message = `${subject} has no readinessProbe: each rollout sends it requests before it can answer. Add one, such as \`readinessProbe: { httpGet: { path: /health/ready, port: http } }\`.${both}`
  // Agents of a node and databases from elsewhere are seldom what users are sent to.
  const isMild = workload === 'DaemonSet' || !isOwnImage(image)
  return isMild ? { message, rating: 'yellow', severity: 'medium' } : { message, rating: 'red' }
}

/** The first thing that does not fit, at the line that says so. */
function judged(one: Placed, kind: ProbeKind, probe: Probe, known: Known): Pick<Observation, 'location' | 'problem'> {
  const at = (range = probe.range) => ({ path: one.path, range })
  const { how, path = '', port } = probe
  const declared = one.ports.find(({ number, name }) => name === port || String(number) === port)
  if (port && !declared && !/^\d+$/.test(port) && !one.hasOpenPorts && one.ports.length > 0) {
    const message = `The ${kind}Probe asks port \`${port}\`, but no port of the container has that name: it fails each time. Name one of its ports.`
    return { location: at(probe.portRange), problem: { message, rating: 'black' } }
  }
  if ((how === 'http' || how === 'tcp') && isGrpc(one, port, declared, known.grpcOnly))
    return { location: at(), problem: onGrpc(kind, how, port ?? '') }
  if (how === 'http' && known.health && isStranger(path, known.health)) {
    const message = `The ${kind}Probe asks \`${path}\`, which no route of the service serves: it fails each time. Its routes are ${known.health.slice(0, 3).join(', ')}.`
    return { location: at(probe.pathRange), problem: { message, rating: 'black' } }
  }
  if (kind === 'liveness' && (LOOKS_FURTHER.test(path) || (LOOKS_AT_ALL.test(path) && one.probes.readiness?.path === path))) {
    const message = `The livenessProbe asks \`${path}\`, which looks at dependencies: when one is slow, all replicas are restarted at once. Ask for the process alone, like ${LOOKS_AT_ALL.test(path) ? '/actuator/health/liveness' : '/health/live'}.`
    return { location: at(probe.pathRange), problem: { message, rating: 'yellow', severity: 'medium' } }
  }
  if (kind === 'liveness' && !probe.isTimed && !one.probes.startup) {
    const message = `The livenessProbe begins at once and waits one second for an answer: a slow start or a pause becomes a restart. Add initialDelaySeconds or a startupProbe, and timeoutSeconds.`
    return { location: at(), problem: { message, rating: 'yellow', severity: 'low', quiet: true } }
  }
  return { location: at() }
}

const LOOKS_FURTHER = /(?:^|[/_-])(?:ready|readyz|readiness|deep|dependencies|deps|db|database)(?:$|[/?_-])/i

/** Spring's sum of everything that it knows, the database included; its parts are called /liveness and /readiness. */
const LOOKS_AT_ALL = /\/actuator\/health\/?$/

function isGrpc(one: Placed, port: string | undefined, declared: ContainerPort | undefined, grpcOnly: boolean): boolean {
  if (/grpc/i.test(declared?.name ?? port ?? '')) return !/web|gateway|http|health/i.test(declared?.name ?? '')
  if (/^5005\d$/.test(declared?.number?.toString() ?? port ?? '')) return !/http|health|metric/i.test(declared?.name ?? '')
  const serving = one.ports.filter(({ name }) => !/metric|health|admin|http|prom|debug/i.test(name ?? ''))
  return grpcOnly && serving.length === 1 && declared === serving[0]
}

function onGrpc(kind: ProbeKind, how: 'http' | 'tcp', port: string): Problem {
  const advice = `Use \`grpc: { port: ${/^\d+$/.test(port) ? port : 50051} }\`, and serve grpc.health.v1.Health.`
  if (how === 'http')
    return {
      message: `The ${kind}Probe asks port ${port} over HTTP, but gRPC is served there: it cannot be answered. ${advice}`,
      rating: 'yellow',
    }
  const message = `The ${kind}Probe only opens port ${port}, which a gRPC server that is broken accepts too. ${advice}`
  return { message, rating: 'yellow', severity: 'medium' }
}
