import type { SourceFile } from '#model/snapshot'
import { expand } from '../expand.ts'
import { type Container, type Manifest, manifests, workloads } from '../kubernetes.ts'
import { at, items, scalar, text, walk, type YamlNode, type YamlScalar } from '../yaml.ts'
import { helmTemplateImage } from './helm-template.ts'
import { type ImageUse, useAt } from './use.ts'

/** The images of all containers of all workloads, and of the steps of Argo and Tekton. */
export function kubernetesImages(file: SourceFile): readonly ImageUse[] {
  const containers = workloads(file).flatMap((workload) => workload.containers)
  return [...containers.flatMap(imageOf), ...manifests(file).flatMap(pipelineImages)]
}

function imageOf({ image, node, subject }: Pick<Container, 'image' | 'node' | 'subject'>): readonly ImageUse[] {
  // Never pulled: somebody puts it onto the node, as in a cluster on a laptop.
  if (!image || text(at(node, 'imagePullPolicy')) === 'Never') return []
  return useAtScalar(subject, image)
}

function useAtScalar(subject: string, image: YamlScalar): readonly ImageUse[] {
  return image.templated ? helmTemplateImage(subject, image) : useAt('kubernetes', subject, image, expand(image.text))
}

function pipelineImages({ apiVersion, node, subject }: Manifest): readonly ImageUse[] {
  if (!/^(?:tekton\.dev|argoproj\.io)\//.test(apiVersion)) return []
  return [...walk(node)].flatMap((parent) => [
    ...['container', 'script'].flatMap((key) =>
      stepImage(`${subject} ${key} ${text(at(parent, 'name')) ?? ''}`.trimEnd(), at(parent, key)),
    ),
    ...['steps', 'sidecars'].flatMap((key) =>
      items(at(parent, key)).flatMap((step) => stepImage(`${subject} ${key.slice(0, -1)} ${text(at(step, 'name')) ?? ''}`.trimEnd(), step)),
    ),
  ])
}

function stepImage(subject: string, step: YamlNode | undefined): readonly ImageUse[] {
  const image = scalar(at(step, 'image'))
  return image && image.value !== null ? useAtScalar(subject, image) : []
}
