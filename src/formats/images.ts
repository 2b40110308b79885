import type { SourceFile } from '#model/snapshot'
import { ciImages } from './images/ci.ts'
import { composeImages } from './images/compose.ts'
import { dockerfileImages } from './images/dockerfile.ts'
import { ecsImages } from './images/ecs.ts'
import { helmHelperImages } from './images/helm-template.ts'
import { helmValuesImages } from './images/helm-values.ts'
import { kubernetesImages } from './images/kubernetes.ts'
import { kustomizeImages } from './images/kustomize.ts'
import { terraformImages } from './images/terraform.ts'
import type { ImageUse } from './images/use.ts'
import { workflowImages } from './images/workflow.ts'
import { perFile } from './per-file.ts'

export type { ImageKind, ImageUse } from './images/use.ts'

/** Globs of all files that can name a container image. */
export const IMAGE_FILES: readonly string[] = [
  '**/*.{yaml,yml,tf,tofu,hcl,nomad}',
  '**/*.{yaml,yml}.{tpl,tmpl,gotmpl,j2,erb}',
  '**/templates/**/*.tpl',
  '**/*{D,d}ockerfile*',
  '**/*{C,c}ontainerfile*',
  '**/*{task,container-def}*.json',
  '**/{ecs,k8s,kubernetes,manifests,deploy,deployment,deployments,task-definitions}/**/*.json',
]

/** One of these (in any case) stands in every file that names an image. */
export const IMAGE_HINTS: readonly string[] = ['image', 'from', 'repository', 'docker', 'tag']

const READERS = [
  dockerfileImages,
  composeImages,
  kubernetesImages,
  helmValuesImages,
  helmHelperImages,
  kustomizeImages,
  workflowImages,
  ciImages,
  terraformImages,
  ecsImages,
]

/**
 * Every container image that a file names to run or to build on, with its place. Files for a developer's own machine are
 * looked at too; `isDevelopmentPath` tells them apart. Throws `Unparsable`.
 */
export const images: (file: SourceFile) => readonly ImageUse[] = perFile((file) => READERS.flatMap((read) => read(file)))
