import type { SourceFile } from '#model/snapshot'
import { type Job, workflow } from '../workflow.ts'
import type { YamlScalar } from '../yaml.ts'
import { type ImageUse, useAt, withHoles } from './use.ts'

/** The containers, services and `docker://` steps of GitHub Actions. */
export function workflowImages(file: SourceFile): readonly ImageUse[] {
  return (workflow(file)?.jobs ?? []).flatMap(jobImages)
}

function jobImages({ subject, container, services, steps, node }: Job): readonly ImageUse[] {
  return [
    ...(container ? use(`${subject} container`, container) : []),
    ...services.flatMap(({ name, image }) => use(`${subject} service ${name}`, image)),
    ...steps.flatMap(({ uses, label }) => (uses?.text.startsWith('docker://') ? use(`${subject} step ${label}`, uses) : [])),
    ...actionImage(subject, node),
  ]
}

/** The image of a Docker action: `runs.image`. */
function actionImage(subject: string, node: Job['node']): readonly ImageUse[] {
  const image = node.entries.find(({ key }) => key.text === 'image')?.value
  return image?.kind === 'scalar' && image.text.startsWith('docker://') ? use(`${subject} image`, image) : []
}

function use(subject: string, scalar: YamlScalar): readonly ImageUse[] {
  return useAt('workflow', subject, scalar, withHoles(scalar.text, /\$\{\{[^{}]*\}\}/g))
}
