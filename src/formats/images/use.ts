import type { Range } from '#model/location'
import { HOLE } from '../expand.ts'
import { type Firmness, firmness, type ImageReference, parseImage } from '../image.ts'
import { rangeOf, written, type YamlScalar } from '../yaml.ts'

/** What says which image is run. */
export type ImageKind = 'dockerfile' | 'compose' | 'kubernetes' | 'helm' | 'kustomize' | 'workflow' | 'ci' | 'terraform' | 'nomad' | 'ecs'

/** One place of a file that names a container image to run or to build on. Plain data. */
export interface ImageUse extends ImageReference {
  readonly kind: ImageKind
  /** Who asks for it: `Deployment/web container app`, `service web`, `stage build`. Never the tag. */
  readonly subject: string
  /** The reference with all variables put in that the file itself decides; others are shown as `?`. */
  readonly image: string
  /** As the file says it. */
  readonly written: string
  /** Where the author would edit: the image, or its tag where that stands alone. */
  readonly range: Range
  readonly firmness: Firmness
  /** Of a Helm template: the value that replaces the default seen here, like `image.tag`. */
  readonly value?: string | undefined
  /** Of Terraform: the variables of other files that complete it, with the reference as a template of them. */
  readonly variables?: { readonly template: string; readonly names: readonly string[] } | undefined
}

export interface Place {
  readonly kind: ImageKind
  readonly subject: string
  readonly written: string
  readonly range: Range
}

/** Longer texts are no references. */
const MAX_LENGTH = 2_000

/** The text with a `HOLE` for everything that a pattern finds: the variables of one system. */
export function withHoles(text: string, pattern: RegExp): string {
  return text.length > MAX_LENGTH ? '' : text.replaceAll(pattern, HOLE)
}

/** A use of the reference in this text; none when it is no reference. */
export function useOf(place: Place, reference: string): readonly ImageUse[] {
  const parsed = parseImage(reference)
  if (!parsed) return []
  const shown = (text: string) => text.replaceAll(HOLE, '?')
  return [
    {
      ...place,
      written: place.written.slice(0, MAX_LENGTH),
      image: shown(reference.trim()),
      name: shown(parsed.name),
      repository: shown(parsed.repository),
      registry: parsed.registry && shown(parsed.registry),
      tag: parsed.tag && shown(parsed.tag),
      digest: parsed.digest && shown(parsed.digest),
      firmness: firmness(parsed),
    },
  ]
}

/** A use at a YAML scalar; `reference` is its text with variables put in. */
export function useAt(kind: ImageKind, subject: string, scalar: YamlScalar, reference: string = scalar.text): readonly ImageUse[] {
  return useOf({ kind, subject, written: written(scalar), range: rangeOf(scalar) }, reference)
}
