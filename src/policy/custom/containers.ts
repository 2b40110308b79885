import { isDevelopmentPath } from '#formats/development'
import { IMAGE_FILES, IMAGE_HINTS, type ImageUse, images } from '#formats/images'
import { type Workload, workloads } from '#formats/kubernetes'
import { at, rangeOf } from '#formats/yaml'
import { type Property, several, single, under } from './property.ts'
import type { ThingKind } from './thing.ts'

/** Every place that names a container image. */
export const image: ThingKind = {
  files: IMAGE_FILES,
  hints: IMAGE_HINTS,
  properties: ['kind', 'name', 'registry', 'repository', 'tag', 'digest', 'firmness', 'development'],
  read: (file) =>
    images(file).map((use) => ({
      subject: use.subject,
      range: use.range,
      property: (name) => (name === 'development' ? single(isDevelopmentPath(file.path)) : part(use, name)),
    })),
}

/** What a variable decides is shown as `?` by the format. A name without a host means Docker Hub. */
function part(use: ImageUse, name: string): Property {
  const value = name === 'registry' ? (use.registry ?? (use.name.includes('?') ? '?' : 'docker.io')) : use[name as 'tag']
  return value?.includes('?') ? [{ values: [], open: true }] : single(value)
}

/** Every Kubernetes object that runs pods. */
export const workload: ThingKind = {
  files: ['**/*.{yaml,yml,json,tpl}'],
  hints: ['containers'],
  properties: [
    'kind',
    'apiVersion',
    'name',
    'namespace',
    'replicas',
    'containers',
    'images',
    'labels.',
    'annotations.',
    'pod.',
    'container.',
  ],
  read: (file) =>
    workloads(file).map((one) => ({
      subject: one.manifest.subject,
      range: nameRange(one),
      property: (name) => workloadProperty(one, name),
    })),
}

function nameRange({ manifest }: Workload) {
  return rangeOf(at(manifest.node, 'metadata', 'name') ?? at(manifest.node, 'kind') ?? manifest.node)
}

function workloadProperty({ manifest, pod, containers }: Workload, name: string): Property {
  const [head, rest] = cut(name)
  switch (head) {
    case 'labels':
    case 'annotations':
      return [under(at(manifest.node, 'metadata', head), [rest])]
    case 'pod':
      return [under(pod, rest.split('.'))]
    case 'container':
      return containers.map(({ node }) => under(node, rest.split('.')))
    case 'containers':
      return several(containers.map((container) => container.name))
    case 'images':
      return [
        {
          values: containers.flatMap((container) => container.image?.text ?? []),
          open: containers.some((container) => container.image?.templated),
        },
      ]
    case 'replicas':
      return [under(manifest.node, ['spec', 'replicas'])]
    case 'kind':
    case 'apiVersion':
      return [under(manifest.node, [head])]
    default:
      return [under(manifest.node, ['metadata', head])]
  }
}

function cut(name: string): readonly [string, string] {
  const dot = name.indexOf('.')
  return dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)]
}
