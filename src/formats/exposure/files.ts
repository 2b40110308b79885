import type { SourceFile } from '#model/snapshot'
import { type Dependency, dependencies } from '../dependencies.ts'
import { lines } from '../lines.ts'
import { pairs } from '../pairs.ts'
import type { ExposureFact } from './fact.ts'

/** What starts a process with metrics without a line of its code: agents, exporters, variables. */
const STARTERS: readonly (readonly [form: RegExp, fact: ExposureFact])[] = [
  [
    /opentelemetry-javaagent|jmx_prometheus|jmx-exporter|dd-java-agent|newrelic(?:-agent)?\.jar|applicationinsights-agent/,
    { says: 'exposed', by: 'process', language: 'java' },
  ],
  [
    /MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE['"]?\s{0,10}[:=].{0,80}(?:prometheus|metrics|\*)/,
    { says: 'exposed', by: 'process', language: 'java' },
  ],
  [
    /opentelemetry-instrument\b|\bddtrace-run\b|newrelic-admin\s+run-program|PROMETHEUS_METRICS_EXPORT_PORT/,
    { says: 'exposed', by: 'process', language: 'python' },
  ],
  [/auto-instrumentations-node\/register|dd-trace\/init|-r\s+newrelic\b/, { says: 'exposed', by: 'process', language: 'node' }],
  [/celery-(?:prometheus-)?exporter|\bflower\b/, { says: 'exposed', by: 'process', language: 'python', role: 'worker' }],
  [/sidekiq-(?:prometheus-)?exporter/, { says: 'exposed', by: 'process', language: 'ruby', role: 'worker' }],
  [/\bprometheus_exporter\b/, { says: 'exposed', by: 'process', language: 'ruby' }],
  [/instrumentation\.opentelemetry\.io\/inject-java/, { says: 'exposed', by: 'process', language: 'java' }],
  [/instrumentation\.opentelemetry\.io\/inject-nodejs/, { says: 'exposed', by: 'process', language: 'node' }],
  [/instrumentation\.opentelemetry\.io\/inject-python/, { says: 'exposed', by: 'process', language: 'python' }],
  [/instrumentation\.opentelemetry\.io\/inject-go/, { says: 'exposed', by: 'process', language: 'go' }],
  [/instrumentation\.opentelemetry\.io\/inject-dotnet/, { says: 'exposed', by: 'process', language: 'csharp' }],
]

/** What Dockerfiles, manifests and start scripts say. Comments do not count. */
export function exposedByStart(file: SourceFile): readonly ExposureFact[] {
  if (!STARTERS.some(([form]) => form.test(file.text))) return []
  const written = lines(file).filter(({ text }) => !/^\s*(?:#|\/\/)/.test(text))
  return STARTERS.flatMap(([form, fact]) => (written.some(({ text }) => form.test(text)) ? fact : []))
}

/** `management.endpoints.web.exposure.include` of Spring, and registries that push. */
export function exposedBySpring(file: SourceFile): readonly ExposureFact[] {
  const isExposed = pairs(file).some(
    ({ name, value, commented }) =>
      !commented &&
      ((name.startsWith('management.endpoints.web.exposure.include') && /prometheus|metrics|\*/.test(value)) ||
        /^management\.(?:metrics\.export\.)?(?:otlp|datadog|statsd|influx|newrelic|cloudwatch|dynatrace|stackdriver)(?:\.metrics)?/.test(
          name,
        ) ||
        /^(?:quarkus\.micrometer\.export\.prometheus|endpoints\.prometheus|micronaut\.metrics\.export)\./.test(name)),
  )
  return isExposed ? [{ says: 'exposed', by: 'process', language: 'java' }] : []
}

/** Dependencies that work without a line of code, and those that have to be mounted. */
export function exposedByDependencies(file: SourceFile): readonly ExposureFact[] {
  return dependencies(file).flatMap((dependency): ExposureFact[] => {
    const [language, works, counts] = BY_ECOSYSTEM[dependency.ecosystem] ?? []
    const name = lastOf(dependency)
    if (!language || dependency.scope !== 'production') return []
    if (works?.test(name)) return [{ says: 'exposed', by: 'process', language }]
    return counts?.test(name) ? [{ says: 'used', library: name, language, range: dependency.range }] : []
  })
}

const BY_ECOSYSTEM: Readonly<Partial<Record<Dependency['ecosystem'], readonly ['java' | 'ruby', RegExp, RegExp]>>> = {
  maven: [
    'java',
    /^(?:quarkus-(?:micrometer-registry-\w+|smallrye-metrics|opentelemetry)|micronaut-micrometer-registry-\w+|micrometer-registry-(?!prometheus)[\w-]+|opentelemetry-exporter-otlp|opentelemetry-spring-boot-starter|java-dogstatsd-client)$/,
    /^(?:spring-boot-starter-actuator|micrometer-(?:core|registry-prometheus)|simpleclient(?:_\w+)?|prometheus-metrics-core)$/,
  ],
  rubygems: [
    'ruby',
    /^(?:newrelic_rpm|appsignal|scout_apm|skylight|elastic-apm|yabeda-prometheus(?:-mmap)?|statsd-instrument|dogstatsd-ruby|judoscale-\w+)$/,
    /^(?:prometheus-client(?:-mmap)?|prometheus_exporter|yabeda(?:-\w+)?)$/,
  ],
}

/** Of `group:artifact` the artifact. */
function lastOf({ name }: Dependency): string {
  return name.slice(name.lastIndexOf(':') + 1)
}
