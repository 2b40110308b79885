import type { Observation, Problem } from '#model/check'
import { asksStore, type HealthRoute, isOwnImage, isStranger } from './health-routes.ts'
import type { ContainerPort, Probe, ProbedContainer, ProbeKind } from './probes.ts'

/** What is known of the service besides its manifest. */
export interface Known {
  readonly grpcOnly: boolean
  /** The paths by which the one service of this repository tells how it is; absent where there are several services, or none tells. */
  readonly health?: readonly HealthRoute[] | undefined
}

/** The first thing that does not fit, at the line that says so. */
export function fitOf(
  one: ProbedContainer & { readonly path: string },
  kind: ProbeKind,
  probe: Probe,
  known: Known,
): Pick<Observation, 'location' | 'problem'> {
  const at = (range = probe.range) => ({ path: one.path, range })
  const { how, path = '', port } = probe
  const declared = one.ports.find(({ number, name }) => name === port || String(number) === port)
  if (port && !declared && !/^\d+$/.test(port) && !one.hasOpenPorts && one.ports.length > 0) {
    const message = `The ${kind}Probe asks port \`${port}\`, but no port of the container has that name: it fails each time. Name one of its ports.`
    return { location: at(probe.portRange), problem: { message, rating: 'black' } }
  }
  if ((how === 'http' || how === 'tcp') && isGrpc(one, port, declared, known.grpcOnly))
    return { location: at(), problem: onGrpc(kind, how, port ?? '') }
  if (port && !declared && isBesideItsPort(one, path)) {
    const message = `The ${kind}Probe asks port ${port}, and the container declares ${one.ports[0]!.number} alone: if nothing listens on ${port}, it fails each time. Ask ${one.ports[0]!.number}, or declare both.`
    return { location: at(probe.portRange), problem: { message, rating: 'yellow', severity: 'medium' } }
  }
  if (how === 'http' && known.health && isStranger(path, known.health)) {
    const message = `The ${kind}Probe asks \`${path}\`, which no route of the service serves: it fails each time. Its routes are ${known.health
      .slice(0, 3)
      .map((route) => route.path)
      .join(', ')}.`
    return { location: at(probe.pathRange), problem: { message, rating: 'black' } }
  }
  if (kind === 'liveness' && looksFurther(one, path, known)) {
    const message = `The livenessProbe asks \`${path}\`, which looks at dependencies: when one is slow, all replicas are restarted at once. Ask for the process alone, like ${LOOKS_AT_ALL.test(path) ? '/actuator/health/liveness' : '/health/live'}.`
    return { location: at(probe.pathRange), problem: { message, rating: 'yellow', severity: 'medium' } }
  }
  if (kind === 'liveness' && !probe.isTimed && !one.probes.startup) {
    const message = `The livenessProbe begins at once and waits one second for an answer: a slow start or a pause becomes a restart. Add initialDelaySeconds or a startupProbe, and timeoutSeconds.`
    return { location: at(), problem: { message, rating: 'yellow', severity: 'low', quiet: true } }
  }
  return { location: at() }
}

/** It declares the one port that it serves users on, and this is another: frameworks that tell of health on a port of its own are known. */
function isBesideItsPort({ ports, hasOpenPorts, image }: ProbedContainer, path: string): boolean {
  const [only] = ports
  if (hasOpenPorts || ports.length !== 1 || !only?.number || !isOwnImage(image ?? '')) return false
  return /^(?:https?|web|www|app|api)?$/i.test(only.name ?? '') && !/^\/(?:actuator|q|metrics|management|admin)(?:\/|$)/.test(path)
}

/** By its name, or as the path of readiness whose handler asks a database. */
function looksFurther({ probes }: ProbedContainer, path: string, { health = [] }: Known): boolean {
  if (LOOKS_FURTHER.test(path)) return true
  return probes.readiness?.path === path && (LOOKS_AT_ALL.test(path) || asksStore(path, health))
}

const LOOKS_FURTHER = /(?:^|[/_-])(?:ready|readyz|readiness|deep|dependencies|deps|db|database)(?:$|[/?_-])/i

/** Spring's sum of everything that it knows, the database included; its parts are called /liveness and /readiness. */
const LOOKS_AT_ALL = /\/actuator\/health\/?$/

function isGrpc(one: ProbedContainer, port: string | undefined, declared: ContainerPort | undefined, grpcOnly: boolean): boolean {
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
