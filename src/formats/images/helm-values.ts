import type { SourceFile } from '#model/snapshot'
import { HOLE } from '../expand.ts'
import { type ValuesImage, valuesImages } from '../helm.ts'
import { rangeOf, text, written, type YamlScalar } from '../yaml.ts'
import { type ImageUse, useOf } from './use.ts'

/** The images that the values of a chart name. Where the chart's `appVersion` is the tag, nothing moves and nothing is said. */
export function helmValuesImages(file: SourceFile): readonly ImageUse[] {
  return valuesImages(file).flatMap(useOfValues)
}

function useOfValues({ key, repository, registry, tag, tagKey, digest }: ValuesImage): readonly ImageUse[] {
  const place = text(digest) ? digest : text(tag) ? tag : repository
  if (!place || place.templated) return []
  const name = text(repository) ?? HOLE
  const base = text(registry) ? `${text(registry)}/${name}` : name
  const uses = useOf({ kind: 'helm', subject: `values ${key}`, written: written(place), range: rangeOf(place) }, base + suffix(tag, digest))
  // A name alone is completed by a template.
  return uses.filter(({ firmness }) => firmness !== 'open' && firmness !== 'untagged').map((use) => ({ ...use, value: tagKey }))
}

function suffix(tag: YamlScalar | undefined, digest: YamlScalar | undefined): string {
  return (text(tag) ? `:${text(tag)}` : '') + (text(digest) ? `@${text(digest)}` : '')
}
