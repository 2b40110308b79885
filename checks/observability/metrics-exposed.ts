import { EXPOSURE_FILES, EXPOSURE_HINTS, type ExposureFact, exposures } from '#formats/exposure'
import { lineFor } from '#formats/server-lines'
import { SERVICE_FILES, SERVICE_HINTS, type Service, type ServiceFact, serviceFacts, services, servicesAround } from '#formats/services'
import { type Filed, LEVELS, type Observation, type Problem } from '#model/check'
import { repositoryCheck } from '#model/checks'
import type { Location, Range } from '#model/location'
import { ingressPaths } from './metrics-exposed/ingress.ts'
import { bad, good } from './metrics-exposed.examples.ts'

type Fact =
  | { readonly service: ServiceFact }
  | { readonly exposure: ExposureFact }
  | { readonly opened: { readonly subject: string; readonly isOpen: boolean; readonly range: Range } }

export default repositoryCheck<Fact>({
  title: 'Each service exposes metrics',
  severity: 'high',
  kind: 'static',
  level: LEVELS.fromStandard,
  since: '1.0',
  effort: '2h',
  why: `
    Without numbers from inside a process nobody sees that it is slow, saturated or failing until users say so, no alert can
    be written, and every incident begins with guessing.`,
  remedy: `
    Serve the metrics of the process, or push them: \`app.mount("/metrics", make_asgi_app())\` (prometheus_client),
    \`start_http_server(9100)\` in a worker, \`res.send(await register.metrics())\` (prom-client),
    \`mux.Handle("/metrics", promhttp.Handler())\`, \`management.endpoints.web.exposure.include: health,prometheus\`
    (Spring Boot with micrometer-registry-prometheus), or an OTLP metric exporter. Keep the path away from the public ingress.`,
  references: [
    'https://prometheus.io/docs/instrumenting/clientlibs/',
    'https://opentelemetry.io/docs/specs/otel/metrics/',
    'https://sre.google/sre-book/monitoring-distributed-systems/',
  ],
  files: [...SERVICE_FILES, ...EXPOSURE_FILES],
  hints: [...SERVICE_HINTS, ...EXPOSURE_HINTS, 'ingress', 'httproute'],

  *collect(file) {
    for (const service of serviceFacts(file)) yield { service }
    for (const exposure of exposures(file)) yield { exposure }
    for (const { subject, path, restricted, range } of ingressPaths(file))
      if (METRICS_PATH.test(path)) yield { opened: { subject: `${subject} ${path}`, isOpen: !restricted, range } }
  },

  *judge(facts) {
    const all = services(facts.flatMap(({ path, fact }) => ('service' in fact ? { path, fact: fact.service } : [])))
    const said = facts.flatMap(({ path, fact }) => ('exposure' in fact ? { path, fact: fact.exposure } : []))
    const defined = new Set(said.flatMap(({ fact }) => (fact.says === 'defined' ? fact.name : [])))
    for (const service of all) {
      const around = said.filter(({ path, fact }) => {
        const near = servicesAround(all, path)
        return near.includes(service) && concerns(fact, service) && (service.role === 'worker' || !isOfWorker(path, near))
      })
      yield { aspect: 'exposed', subject: service.name, scope: 'repository', ...judged(service, around, defined) }
    }
    for (const { path, fact } of facts) if ('opened' in fact && all.length > 0) yield opened(path, fact.opened)
  },

  examples: { bad, good },
})

const METRICS_PATH = /^\/(?:actuator\/)?(?:metrics|prometheus)\b/

function concerns(fact: ExposureFact, { language, role }: Service): boolean {
  if (fact.says === 'defined') return false
  if (fact.language !== undefined && fact.language !== language) return false
  return fact.says !== 'exposed' || (fact.role ? fact.role === role : fact.by === 'process' || role === 'server')
}

/** What stands in a worker's own file runs in the worker, and says nothing of the server beside it. */
function isOfWorker(path: string, near: readonly Service[]): boolean {
  const workers = near.filter(({ role }) => role === 'worker')
  const begins = (all: readonly Service[]) => all.some(({ entries }) => entries.some((entry) => entry.path === path))
  const isWorkers = begins(workers) || workers.some(({ root }) => JOBS.test(path.slice(root.length)))
  return isWorkers && !begins(near.filter(({ role }) => role === 'server'))
}

type Judged = Pick<Observation, 'location' | 'problem' | 'unknown'>

/** Exposed, or at least measured, or set up by someone whom we cannot see, or nothing. */
function judged(service: Service, around: readonly Filed<ExposureFact>[], defined: ReadonlySet<string>): Judged {
  const { location, entries } = service
  if (service.language === 'php') return { location, unknown: 'Its processes end with the request: what measures them stands elsewhere.' }
  if (around.some(({ fact }) => fact.says === 'exposed')) return { location }
  const own = new Set(entries.map(({ path }) => path))
  const used = around.find(({ path, fact }) => fact.says === 'used' && (service.role === 'server' || own.has(path) || JOBS.test(path)))
  if (used?.fact.says === 'used') return unmounted(service, { path: used.path, range: used.fact.range }, used.fact.library)
  const delegated = around.flatMap(({ fact }) => (fact.says === 'delegated' && !defined.has(fact.to) ? fact.to : []))[0]
  if (delegated) return { location, unknown: `\`${delegated}\` comes from outside of this repository, and may expose metrics or not.` }
  return { location, problem: nothing(service) }
}

const JOBS = /worker|tasks?\b|jobs?\b|celery|consumer|queue/i

function unmounted({ name }: Service, location: Location, library: string): Judged {
  const message = `\`${library}\` is used here, but nothing exposes its metrics: ${name} counts, and nobody can read it. Serve them at /metrics, or push them.`
  return { location, problem: { message, rating: 'yellow' } }
}

function nothing({ entries, role }: Service): Problem {
  const { fact } = entries[0]!
  const { framework } = fact
  if (role === 'server')
    return {
      message: `This ${framework} server has no /metrics or other exporter: nobody sees when it is slow, saturated or failing.${lineFor('metrics', fact)}`,
      rating: 'red',
    }
  // What it works off may be counted by those who hand it out, or by its queue.
  const message = `This ${framework} worker has no exporter of its own: nobody sees when it hangs, falls behind or fails.${lineFor('metrics', fact)}`
  return { message, rating: 'yellow', severity: 'medium' }
}

function opened(
  path: string,
  { subject, isOpen, range }: { readonly subject: string; readonly isOpen: boolean; readonly range: Range },
): Observation {
  const message =
    'The metrics are routed to the public: they tell of customers, load and versions. Scrape inside the cluster, and keep the path out of the ingress.'
  const problem: Problem | undefined = isOpen ? { message, rating: 'yellow', severity: 'medium' } : undefined
  return { aspect: 'public', subject, location: { path, range }, problem }
}
