import { isValuesPath, valuesImages } from '#formats/helm'
import { type ImageUse, images } from '#formats/images'
import { kustomization } from '#formats/kustomize'
import { definitions, isHclPath, stringOf, terraform } from '#formats/terraform'
import { at, items, text, yamlDocuments } from '#formats/yaml'
import type { SourceFile } from '#model/snapshot'

/** What one file says about images: those it names, and what it decides for those that other files name. Plain data. */
export type ImageFact =
  | { readonly is: 'use'; readonly use: ImageUse }
  /** Everything below these resources runs the images of these names (and the containers of these patches) as said here. */
  | {
      readonly is: 'kustomization'
      readonly resources: readonly string[]
      readonly patches: readonly string[]
      readonly names: readonly string[]
    }
  /** A values file gives this key a tag. */
  | { readonly is: 'value'; readonly key: string }
  /** A variable of a Terraform module has this value: by default, or set by a file of variables. */
  | { readonly is: 'variable'; readonly name: string; readonly value: string; readonly set: boolean }
  /** Skaffold builds this image, or the pipeline sets it, and puts its own tag into the manifests. */
  | { readonly is: 'built'; readonly name: string }

export function imageFacts(file: SourceFile): readonly ImageFact[] {
  return [
    ...images(file).map((use) => ({ is: 'use', use }) as const),
    ...kustomizationFacts(file),
    ...valueFacts(file),
    ...variableFacts(file),
    ...builtFacts(file),
  ]
}

function kustomizationFacts(file: SourceFile): readonly ImageFact[] {
  const found = kustomization(file)
  if (!found) return []
  const names = found.images.flatMap(({ name, newTag, digest }) => (newTag || digest ? [name] : []))
  return [{ is: 'kustomization', resources: found.resources, patches: found.patches, names }]
}

function valueFacts(file: SourceFile): readonly ImageFact[] {
  if (!isValuesPath(file.path)) return []
  return valuesImages(file).flatMap(({ tag, tagKey }) => (text(tag) ? [{ is: 'value', key: tagKey } as const] : []))
}

const NAMES_AN_IMAGE = /image|tag|version|digest|release|repo|registry/i

function variableFacts(file: SourceFile): readonly ImageFact[] {
  if (!isHclPath(file.path)) return []
  const set = file.path.endsWith('.tfvars')
  const values = set ? [...terraform(file).attributes].map(([name, value]) => [`var.${name}`, value] as const) : [...definitions(file)]
  return values.flatMap(([name, value]) => {
    const said = value.kind === 'string' ? stringOf(value) : undefined
    const isCandidate = name.startsWith('var.') && NAMES_AN_IMAGE.test(name) && said !== undefined && said.length <= 500
    return isCandidate ? [{ is: 'variable', name, value: said, set } as const] : []
  })
}

/** `cd config/manager && kustomize edit set image controller=${IMG}`. */
const SETS_IMAGE = /\bkustomize\)?\s+edit\s+set\s+image\s+["']?([\w./-]{1,200})=/gi

function builtFacts(file: SourceFile): readonly ImageFact[] {
  if (file.text.includes('set image')) return [...file.text.matchAll(SETS_IMAGE)].map(([, name]) => ({ is: 'built', name: name! }))
  if (!/(?:^|\/)skaffold[\w.-]*\.ya?ml$/.test(file.path)) return []
  return yamlDocuments(file).flatMap((document) =>
    items(at(document, 'build', 'artifacts')).flatMap((artifact) => {
      const name = text(at(artifact, 'image'))
      return name ? [{ is: 'built', name } as const] : []
    }),
  )
}
