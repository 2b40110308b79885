import { composeServices } from '#formats/compose'
import { isDevelopmentFile } from '#formats/debug/setting'
import { isSpringPath } from '#formats/debug/spring'
import type { EnvEntry } from '#formats/env-entry'
import { containerEnv, workloads } from '#formats/kubernetes'
import { rangeAt } from '#formats/lines'
import { literalFallback } from '#formats/secret-reads/stakes'
import { digest, secrecyOf } from '#formats/secrets'
import { springPairs } from '#formats/spring-profiles'
import type { SourceFile } from '#model/snapshot'
import type { Credential } from './credential.ts'
import { isOwnKey, OWN_KEY } from './own-keys.ts'
import { BLANK } from './weak.ts'

/** `POSTGRES_PASSWORD: postgres` of a service or a container: it works, and everybody knows it. */
export function wellKnown(file: SourceFile): readonly Credential[] {
  if (isSpringPath(file.path)) return ofSpring(file)
  const services = composeServices(file).filter(({ profiles }) => !profiles.some(isDevelopmentFile))
  const containers = workloads(file).flatMap((workload) => workload.containers)
  return [
    ...services.flatMap(({ environment, subject }) => environment.flatMap((entry) => known(entry, subject))),
    ...containers.flatMap((container) => containerEnv(container).flatMap((entry) => known(entry, container.subject))),
  ]
}

/** `spring.datasource.password=root`, `app.jwt-secret=…`. A database that lives in memory is nobody's. */
function ofSpring(file: SourceFile): Credential[] {
  return springPairs(file).flatMap(({ name, value, start, end }): Credential[] => {
    const place = { name, range: rangeAt(file, start, end), digest: digest(value) }
    if (isOwnKey({ name, text: value })) return [{ ...place, ...OWN_KEY }]
    if (!LOGIN.test(name) || BLANK.test(value) || IN_MEMORY.test(file.text) || literalFallback('db_password', value).is !== 'literal')
      return []
    return [{ ...place, kind: 'known', label: 'well-known value', verdict: 'likely', wellKnown: true }]
  })
}

const LOGIN = /(?:^|\.)(?:datasource|r2dbc|redis|rabbitmq|mail|mongodb|neo4j|ldap|flyway|liquibase|elasticsearch|user)(?:\.\w+)?\.password$/
const IN_MEMORY = /jdbc:(?:h2|hsqldb|derby)|r2dbc:h2/

function known({ name, value, valueRange, templated }: EnvEntry, where: string): Credential[] {
  if (!value || !valueRange || templated || value.includes('$') || value.includes('{{') || secrecyOf(name) !== 'secret') return []
  const fallback = literalFallback(name, value)
  if (fallback.is !== 'literal' || fallback.stakes === 'real') return []
  const label = 'well-known value'
  return [
    { name: `${name} in ${where}`, range: valueRange, kind: 'known', label, verdict: 'likely', digest: digest(value), wellKnown: true },
  ]
}
