import type { SourceFile } from '#model/snapshot'
import { composeServices } from '../compose.ts'
import { isDevelopmentFile } from '../debug/setting.ts'
import type { EnvEntry } from '../env-entry.ts'
import { containerEnv, workloads } from '../kubernetes.ts'
import { literalFallback } from '../secret-reads/stakes.ts'
import { digest, secrecyOf } from '../secrets.ts'
import type { Credential } from './credential.ts'

/** `POSTGRES_PASSWORD: postgres` of a service or a container: it works, and everybody knows it. */
export function wellKnown(file: SourceFile): readonly Credential[] {
  const services = composeServices(file).filter(({ profiles }) => !profiles.some(isDevelopmentFile))
  const containers = workloads(file).flatMap((workload) => workload.containers)
  return [
    ...services.flatMap(({ environment, subject }) => environment.flatMap((entry) => known(entry, subject))),
    ...containers.flatMap((container) => containerEnv(container).flatMap((entry) => known(entry, container.subject))),
  ]
}

function known({ name, value, valueRange, templated }: EnvEntry, where: string): Credential[] {
  if (!value || !valueRange || templated || value.includes('$') || value.includes('{{') || secrecyOf(name) !== 'secret') return []
  const fallback = literalFallback(name, value)
  if (fallback.is !== 'literal' || fallback.stakes === 'real') return []
  const label = 'well-known value'
  return [
    { name: `${name} in ${where}`, range: valueRange, kind: 'known', label, verdict: 'likely', digest: digest(value), wellKnown: true },
  ]
}
