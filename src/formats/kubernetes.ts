import type { SourceFile } from '#model/snapshot'
import { type EnvEntry, namedEnvEntries } from './env-entry.ts'
import { perFile } from './per-file.ts'
import { at, entries, items, scalar, text, walk, written, type YamlMap, type YamlNode, type YamlScalar, yamlDocuments } from './yaml.ts'

/** One object of a Kubernetes manifest, also inside a `List`, also in a Helm template. */
export interface Manifest {
  readonly kind: string
  readonly apiVersion: string
  /** As written: of a template the action that makes it. */
  readonly name: string
  readonly namespace?: string | undefined
  readonly labels: Readonly<Record<string, string>>
  readonly node: YamlMap
  /** `Deployment/web`. */
  readonly subject: string
}

/** An object that runs pods: of any kind, custom resources with a pod template anywhere in them included. */
export interface Workload {
  readonly manifest: Manifest
  /** The pod's spec. */
  readonly pod: YamlMap
  /** The metadata of the pod template. */
  readonly podMetadata?: YamlNode | undefined
  readonly containers: readonly Container[]
}

export interface Container {
  readonly role: 'container' | 'init container' | 'ephemeral container'
  readonly name: string
  readonly node: YamlMap
  readonly image?: YamlScalar | undefined
  /** `Deployment/web container app`. */
  readonly subject: string
}

/** A cheap look before parsing. */
export function isKubernetes({ path, text }: SourceFile): boolean {
  return /\.(?:json|ya?ml(?:\.(?:tpl|tmpl|gotmpl|j2|erb))?)$/.test(path) && text.includes('apiVersion') && text.includes('kind')
}

/** The objects of a file; none of a file that is no manifest. Throws `Unparsable`. */
export const manifests: (file: SourceFile) => readonly Manifest[] = perFile((file) =>
  isKubernetes(file) ? yamlDocuments(file).flatMap(manifestsIn) : [],
)

export const workloads: (file: SourceFile) => readonly Workload[] = perFile((file) => manifests(file).flatMap(workloadsOf))

/** The variables of a container; those of `envFrom` are not seen here. */
export function containerEnv({ node }: Container): readonly EnvEntry[] {
  return namedEnvEntries(at(node, 'env'))
}

/** Lists are unfolded; each object counts once, however many aliases name it. */
function manifestsIn(document: YamlNode): readonly Manifest[] {
  const found: Manifest[] = []
  const seen = new Set<YamlNode>()
  const open = [document]
  for (let node = open.pop(); node; node = open.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    const kind = scalar(at(node, 'kind'))
    const apiVersion = scalar(at(node, 'apiVersion'))
    if (node.kind !== 'map' || !kind || !apiVersion || kind.value === null) continue
    const listed = kind.text.endsWith('List') ? items(at(node, 'items')) : []
    for (const item of listed.toReversed()) open.push(item)
    if (listed.length === 0) found.push(manifestOf(node, kind.text, apiVersion.text))
  }
  return found
}

function manifestOf(node: YamlMap, kind: string, apiVersion: string): Manifest {
  const name = nameOf(at(node, 'metadata', 'name') ?? at(node, 'metadata', 'generateName'))
  return {
    kind,
    apiVersion,
    name,
    namespace: nameOf(at(node, 'metadata', 'namespace')) || undefined,
    labels: labelsOf(at(node, 'metadata', 'labels')),
    node,
    subject: name ? `${kind}/${name}` : kind,
  }
}

/** Values as strings by name; those of a template as written. */
export function labelsOf(node: YamlNode | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(entries(node).map(({ key, value }) => [key.text, nameOf(value)]))
}

function nameOf(node: YamlNode | undefined): string {
  return (node?.templated && node.kind === 'scalar' ? written(node) : text(node)) ?? ''
}

/** Schemas hold maps called `containers` too, but no list of things with a name or an image. */
function workloadsOf(manifest: Manifest): readonly Workload[] {
  const found: Workload[] = []
  const metadata = new Map<YamlNode, YamlNode | undefined>()
  const triggered = new Set<string>()
  for (const node of walk(manifest.node)) {
    if (node.kind !== 'map') continue
    for (const name of items(at(node, 'imageChangeParams', 'containerNames'))) triggered.add(nameOf(name))
    const spec = at(node, 'spec')
    if (spec) metadata.set(spec, at(node, 'metadata'))
    const containers = LISTS.flatMap(([key, role]) => items(at(node, key)).flatMap((item) => containerAt(manifest, role, item)))
    if (containers.length > 0) found.push({ manifest, pod: node, podMetadata: metadata.get(node), containers })
  }
  // A trigger of OpenShift replaces the image by the one that an image stream names, with its digest.
  const settled = (container: Container) => (triggered.has(container.name) ? { ...container, image: undefined } : container)
  return triggered.size === 0 ? found : found.map((workload) => ({ ...workload, containers: workload.containers.map(settled) }))
}

const LISTS = [
  ['initContainers', 'init container'],
  ['containers', 'container'],
  ['ephemeralContainers', 'ephemeral container'],
] as const

function containerAt({ subject }: Manifest, role: Container['role'], node: YamlNode): readonly Container[] {
  const name = nameOf(at(node, 'name'))
  const image = scalar(at(node, 'image'))
  if (node.kind !== 'map' || (!name && !image)) return []
  return [{ role, name, node, image: image?.value === null ? undefined : image, subject: `${subject} ${role} ${name}`.trimEnd() }]
}
