import type { SourceFile } from '#model/snapshot'
import { envEntries } from '../env-entry.ts'
import { expand, HOLE, type Lookup } from '../expand.ts'
import { parseImage } from '../image.ts'
import { at, entries, items, scalar, text, walk, type YamlNode, type YamlScalar, yamlDocuments } from '../yaml.ts'
import { type ImageUse, useAt, withHoles } from './use.ts'

interface Demand {
  readonly subject: string
  readonly image: YamlScalar
}

type Reader = (document: YamlNode) => readonly Demand[]

const READERS: readonly (readonly [path: RegExp, read: Reader])[] = [
  [/(?:^|\/)\.gitlab-ci[\w.-]*\.ya?ml$|(?:^|\/)\.gitlab\/.*\.ya?ml$/, gitlab],
  [/(?:^|\/)\.circleci\/[^/]+\.ya?ml$/, circle],
  [/(?:^|\/)(?:[\w.-]*azure-pipelines?[\w.-]*|\.azure-pipelines\/.*)\.ya?ml$/, azure],
  [/(?:^|\/)bitbucket-pipelines\.ya?ml$/, bitbucket],
  [/(?:^|\/)\.(?:drone|woodpecker)\.ya?ml$|(?:^|\/)\.woodpecker\/[^/]+\.ya?ml$/, drone],
]

/** The images that jobs run in, for the common systems beside GitHub Actions. */
export function ciImages(file: SourceFile): readonly ImageUse[] {
  const read = READERS.find(([path]) => path.test(file.path))?.[1]
  if (!read) return []
  return yamlDocuments(file).flatMap((document) => {
    const variables = new Map(envEntries(at(document, 'variables')).map(({ name, value }) => [name, value]))
    return read(document).flatMap(({ subject, image }) =>
      useAt(
        'ci',
        subject,
        image,
        resolved(image.text, (name) => variables.get(name)),
      ),
    )
  })
}

/** `<< parameters.x >>` of CircleCI, `$(x)` and `${{ x }}` of Azure, and what shells do. */
function resolved(image: string, lookup: Lookup): string {
  return expand(withHoles(image, /<<[^<>]*>>|\$\([^()]*\)|\$\{\{[^{}]*\}\}/g), lookup)
}

const NO_JOBS = new Set(['variables', 'include', 'workflow', 'stages', 'cache', 'spec'])

function gitlab(document: YamlNode): readonly Demand[] {
  const sections = entries(document).filter(({ key }) => !NO_JOBS.has(key.text))
  const jobs = sections.flatMap(({ key, value }) => [
    ...imageAt(`job ${key.text} image`, at(value, 'image')),
    ...items(at(value, 'services')).flatMap((service) => serviceAt(`job ${key.text}`, service)),
  ])
  const top = items(at(document, 'services')).flatMap((service) => serviceAt('pipeline', service))
  return [...imageAt('pipeline image', at(document, 'image')), ...top, ...jobs]
}

function circle(document: YamlNode): readonly Demand[] {
  return ['jobs', 'executors'].flatMap((list) =>
    entries(at(document, list)).flatMap(({ key, value }) =>
      items(at(value, 'docker')).flatMap((container) => serviceAt(`${list.slice(0, -1)} ${key.text}`, at(container, 'image'))),
    ),
  )
}

function azure(document: YamlNode): readonly Demand[] {
  const resources = items(at(document, 'resources', 'containers'))
  const jobs = [...walk(document)].filter((node) => at(node, 'container'))
  return [
    ...resources.flatMap((container) => imageAt(`container ${text(at(container, 'container')) ?? ''}`, at(container, 'image'))),
    ...jobs.flatMap((job) => {
      const container = at(job, 'container')
      // A text may be the alias of a resource, which has neither tag nor registry.
      const image = container?.kind === 'scalar' && !/[:/]/.test(container.text) ? undefined : container
      return imageAt(`job ${text(at(job, 'job')) ?? text(at(job, 'deployment')) ?? ''}`.trimEnd(), image)
    }),
  ]
}

function bitbucket(document: YamlNode): readonly Demand[] {
  const services = entries(at(document, 'definitions', 'services'))
  const steps = [...walk(document)].flatMap((node) => at(node, 'step') ?? [])
  return [
    ...imageAt('pipeline image', at(document, 'image')),
    ...services.flatMap(({ key, value }) => imageAt(`service ${key.text}`, at(value, 'image'))),
    ...steps.flatMap((step) => imageAt(`step ${text(at(step, 'name')) ?? ''}`.trimEnd(), at(step, 'image'))),
  ]
}

function drone(document: YamlNode): readonly Demand[] {
  return ['steps', 'pipeline', 'services', 'clone'].flatMap((list) => [
    ...items(at(document, list)).flatMap((step) => imageAt(`step ${text(at(step, 'name')) ?? ''}`.trimEnd(), at(step, 'image'))),
    ...entries(at(document, list)).flatMap(({ key, value }) => imageAt(`step ${key.text}`, at(value, 'image'))),
  ])
}

/** A service is called after its image. */
function serviceAt(job: string, node: YamlNode | undefined): readonly Demand[] {
  return imageAt(job, node).map(({ image }) => {
    const name = parseImage(resolved(image.text, (variable) => variable))?.name ?? image.text
    return { image, subject: `${job} service ${name.replaceAll(HOLE, '?')}` }
  })
}

/** A text, or a map that holds it under `name` (or, in Azure, `image`). */
function imageAt(subject: string, node: YamlNode | undefined): readonly Demand[] {
  const image = scalar(node) ?? scalar(at(node, 'name')) ?? scalar(at(node, 'image'))
  return image && image.value !== null ? [{ subject, image }] : []
}
