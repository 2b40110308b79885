import { SERVICE_FILES, SERVICE_HINTS, type Service, type ServiceFact, serviceFacts, services, servicesAround } from '#formats/services'
import { type Filed, LEVELS, type Problem } from '#model/check'
import { repositoryCheck } from '#model/checks'
import { onceEach } from '#model/once'
import { type SharedFact, STATE_FILES, STATE_HINTS, type StateFact, stateFacts } from './in-process-state/process-state.ts'
import { REPLICA_FILES, REPLICA_HINTS, type ReplicaFact, replicaFacts } from './in-process-state/replicas.ts'
import { bad, good } from './in-process-state.examples.ts'

type Fact = { readonly service: ServiceFact } | { readonly state: StateFact | SharedFact } | { readonly replicas: ReplicaFact }

export default repositoryCheck<Fact>({
  title: 'State shared by workers lives outside the process',
  severity: 'high',
  kind: 'static',
  level: LEVELS.fromStandard,
  since: '1.0',
  effort: '4h',
  why: `
    What a process keeps in its memory, the other workers do not see: sessions end at random, messages reach every second user, limits
    hold once per worker, and a deployment forgets all of it. It works on the desk of its author, where there is one process, and fails
    on the day when a second one is started.`,
  remedy: `
    Keep it where all processes find it:

        CHANNEL_LAYERS = {"default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [os.environ["REDIS_URL"]]}}}

    Give libraries a shared store (\`connect-redis\`, \`rate-limit-redis\`, \`RateLimiterRedis\`, \`storage_uri="redis://…"\`,
    \`@socket.io/redis-adapter\`, \`AddStackExchangeRedisCache\`), and put what handlers write to module variables into Redis or the database.`,
  references: [
    'https://12factor.net/processes',
    'https://channels.readthedocs.io/en/stable/topics/channel_layers.html',
    'https://expressjs.com/en/resources/middleware/session.html',
  ],
  files: [...new Set([...SERVICE_FILES, ...STATE_FILES, ...REPLICA_FILES])],
  hints: [...SERVICE_HINTS, ...STATE_HINTS, ...REPLICA_HINTS],

  *collect(file) {
    for (const service of serviceFacts(file)) yield { service }
    for (const state of stateFacts(file)) yield { state }
    for (const replicas of replicaFacts(file)) yield { replicas }
  },

  *judge(facts) {
    const all = services(facts.flatMap(({ path, fact }) => ('service' in fact ? { path, fact: fact.service } : [])))
    const said = facts.flatMap(({ path, fact }) => ('state' in fact ? { path, fact: fact.state } : []))
    const started = facts.flatMap(({ path, fact }) => ('replicas' in fact ? { path, fact: fact.replicas } : []))
    // Without a manifest there is no library, and a file speaks for itself.
    const isAlone = !facts.some(({ fact }) => 'service' in fact && fact.service.says === 'root')
    const sharing = said.flatMap(({ path, fact }) => ('shares' in fact ? [{ path, shares: fact.shares }] : []))
    const around = onceEach((path) => servicesAround(all, path))
    for (const { path, fact } of said) {
      if ('shares' in fact) {
        yield { subject: fact.subject, location: { path, range: fact.range } }
        continue
      }
      const own = around(path).filter(({ language }) => language === fact.language)
      if (own.length === 0 && (fact.isNamed || NEEDS_SERVICE.has(fact.language)) && !(isAlone && fact.serves)) continue
      const isShared = sharing.some((one) => one.shares === fact.setting && isTogether(around(one.path), own))
      const counts = started.filter((one) => concerns(one, fact, own, all, around(one.path))).map(({ fact }) => fact)
      yield { subject: fact.subject, location: { path, range: fact.range }, problem: isShared ? undefined : judged(fact, counts) }
    }
  },

  examples: { bad, good },
})

/** In these languages the same words stand in tools that are no servers. */
const NEEDS_SERVICE: ReadonlySet<StateFact['language']> = new Set(['python', 'go', 'java'])

/** Settings of another service say nothing about this one. */
function isTogether(others: readonly Service[], own: readonly Service[]): boolean {
  return own.length === 0 || own.some((service) => others.includes(service))
}

/** A deployment that is called like a service is its own; any other may be that of each. */
function concerns(
  { fact }: Filed<ReplicaFact>,
  state: StateFact,
  own: readonly Service[],
  all: readonly Service[],
  around: readonly Service[],
): boolean {
  if (fact.language !== undefined && fact.language !== state.language) return false
  const words = fact.subject.toLowerCase().split(/[^a-z0-9]+/)
  const named = all.filter(({ root }) => root !== '' && words.includes(root.slice(root.lastIndexOf('/') + 1).toLowerCase()))
  const meant = named.length > 0 ? named : around
  return own.length === 0 || own.some((service) => meant.includes(service))
}

function judged(state: StateFact, started: readonly ReplicaFact[]): Problem | undefined {
  const { kind, harm, advice, subject } = state
  const counting = kind === 'files' ? started.filter(({ unit }) => unit === 'replicas') : started
  const many = counting.toSorted((a, b) => b.count - a.count).find(({ count }) => count > 1)
  if (kind === 'slow') return { message: `${subject}: ${harm}. ${advice}`, rating: 'yellow', severity: 'low' }
  if (many) {
    const message = `${subject} lives in the process, and ${many.subject} starts ${many.count} ${many.unit} or more: ${harm}. ${advice}`
    return kind === 'state' || kind === 'sockets' ? { message, rating: 'black' } : { message, rating: 'yellow', severity: 'medium' }
  }
  if (kind !== 'state' || started.length > 0) return
  const message = `${subject} lives in the process; as soon as there is a second worker or replica, ${harm}. ${advice}`
  return { message, rating: 'yellow', severity: 'medium' }
}
