import {
  type BuiltUser,
  type PodUser,
  type Privilege,
  USER_FILES,
  USER_HINTS,
  type UserFact,
  userFacts,
  userOfImage,
} from '#formats/container-user'
import { folderOf } from '#formats/path'
import { type Filed, LEVELS, type Observation, type Problem } from '#model/check'
import { repositoryCheck } from '#model/checks'
import { bad, good } from './container-non-root.examples.ts'

export default repositoryCheck<UserFact>({
  title: 'Containers run as a non-root user',
  severity: 'high',
  kind: 'static',
  level: LEVELS.fromStandard,
  since: '1.0',
  effort: '1h',
  why: `
    Whoever takes over a process that runs as root owns the container: its files, its packages, the secrets mounted into it. With
    one flaw of the kernel or the runtime, or with \`privileged\`, also the machine and all that runs there. An ordinary user costs
    two lines and takes most of that away.`,
  remedy: `
    Make a user in the last stage of the Dockerfile, and change to it before \`CMD\`; its number lets Kubernetes check it:

        RUN useradd --system --uid 10001 app
        USER 10001

    In Kubernetes add \`securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false }\`, and take \`privileged\` and
    \`hostNetwork\` away. Ports under 1024 need no root: listen on 8080.`,
  references: [
    'https://docs.docker.com/build/building/best-practices/#user',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://cwe.mitre.org/data/definitions/250.html',
  ],
  files: [...USER_FILES],
  hints: [...USER_HINTS],

  collect: userFacts,

  *judge(facts) {
    const all = shipped(facts)
    const builtHere = buildIndex(all, onlyImage(facts))
    for (const one of all) yield image(one, facts)
    for (const { path, fact } of facts) {
      if (fact.is === 'privilege') yield privilege(path, fact.privilege)
      if (fact.is === 'pod') yield pod(path, fact.pod, builtHere(fact.pod.image ?? ''))
    }
  },

  examples: { bad, good },
})

interface Shipped extends BuiltUser {
  readonly path: string
}

/** The last stage of each Dockerfile, unless it is a developer's and another is for production; and what Compose builds by name. */
function shipped(facts: readonly Filed<UserFact>[]): readonly Shipped[] {
  const actions = new Set(facts.flatMap(({ path, fact }) => (fact.is === 'action' ? folderOf(path) : [])))
  const built = facts.flatMap(({ path, fact }) => (fact.is === 'built' && !actions.has(folderOf(path)) ? { ...fact.built, path } : []))
  const targets = new Set(facts.flatMap(({ fact }) => (fact.is === 'target' ? `${fact.dockerfile}\n${fact.stage}` : [])))
  return [...Map.groupBy(built, ({ path }) => path).values()].flatMap((stages) => {
    const asked = stages.filter(({ path, stage }) => targets.has(`${path}\n${stage}`) && !DEVELOPMENT.test(stage ?? ''))
    const last = stages.find(({ isLast }) => isLast)
    const main = last && DEVELOPMENT.test(last.stage ?? '') ? stages.findLast(({ stage }) => PRODUCTION.test(stage ?? '')) : last
    return [...new Set([...(main ? [main] : []), ...asked])]
  })
}

const DEVELOPMENT = /^(?:dev|devel|development|debug|local|tests?|testing|lint|ci|builder|build)(?:$|[-_])/i
const PRODUCTION = /(?:^|[-_])(?:prod|production|release|runtime|runner|final|deploy|app)(?:$|[-_])/i

function image(one: Shipped, facts: readonly Filed<UserFact>[]): Observation {
  const observation = { aspect: 'image', subject: one.subject, location: { path: one.path, range: one.range } }
  if (one.user === 'ordinary' || one.user === 'drops') return observation
  if (one.user === 'unknown')
    return { ...observation, unknown: `\`${one.by}\` decides which user runs, and this repository does not show it.` }
  const scripts = facts.flatMap(({ path, fact }) => (fact.is === 'steps down' ? path.slice(path.lastIndexOf('/') + 1) : []))
  const isOwn = /^(?:root|0)|^\$/i.test(one.by)
  const what = isOwn ? `ends as USER ${one.by}` : `sets no USER, and ${one.by} runs as root`
  if (one.steps || one.starts.some((name) => scripts.includes(name))) {
    const message = `The image starts as root, and only its start script steps down to another user. Use USER instead where nothing has to be prepared as root.`
    return { ...observation, problem: { message, rating: 'yellow', severity: 'low', quiet: true } }
  }
  const message = `This image ${what}: whoever takes over the process owns the container. Make a user and put \`USER 10001\` before CMD.`
  return { ...observation, problem: { message, rating: 'red' } }
}

