import type { SourceFile } from '#model/snapshot'
import { kustomization } from '../kustomize.ts'
import { type ImageUse, useAt } from './use.ts'

/** What the `images` of a kustomization put in the place of others. */
export function kustomizeImages(file: SourceFile): readonly ImageUse[] {
  return (kustomization(file)?.images ?? []).flatMap(({ name, newName, newTag, digest }) => {
    const place = digest ?? newTag
    if (!place) return []
    return useAt('kustomize', `image ${name}`, place, `${newName?.text ?? name}${digest ? `@${digest.text}` : `:${newTag!.text}`}`)
  })
}
