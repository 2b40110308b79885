import type { SourceFile } from '#model/snapshot'
import { HOLE } from '../expand.ts'
import { heredocDocuments } from '../terraform/heredoc.ts'
import {
  address,
  allBlocks,
  definedText,
  definitions,
  isHclPath,
  rangeOf,
  stringOf,
  type TerraformBlock,
  type TerraformValue,
  terraform,
  valueAt,
} from '../terraform.ts'
import { walk } from '../yaml.ts'
import { containerImage } from './ecs.ts'
import { type ImageUse, useOf } from './use.ts'

/** The container images that resources, modules and Nomad tasks run. Machine images are none. */
export function terraformImages(file: SourceFile): readonly ImageUse[] {
  if (!isHclPath(file.path) || file.path.endsWith('.tfvars')) return []
  return terraform(file).blocks.flatMap((block) => {
    const subject = address(block)
    return [...allBlocks(block)].flatMap((inner) => [
      ...containerBlock(subject, inner),
      ...knownAttributes(subject, block, inner),
      ...definitionLists(subject, inner),
      ...helmSetting(subject, inner),
    ])
  })
}

/** `container { image = … }` of Kubernetes, Cloud Run, Azure; `task "web" { config { image = … } }` of Nomad. */
function containerBlock(subject: string, block: TerraformBlock): readonly ImageUse[] {
  if (block.type === 'task') {
    const config = block.blocks.find(({ type }) => type === 'config')
    return use('nomad', `${subject} task ${block.labels[0] ?? ''}`, config?.attributes.get('image'))
  }
  if (!/^(?:init_)?containers?$|^container_spec$/.test(block.type)) return []
  return use(
    'terraform',
    `${subject} ${block.type} ${stringOf(block.attributes.get('name')) ?? ''}`.trimEnd(),
    block.attributes.get('image'),
  )
}

const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  docker_container: ['image'],
  docker_image: ['name'],
  aws_lambda_function: ['image_uri'],
  aws_apprunner_service: ['image_identifier'],
  azurerm_linux_web_app: ['docker_image', 'docker_image_name'],
}

const MODULE_ATTRIBUTES = ['container_image', 'docker_image', 'image_uri']

function knownAttributes(subject: string, { type, labels }: TerraformBlock, inner: TerraformBlock): readonly ImageUse[] {
  const names = type === 'module' ? MODULE_ATTRIBUTES : type === 'resource' ? (ATTRIBUTES[labels[0] ?? ''] ?? []) : []
  return names.flatMap((name) => use('terraform', `${subject} ${name}`, inner.attributes.get(name)))
}

/** `container_definitions` of ECS and `container_properties` of Batch, and the `manifest` of Kubernetes, as text or as value; `services` of a module. */
function definitionLists(subject: string, block: TerraformBlock): readonly ImageUse[] {
  const lists = ['container_definitions', 'container_properties', 'manifest', ...(block.type === 'module' ? ['services'] : [])]
  return lists.flatMap((name) => {
    const value = dereference(block.attributes.get(name))
    if (value?.kind !== 'string') return containersIn(subject, value)
    const nodes = heredocDocuments(value).flatMap((document) => [...walk(document)])
    return nodes.flatMap((node) => containerImage('terraform', subject, node, definedText(value.file)))
  })
}

/** Through `jsonencode`, and through what the file itself defines. */
function dereference(value: TerraformValue | undefined, depth = 0): TerraformValue | undefined {
  if (!value || depth > 5) return
  if (value.kind === 'call' && /^(?:jsonencode|yamlencode|yamldecode|tolist|tomap)$/.test(value.name))
    return dereference(value.arguments[0], depth + 1)
  if (value.kind === 'reference') return dereference(definitions(value.file).get(value.path), depth + 1)
  return value
}

/** Each value once: what locals of locals repeat is one container. */
function containersIn(subject: string, root: TerraformValue | undefined): readonly ImageUse[] {
  const found: ImageUse[] = []
  const seen = new Set<TerraformValue>()
  const open = [root]
  while (open.length > 0) {
    const value = dereference(open.pop())
    if (!value || seen.has(value)) continue
    seen.add(value)
    const image = valueAt(value, 'image')
    if (image && image.kind !== 'object') found.push(...containerOf(subject, value, image))
    const below = value.kind === 'list' ? value.items : value.kind === 'object' && !image ? value.entries.map((entry) => entry.value) : []
    for (const one of below.toReversed()) open.push(one)
  }
  return found
}

function containerOf(subject: string, container: TerraformValue, image: TerraformValue): readonly ImageUse[] {
  const name = stringOf(valueAt(container, 'name')) ?? ''
  return use('terraform', `${subject} container ${name.replaceAll(HOLE, '?')}`.trimEnd(), image)
}

/** `set { name = "image.tag" … }` of a `helm_release`. */
function helmSetting(subject: string, block: TerraformBlock): readonly ImageUse[] {
  const name = block.type === 'set' ? stringOf(block.attributes.get('name')) : undefined
  const value = block.attributes.get('value')
  return name && value && /(?:^|\.)(?:image\.tag|imageTag)$/.test(name) ? use('terraform', `${subject} ${name}`, value, `${HOLE}:`) : []
}

function use(kind: 'terraform' | 'nomad', subject: string, value: TerraformValue | undefined, before = ''): readonly ImageUse[] {
  const reference = value && stringOf(value, definedText(value.file))
  if (!value || reference === undefined) return []
  const place = { kind, subject, written: value.file.text.slice(value.start, value.end), range: rangeOf(value) }
  return useOf(place, before + reference).map((one) =>
    one.firmness === 'open' ? { ...one, variables: openVariables(value, before) } : one,
  )
}

/** What another file of the module may complete. */
function openVariables(value: TerraformValue, before: string): ImageUse['variables'] {
  const names = new Set<string>()
  const template = stringOf(value, (path) => {
    const known = definedText(value.file)(path)
    if (known !== undefined || !/^var\.\w+$/.test(path)) return known
    names.add(path)
    return `\${${path}}`
  })
  return names.size > 0 && template !== undefined ? { template: before + template, names: [...names] } : undefined
}
