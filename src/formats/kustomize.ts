import type { SourceFile } from '#model/snapshot'
import { perFile } from './per-file.ts'
import { at, items, scalar, text, type YamlMap, type YamlScalar, yamlDocuments } from './yaml.ts'

export interface Kustomization {
  readonly node: YamlMap
  /** What it builds on: files and folders of the repository, from its root. */
  readonly resources: readonly string[]
  /** Files with patches, from the root of the repository. */
  readonly patches: readonly string[]
  readonly images: readonly KustomizeImage[]
}

/** What replaces an image in everything that the kustomization builds on. */
export interface KustomizeImage {
  readonly name: string
  readonly newName?: YamlScalar | undefined
  readonly newTag?: YamlScalar | undefined
  readonly digest?: YamlScalar | undefined
}

export function isKustomizationPath(path: string): boolean {
  return /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/.test(path)
}

/** The kustomization of a file; `undefined` of any other file. Throws `Unparsable`. */
export const kustomization: (file: SourceFile) => Kustomization | undefined = perFile((file) => {
  const node = isKustomizationPath(file.path) ? yamlDocuments(file)[0] : undefined
  if (node?.kind !== 'map') return
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1)
  const pathsAt = (key: string) => items(at(node, key)).flatMap((item) => resolvePath(folder, text(item) ?? text(at(item, 'path'))) ?? [])
  return {
    node,
    resources: ['resources', 'bases', 'components'].flatMap(pathsAt),
    patches: ['patches', 'patchesStrategicMerge'].flatMap(pathsAt),
    images: items(at(node, 'images')).flatMap((image) => {
      const name = text(at(image, 'name'))
      const held = (key: string) => (text(at(image, key)) ? scalar(at(image, key)) : undefined)
      return name ? [{ name, newName: held('newName'), newTag: held('newTag'), digest: held('digest') }] : []
    }),
  }
})

/** A path as it is written in a file of this folder, from the root of the repository; `undefined` for addresses and what lies outside. */
export function resolvePath(folder: string, written: string | undefined): string | undefined {
  if (!written || written.length > 1_000 || /^\w+:|^\/|[\n{}]|\?ref=/.test(written)) return
  const found: string[] = []
  for (const part of `${folder}${written}`.split('/')) {
    if (part === '..' && found.pop() === undefined) return
    if (part !== '..' && part !== '.' && part !== '') found.push(part)
  }
  return found.join('/')
}
