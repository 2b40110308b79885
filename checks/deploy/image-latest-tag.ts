import { isDevelopmentPath } from '#formats/development'
import { matchesGlob } from '#formats/glob'
import { IMAGE_FILES, IMAGE_HINTS, type ImageKind } from '#formats/images'
import { LEVELS, type Observation, type Problem } from '#model/check'
import { repositoryCheck } from '#model/checks'
import { type ImageFact, imageFacts } from './image-latest-tag/image-facts.ts'
import { isFirm, type SettledImage, settleImages } from './image-latest-tag/image-settlement.ts'
import { examples } from './image-latest-tag.examples.ts'

interface Params {
  readonly allow: readonly string[]
}

export default repositoryCheck<ImageFact, Params>({
  title: 'Images run by a fixed version, never latest',
  severity: 'high',
  kind: 'static',
  level: LEVELS.always,
  since: '1.0',
  why: `
    A tag such as \`latest\` or \`main\` names another image after each build. A node that restarts, or a pod that is
    rescheduled, then runs code that nobody reviewed for this release; two replicas of one Deployment differ; and a
    rollback has nothing to go back to, because the manifest of yesterday names the image of today. A tag such as
    \`1.27\` or \`17-alpine\` moves more slowly, with each patch release.`,
  remedy: `
    Type the version that runs today, in full, after the name: \`registry.example/web:1.4.2\`. Better still, add its digest
    (\`docker buildx imagetools inspect IMAGE\` prints it): \`web:1.4.2@sha256:…\`. Let the release pipeline write the tag, or a bot
    such as Renovate raise it. An image that moves on purpose goes into the \`allow\` parameter.`,
  references: [
    'https://kubernetes.io/docs/concepts/containers/images/#image-names',
    'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
    'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/',
  ],
  files: [...IMAGE_FILES, '**/Kustomization', '**/*.{tfvars,mk,sh}', '**/{Makefile,GNUmakefile,Jenkinsfile,justfile}'],
  hints: [...IMAGE_HINTS, 'resources', 'bases', 'components'],
  params: {
    allow: {
      kind: 'globs',
      default: [],
      means: 'Images that may move, by name without the tag: `registry.acme.example/base/*`.',
    },
  },
  effort: '30m',

  collect: (file) => (isDevelopmentPath(file.path) ? [] : imageFacts(file)),

  *judge(facts, { params }) {
    const settled = settleImages(facts)
    const firm = firmSiblings(settled)
    for (const image of onceInPipelines(settled)) yield observe(image, params.allow, firm)
  },

  examples,
})

/** The steps of a pipeline run one image again and again: that is one thing to mend, whichever of them comes first. */
function onceInPipelines(images: readonly SettledImage[]): readonly SettledImage[] {
  const seen = new Set<string>()
  return images.flatMap((one) => {
    const { path, use, image } = one
    if (use.kind !== 'workflow' && use.kind !== 'ci') return [one]
    const isNew = !seen.has(`${path}\n${image}`)
    seen.add(`${path}\n${image}`)
    return isNew ? [{ ...one, use: { ...use, subject: use.name } }] : []
  })
}

type Siblings = ReadonlyMap<string, SettledImage>

/** For each name, a place of the repository that says its version. */
function firmSiblings(images: readonly SettledImage[]): Siblings {
  const found = new Map<string, SettledImage>()
  for (const image of images) if (isFirm(image.firmness) && !found.has(image.use.name)) found.set(image.use.name, image)
  return found
}

function observe(image: SettledImage, allow: readonly string[], firm: Siblings): Observation {
  const { path, use, firmness, decidedBy } = image
  const observation = { subject: use.subject, location: { path, range: use.range } }
  if (decidedBy || isFirm(firmness) || matchesGlob(allow, use.name)) return observation
  if (firmness === 'open') return { ...observation, unknown: `A variable decides which version of ${shorten(image.image)} is run.` }
  return { ...observation, problem: problemWith(image, firm.get(use.name)) }
}

function problemWith({ use, image, firmness }: SettledImage, sibling: SettledImage | undefined): Problem {
  const advice = adviceFor(use.name, sibling)
  if (firmness === 'series') {
    const message = `${shorten(image)} moves with each patch release: what was tested is not what runs later. ${advice}`
    // Most images of well-kept repositories are named so: it belongs into tables, not onto every line of a pull request.
    return { message, rating: 'yellow', severity: 'low', quiet: true }
  }
  const tag = shorten(image.slice(image.lastIndexOf(':') + 1))
  const what = firmness === 'untagged' ? 'has no tag, which means latest' : `follows the tag ${tag}, which moves`
  const mild = MILD[use.kind]
  const name = use.name.startsWith('?') ? 'This image' : shorten(image)
  const message = `${name} ${what}: ${mild ?? 'a restart can bring an image that nobody tested, and a rollback cannot undo it.'} ${advice}`
  return mild ? { message, rating: 'yellow', severity: 'medium' } : { message, rating: 'black', severity: 'high' }
}

/** What moves only when someone builds, tests or pulls, and not under a running service. */
const MILD: Readonly<Partial<Record<ImageKind, string>>> = {
  dockerfile: 'the next build stands on another image than the last one, and nobody sees it.',
  compose: 'the next pull brings another image, and two machines run different ones.',
  workflow: 'the next run tests against another image, and fails for a reason that no commit shows.',
  ci: 'the next run tests against another image, and fails for a reason that no commit shows.',
}

function adviceFor(name: string, sibling: SettledImage | undefined): string {
  if (sibling) return `Name the full version; ${sibling.path} names ${shorten(sibling.image)}.`
  return name.includes('?')
    ? 'Name the full version, or a digest.'
    : `Name the full version: \`${shorten(name)}:\` and the one that runs today, or a digest.`
}

function shorten(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}
