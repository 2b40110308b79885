import type { ImageUse } from '#formats/images'
import type { Filed } from '#model/check'
import type { ImageFact } from './image-facts.ts'

/** Names the file that decides about a use, if any does. */
export type Decider = (path: string, use: ImageUse) => string | undefined

type Layer = Extract<ImageFact, { readonly is: 'kustomization' }>

/** Steps through all kustomizations together; no repository of people needs as many. */
const MAX_STEPS = 200_000

/** A kustomization decides about the images that it replaces in all that it builds on, by `images` or by a patch. */
export function kustomizeCoverage(facts: readonly Filed<ImageFact>[]): Decider {
  const layers = new Map<string, Layer>()
  for (const { path, fact } of facts) if (fact.is === 'kustomization') layers.set(path, fact)
  const patched = patchedSubjects(facts)
  const covered = new Map<string, string>()
  const budget = { steps: MAX_STEPS }
  for (const [path, layer] of [...layers].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const subjects = layer.patches.flatMap((patch) => patched.get(patch) ?? [])
    const claims = [...layer.names.map((name) => `name ${name}`), ...subjects.map((subject) => `subject ${subject}`)]
    for (const below of claims.length > 0 ? reached(layer, layers, budget) : []) {
      for (const claim of claims) if (budget.steps-- > 0) covered.set(`${below}\n${claim}`, path)
    }
  }
  return (path, { kind, name, subject }) =>
    kind === 'kubernetes' ? (covered.get(`${path}\nname ${name}`) ?? covered.get(`${path}\nsubject ${subject}`)) : undefined
}

/** The containers to which each patch file gives an image. */
function patchedSubjects(facts: readonly Filed<ImageFact>[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { path, fact } of facts) {
    if (fact.is !== 'use' || fact.use.kind !== 'kubernetes') continue
    const subjects = found.get(path) ?? []
    subjects.push(fact.use.subject)
    found.set(path, subjects)
  }
  return found
}

/** Every file below a kustomization, through the kustomizations that it builds on. */
function* reached(top: Layer, layers: ReadonlyMap<string, Layer>, budget: { steps: number }): Generator<string> {
  const seen = new Set<string>()
  const open = [...top.resources]
  for (let path = open.pop(); path !== undefined && budget.steps-- > 0; path = open.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    yield path
    const folder = path === '' ? '' : `${path}/`
    for (const file of ['kustomization.yaml', 'kustomization.yml', 'Kustomization']) {
      for (const resource of layers.get(folder + file)?.resources ?? []) open.push(resource)
    }
  }
}
