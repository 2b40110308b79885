import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { chartFolder, isValuesPath } from '../helm.ts'
import { type Container, type Workload, workloads } from '../kubernetes.ts'
import { at, entries, entry, items, rangeOf, scalar, text, type YamlEntry, type YamlNode, type YamlScalar, yamlDocuments } from '../yaml.ts'

/** A setting that gives a container rights on the machine that it runs on, or takes them away. */
export interface Privilege {
  readonly what: 'root' | 'privileged' | 'escalation' | 'host'
  /** `runAsUser`, `hostNetwork`. */
  readonly key: string
  /** `Deployment/web container app`, `values securityContext`. */
  readonly subject: string
  readonly granted: boolean
  readonly range: Range
  /** Where it is often needed and rarely seen from outside: agents on each node, containers that only prepare. */
  readonly mild: boolean
}

/** A container, and whether the cluster itself makes sure that it does not run as root. */
export interface PodUser {
  readonly subject: string
  readonly enforced: 'ordinary' | 'root' | 'nothing' | 'unknown'
  readonly image?: string | undefined
  readonly range: Range
}

/** What the pods of a manifest, or the values of a chart, ask for. */
export function privileges(file: SourceFile): readonly Privilege[] {
  return [...workloads(file).flatMap(ofWorkload), ...ofValues(file)]
}

export function podUsers(file: SourceFile): readonly PodUser[] {
  return workloads(file).flatMap((workload) =>
    workload.containers.flatMap((container) => {
      if (container.role !== 'container' || !container.image) return []
      const { image, subject } = container
      return [{ subject, enforced: enforced(workload, container), image: image.templated ? undefined : image.text, range: rangeOf(image) }]
    }),
  )
}

function enforced({ pod }: Workload, { node }: Container): PodUser['enforced'] {
  const own = [at(node, 'securityContext'), at(pod, 'securityContext')]
  if (own.some((context) => context?.templated) || node.templated || (pod.templated && !at(pod, 'securityContext'))) return 'unknown'
  const user = own.flatMap((context) => scalar(at(context, 'runAsUser')) ?? [])[0]
  const nonRoot = own.flatMap((context) => scalar(at(context, 'runAsNonRoot')) ?? [])[0]
  if (user?.templated || nonRoot?.templated) return 'unknown'
  if (nonRoot?.value === true) return 'ordinary'
  if (user) return Number(user.text) > 0 ? 'ordinary' : 'root'
  return at(pod, 'securityContext', 'windowsOptions') ? 'unknown' : 'nothing'
}

function ofWorkload({ manifest, pod, containers }: Workload): readonly Privilege[] {
  const { kind, subject, namespace } = manifest
  // Agents of a node, and what makes the cluster itself.
  const agent = kind === 'DaemonSet' || kind === 'PodSecurityPolicy' || namespace === 'kube-system'
  const host = HOST.flatMap((key) => privilege(pod, key, 'host', subject, agent))
  const context = contextOf(at(pod, 'securityContext'), subject, agent)
  const own = containers.flatMap((container) => {
    const mild =
      agent ||
      container.role !== 'container' ||
      /(?:^|\/)(?:docker|dind|buildkit|kaniko[^:]*|cadvisor)(?::|$)/.test(container.image?.text ?? '')
    return contextOf(at(container.node, 'securityContext'), container.subject, mild)
  })
  return [...host, ...context, ...own]
}

const HOST = ['hostNetwork', 'hostPID', 'hostIPC']

function contextOf(context: YamlNode | undefined, subject: string, mild: boolean): readonly Privilege[] {
  return [
    ...privilege(context, 'privileged', 'privileged', subject, mild),
    ...privilege(context, 'allowPrivilegeEscalation', 'escalation', subject, mild),
    ...rootUser(context, subject, mild),
  ]
}

function privilege(node: YamlNode | undefined, key: string, what: Privilege['what'], subject: string, mild: boolean): readonly Privilege[] {
  const found = scalar(entry(node, key)?.value)
  return found && !found.templated && typeof found.value === 'boolean'
    ? [{ what, key, subject, granted: found.value, range: wholeEntry(node, key, found), mild }]
    : []
}

/** `runAsNonRoot: false` only says aloud what holds anyway where a user without rights stands beside it. */
function rootUser(context: YamlNode | undefined, subject: string, mild: boolean): readonly Privilege[] {
  const user = scalar(entry(context, 'runAsUser')?.value)
  const nonRoot = scalar(entry(context, 'runAsNonRoot')?.value)
  const found: Privilege[] = []
  const isUser = user && !user.templated && typeof user.value === 'number'
  if (isUser)
    found.push({ what: 'root', key: 'runAsUser', subject, granted: user.value === 0, range: wholeEntry(context, 'runAsUser', user), mild })
  if (nonRoot && !nonRoot.templated && typeof nonRoot.value === 'boolean' && !isUser)
    found.push({
      what: 'root',
      key: 'runAsNonRoot',
      subject,
      granted: !nonRoot.value,
      range: wholeEntry(context, 'runAsNonRoot', nonRoot),
      mild,
    })
  return found
}

/** `privileged: true`: the key with its value, as the author would edit it. */
function wholeEntry(node: YamlNode | undefined, key: string, value: YamlScalar): Range {
  const { start } = rangeOf(entry(node, key)!.key)
  const { end } = rangeOf(value)
  return { start, end }
}

/** The defaults of a chart: what stands in its security contexts is what its templates put into pods. */
function ofValues(file: SourceFile): readonly Privilege[] {
  if (!isValuesPath(file.path)) return []
  const chart = chartFolder(file.path).split('/').pop() ?? ''
  return yamlDocuments(file)
    .flatMap((document) => [...contextsIn(document)])
    .flatMap(({ key, value, isBefore }) => contextOf(value, `values ${chart ? `${chart} ` : ''}${key.text}`, isBefore))
}

interface ValuesContext extends YamlEntry {
  /** Of a container that prepares the ground and ends. */
  readonly isBefore: boolean
}

/** Of all that a chart does not leave off: `volumePermissions: { enabled: false }` asks for nothing. */
function* contextsIn(root: YamlNode): Generator<ValuesContext> {
  const seen = new Set<YamlNode>()
  const open: (readonly [node: YamlNode, isBefore: boolean])[] = [[root, false]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, isBefore] = next
    if (seen.has(node) || text(at(node, 'enabled')) === 'false') continue
    seen.add(node)
    for (const { key, value } of entries(node)) {
      const below = isBefore || /^(?:init|sysctl|volume)/i.test(key.text)
      if (/securityContext$/i.test(key.text) && value.kind === 'map' && text(at(value, 'enabled')) !== 'false')
        yield { key, value, isBefore: below }
      open.push([value, below])
    }
    for (const item of items(node)) open.push([item, isBefore])
  }
}
