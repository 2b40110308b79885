import type { SourceFile } from '#model/snapshot'
import { perFile } from './per-file.ts'
import { at, scalar, text, walk, type YamlMap, type YamlNode, type YamlScalar, yamlDocuments } from './yaml.ts'

/** A chart's `values.yaml`, and what replaces it: `values-prod.yaml`, `values/prod.yaml`, `web.values.yaml`. */
export function isValuesPath(path: string): boolean {
  return /(?:^|[/._-])values(?:[._-][\w.-]+)?\.ya?ml$|\/values\/[^/]+\.ya?ml$/.test(path) && !path.includes('/templates/')
}

/** The folder of the chart that a template or a values file belongs to. */
export function chartFolder(path: string): string {
  const templates = `/${path}`.lastIndexOf('/templates/') - 1
  return templates >= -1 ? path.slice(0, Math.max(0, templates)) : path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** An image among the values of a chart. */
export interface ValuesImage {
  /** The keys that lead to it, with dots, as templates write them: `proxy.image`. */
  readonly key: string
  /** Name, or the whole reference. */
  readonly repository?: YamlScalar | undefined
  readonly registry?: YamlScalar | undefined
  /** An empty one means that the chart decides, by its `appVersion`. */
  readonly tag?: YamlScalar | undefined
  /** The key that holds the tag, as templates write it: `proxy.image.tag`. */
  readonly tagKey: string
  readonly digest?: YamlScalar | undefined
}

/** The images of a values file: `repository` with `tag`, or `image` with a tag beside it, or one text with both. Throws `Unparsable`. */
export const valuesImages: (file: SourceFile) => readonly ValuesImage[] = perFile((file) =>
  isValuesPath(file.path) ? yamlDocuments(file).flatMap((document) => imagesIn(document)) : [],
)

function imagesIn(document: YamlNode): readonly ValuesImage[] {
  const keys = new Map<YamlNode, string>([[document, '']])
  const found: ValuesImage[] = []
  for (const node of walk(document)) {
    const key = keys.get(node) ?? ''
    if (node.kind === 'sequence') node.items.forEach((item, index) => void keys.set(item, join(key, String(index))))
    if (node.kind !== 'map') continue
    found.push(...imagesOf(node, key))
    for (const { key: name, value } of node.entries) keys.set(value, join(key, name.text))
  }
  return found
}

function join(key: string, name: string): string {
  return key ? `${key}.${name}` : name
}

function imagesOf(map: YamlMap, key: string): readonly ValuesImage[] {
  // Never pulled: somebody puts it onto the node.
  if (/^Never$/.test(text(at(map, 'pullPolicy')) ?? text(at(map, 'imagePullPolicy')) ?? '')) return []
  const isImage = /(?:^|\.)\w*image$/i.test(key)
  const repository = text(at(map, 'repository')) ? 'repository' : isImage && text(at(map, 'name')) ? 'name' : undefined
  const tag = scalar(at(map, 'tag')) ?? scalar(at(map, 'imageTag'))
  const tagKey = join(key, at(map, 'imageTag') && !at(map, 'tag') ? 'imageTag' : 'tag')
  const digest = scalar(at(map, 'digest'))
  const registry = scalar(at(map, 'registry'))
  if ((repository || isImage) && (tag ?? digest)) {
    return [{ key, repository: repository ? scalar(at(map, repository)) : undefined, registry, tag, tagKey, digest }]
  }
  return map.entries.flatMap(({ key: name, value }) => {
    const isReference = /image$/i.test(name.text) && value.kind === 'scalar' && value.value !== null
    if (!isReference) return []
    const whole = { key: join(key, name.text), repository: value, tagKey, digest }
    return name.text === 'image' && tag ? [{ ...whole, tag }] : [whole]
  })
}