function privilege(path: string, { what, key, subject, granted, range, mild }: Privilege): Observation {
  const observation = { aspect: key, subject, location: { path, range } }
  // Agents of a node look at the node: its network and its processes are what they are there for.
  if (!granted || (what === 'host' && mild)) return observation
  const { harm, rating } = HARM[what]
  const message = `\`${key}\` in ${subject} ${harm}${mild ? ' Keep it to what cannot work without.' : ''}`
  const isMild = mild || rating === 'yellow'
  const problem: Problem = isMild ? { message, rating: 'yellow', severity: 'medium' } : { message, rating }
  return { ...observation, problem }
}

const HARM: Readonly<Record<Privilege['what'], { readonly harm: string; readonly rating: Problem['rating'] }>> = {
  root: { harm: 'lets the process run as root: whoever takes it over owns the container. Name a user like 10001.', rating: 'black' },
  privileged: {
    harm: 'hands the whole machine to the container. Take it away, or add the one capability that is needed.',
    rating: 'black',
  },
  escalation: { harm: 'lets a process get more rights than it was started with. Set it to false.', rating: 'yellow' },
  host: {
    harm: "lets the container into the machine's own network or processes, past every network policy. Take it away.",
    rating: 'black',
  },
}

/** Without a word in the manifest it is the image that decides: one that is built here, or one that is well known. */
function pod(path: string, { subject, enforced, image: reference, range }: PodUser, own: Shipped | undefined): Observation {
  const observation = { aspect: 'pod', subject, location: { path, range } }
  if (enforced === 'ordinary' || enforced === 'root') return observation
  if (enforced === 'unknown' || !reference) return { ...observation, unknown: 'A template decides which user runs.' }
  const user = own ? own.user : userOfImage(reference)
  if (user === 'ordinary' || user === 'drops' || user === 'exempt' || own?.steps) return observation
  if (user === 'unknown') return { ...observation, unknown: 'The image decides which user runs, and this repository does not show it.' }
  const why = own ? `its image, built by ${own.path}, runs as root` : 'this image runs as root'
  const message = `${subject} has no securityContext that says runAsNonRoot, and ${why}. Add \`securityContext: { runAsNonRoot: true, runAsUser: 10001 }\`.`
  // Whose image somebody else makes has fewer ways to mend it: for tables, not for each line.
  return { ...observation, problem: own ? { message, rating: 'red' } : { message, rating: 'yellow', severity: 'low', quiet: true } }
}

/** By the last part of its name: `acme/api:1.2` is built by `services/api/Dockerfile`; or it is the only one of both. */
function buildIndex(all: readonly Shipped[], only: string | undefined): (reference: string) => Shipped | undefined {
  const byPart = new Map<string, Shipped>()
  for (const one of all) for (const part of one.path.toLowerCase().split(/[/.]/)) if (!byPart.has(part)) byPart.set(part, one)
  return (reference) => {
    const name = nameOf(reference)
    if (!name || userOfImage(reference) !== 'unknown') return undefined
    return byPart.get(name) ?? (all.length === 1 && name === only ? all[0] : undefined)
  }
}

/** The one image that pods run and nobody else publishes. */
function onlyImage(facts: readonly Filed<UserFact>[]): string | undefined {
  const references = facts.flatMap(({ fact }) => (fact.is === 'pod' ? (fact.pod.image ?? []) : []))
  const own = new Set(references.filter((reference) => userOfImage(reference) === 'unknown').map(nameOf))
  return own.size === 1 ? [...own][0] : undefined
}

function nameOf(reference: string): string | undefined {
  return /([^/:@]+)(?::[^/]*|@.*)?$/.exec(reference)?.[1]?.toLowerCase()
}
