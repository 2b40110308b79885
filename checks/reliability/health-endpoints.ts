import { HEALTH_FILES, HEALTH_HINTS, type HealthFact, healthFacts, type Looks } from '#formats/health'
import { SERVICE_FILES, SERVICE_HINTS, type Service, type ServiceFact, serviceFacts, services, servicesAround } from '#formats/services'
import { type Filed, LEVELS, type Observation, type Problem } from '#model/check'
import { repositoryCheck } from '#model/checks'
import type { Location } from '#model/location'
import { bad, good } from './health-endpoints.examples.ts'

type Fact = { readonly service: ServiceFact } | { readonly health: HealthFact }
type Endpoint = HealthFact & { readonly says: 'endpoint' }

export default repositoryCheck<Fact>({
  title: 'Liveness and dependency-checking readiness endpoints exist',
  severity: 'high',
  kind: 'static',
  level: LEVELS.fromStandard,
  since: '1.0',
  effort: '2h',
  why: `
    A balancer sends requests to whatever says that it is ready. A process that answers "ok" while its database is away takes
    its share of the traffic and fails all of it; one that has no endpoint at all is only known to be broken when users say so. The
    opposite is as bad: a *liveness* probe that asks the database restarts every replica at once when the database is slow.`,
  remedy: `
    Serve two endpoints. \`/health/live\` answers at once and asks nobody. \`/health/ready\` asks each store that requests need,
    with a short timeout, and answers 503 if one is away: \`await asyncio.wait_for(db.execute(text("SELECT 1")), 2)\`. Spring Boot has both
    (\`management.endpoint.health.probes.enabled\`), Nest has \`@nestjs/terminus\`, ASP.NET \`AddHealthChecks().AddNpgSql(…)\`, Django
    \`django-health-check\`, gRPC \`grpc_health_v1\`. For a Celery worker use \`celery -A app inspect ping -d celery@$HOSTNAME\`.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
    'https://github.com/grpc/grpc/blob/master/doc/health-checking.md',
    'https://docs.celeryq.dev/en/stable/userguide/monitoring.html',
  ],
  files: [...SERVICE_FILES, ...HEALTH_FILES],
  hints: [...SERVICE_HINTS, ...HEALTH_HINTS],

  *collect(file) {
    for (const service of serviceFacts(file)) yield { service }
    for (const health of healthFacts(file)) yield { health }
  },

  *judge(facts) {
    const all = services(facts.flatMap(({ path, fact }) => ('service' in fact ? { path, fact: fact.service } : [])))
    const said = facts.flatMap(({ path, fact }) => ('health' in fact ? { path, fact: fact.health } : []))
    for (const service of all) {
      const around = said.filter(({ path }) => servicesAround(all, path).includes(service))
      yield* service.role === 'worker' ? worker(service, around, all) : server(service, around)
    }
  },

  examples: { bad, good },
})

function* server(service: Service, around: readonly Filed<HealthFact>[]): Generator<Observation> {
  const own = around.filter(({ fact }) => !('language' in fact) || fact.language === service.language)
  const endpoints = own.flatMap(({ path, fact }) => (fact.says === 'endpoint' ? { path, fact } : []))
  const hasLibrary = own.some(({ fact }) => fact.says === 'library')
  const stores = own.flatMap(({ fact }) => (fact.says === 'store' ? fact : []))
  const exists = { aspect: 'exists', subject: service.name, scope: 'repository', location: service.location } as const
  if (endpoints.length > 0 || hasLibrary) yield exists
  else if (stores.length > 0) yield { ...exists, problem: absent(service) }
  else return
  // A path that is written somewhere says less than a handler.
  const handled = endpoints.filter(({ fact }) => fact.looks || fact.handler !== undefined)
  const seen = (handled.length > 0 ? handled : endpoints).map((endpoint) => ({ ...endpoint, ...resolved(endpoint, own) }))
  yield* seen.filter(({ fact }) => fact.purpose === 'live').map(({ fact, looks, location }) => live(fact, looks, location))
  const isEmbedded = own.some(({ fact }) => fact.says === 'embedded')
  const apart = stores.find(({ isAny }) => !(isAny && isEmbedded))
  if (apart && !hasLibrary) yield* readiness(seen, apart.name)
}

interface Seen extends Filed<Endpoint> {
  readonly looks: Looks | undefined
  readonly location: Location
}

/** What the handler looks at, also where it stands in another file. */
function resolved({ path, fact }: Filed<Endpoint>, around: readonly Filed<HealthFact>[]): Pick<Seen, 'looks' | 'location'> {
  const location = { path, range: fact.range }
  if (fact.looks || fact.handler === undefined) return { looks: fact.looks, location }
  const name = fact.handler.slice(Math.max(fact.handler.lastIndexOf('.'), fact.handler.lastIndexOf('#')) + 1)
  const handlers = around.flatMap(({ path, fact }) => (fact.says === 'handler' && fact.name === name ? { path, fact } : []))
  const [only] = handlers
  if (!only || handlers.length > 1) return { looks: undefined, location }
  return { looks: only.fact.looks, location: { path: only.path, range: only.fact.range } }
}

function live({ subject }: Endpoint, looks: Looks | undefined, location: Location): Observation {
  const message = `${subject} tells whether the process lives, and asks a store: when that is slow, every replica is restarted at once. Ask stores in the readiness endpoint alone.`
  return {
    aspect: 'liveness',
    subject,
    location,
    problem: looks === 'store' ? { message, rating: 'yellow', severity: 'medium' } : undefined,
  }
}

/** Each endpoint that promises readiness has to look at something; without such, any endpoint will do. */
function* readiness(seen: readonly Seen[], store: string): Generator<Observation> {
  const ready = seen.filter(({ fact }) => fact.purpose === 'ready')
  const others = seen.filter(({ looks }) => looks === 'nothing')
  const judged =
    ready.length > 0
      ? ready
      : others.length === seen.length
        ? others.slice(0, 1)
        : seen.filter(({ looks }) => looks !== 'nothing').slice(0, 1)
  for (const { fact, looks, location } of judged) {
    const message = `${fact.subject} answers without looking at anything, though this service needs its stores (${store}): it says that all is well while every request fails. Ask each store, with a short timeout, and answer 503 if one is away.`
    const problem: Problem | undefined = looks === 'nothing' ? { message, rating: 'yellow' } : undefined
    yield { aspect: 'readiness', subject: fact.subject, location, problem }
  }
}

function absent({ entries }: Service): Problem {
  const { framework } = entries[0]!.fact
  const isGrpc = entries[0]!.fact.role === 'grpc'
  const what = isGrpc ? 'does not register grpc_health_v1' : 'has no /health, /readyz or the like'
  const advice = isGrpc
    ? 'Register it, and set the status of each service.'
    : 'Serve /health/live, which answers at once, and /health/ready, which asks each store and answers 503 when one is away.'
  return {
    message: `This ${framework} server ${what}: no balancer or orchestrator can tell when to send it requests and when to replace it. ${advice}`,
    rating: 'red',
  }
}

function* worker(service: Service, around: readonly Filed<HealthFact>[], all: readonly Service[]): Generator<Observation> {
  const alone = !all.some((one) => one.role === 'server' && one.root === service.root)
  const told = around.some(({ fact }) => fact.says === 'worker' || (alone && (fact.says === 'endpoint' || fact.says === 'library')))
  const { framework } = service.entries[0]!.fact
  const message = `Nothing asks this ${framework} worker whether it is well: one that hangs keeps its place, and its queue grows unseen. Probe it (for Celery with \`inspect ping\`), or let it touch a heartbeat file.`
  const problem: Problem | undefined = told ? undefined : { message, rating: 'yellow', severity: 'medium' }
  yield { aspect: 'worker', subject: service.name, scope: 'repository', location: service.location, problem }
}
