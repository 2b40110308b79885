import type { SourceFile } from '#model/snapshot'
import { HOLE } from '../expand.ts'
import { at, entries, items, scalar, text, walk, written, type YamlNode, yamlDocuments } from '../yaml.ts'
import { type ImageUse, useAt } from './use.ts'

/** Task definitions of ECS, as files of their own or in CloudFormation, in JSON or YAML. */
export function ecsImages(file: SourceFile): readonly ImageUse[] {
  if (!/\.(?:json|ya?ml)$/.test(file.path)) return []
  if (/[cC]ontainerDefinitions/.test(file.text))
    return yamlDocuments(file).flatMap((document) => [...walk(document)].flatMap(definitionsIn))
  return file.path.endsWith('.json') && LISTED.test(file.text) ? yamlDocuments(file).flatMap(listed) : []
}

/** The definitions alone, as Terraform and the command line read them from a file: a list of things with a name, an image and a share. */
const LISTED = /^\s*\[/

function listed(document: YamlNode): readonly ImageUse[] {
  const containers = items(document).filter((one) => at(one, 'name') && SHARES.some((key) => at(one, key)))
  return containers.flatMap((container) => containerImage('ecs', 'task', container))
}

const SHARES = ['essential', 'portMappings', 'memory', 'memoryReservation', 'cpu', 'logConfiguration']

function definitionsIn(node: YamlNode): readonly ImageUse[] {
  const family = text(at(node, 'family') ?? at(node, 'Family')) ?? ''
  const containers = [...items(at(node, 'containerDefinitions')), ...items(at(node, 'ContainerDefinitions'))]
  return containers.flatMap((container) => containerImage('ecs', `task ${family}`.trimEnd(), container))
}

/** The image of one container definition; of a CloudFormation function only what `!Sub` leaves readable. */
export function containerImage(
  kind: 'ecs' | 'terraform',
  task: string,
  container: YamlNode,
  lookup: (path: string) => string | undefined = () => undefined,
): readonly ImageUse[] {
  const held = new Map(entries(container).map(({ key, value }) => [key.text.toLowerCase(), value]))
  const image = scalar(held.get('image'))
  if (!image || image.value === null || (image.tag !== undefined && image.tag !== '!Sub')) return []
  const reference = written(image).replaceAll(/\$\{([^{}]*)\}/g, (_, path: string) => lookup(path.trim()) ?? HOLE)
  return useAt(kind, `${task} container ${text(held.get('name')) ?? ''}`.trimEnd(), image, reference)
}
