import { HOLE } from '#formats/expand'
import { chartFolder } from '#formats/helm'
import { type Firmness, firmness, parseImage } from '#formats/image'
import type { ImageUse } from '#formats/images'
import { ANY_VALUE } from '#formats/images/helm-template'
import type { Filed } from '#model/check'
import type { ImageFact } from './image-facts.ts'
import { type Decider, kustomizeCoverage } from './kustomize-coverage.ts'

/** A use of an image after all files have had their say. */
export interface SettledImage {
  readonly path: string
  readonly use: ImageUse
  /** What is run in the end, and how firmly that names one image. */
  readonly image: string
  readonly firmness: Firmness
  /** The file that decides instead of this one: whatever it says is judged there. */
  readonly decidedBy?: string | undefined
}

/** Puts together what names an image with what overrides it: kustomizations, values, variables, Skaffold. */
export function settleImages(facts: readonly Filed<ImageFact>[]): readonly SettledImage[] {
  const decide = [kustomizeCoverage(facts), chartValues(facts), productionValues(facts), builder(facts)]
  const variables = moduleVariables(facts)
  return facts.flatMap(({ path, fact }) => {
    if (fact.is !== 'use') return []
    const { use } = fact
    const decidedBy = decide.reduce<string | undefined>((found, decider) => found ?? decider(path, use), undefined)
    return [{ path, use, ...(variables(path, use) ?? { image: use.image, firmness: use.firmness }), decidedBy }]
  })
}

/** A default in a template counts only where the chart's own values leave it empty. */
function chartValues(facts: readonly Filed<ImageFact>[]): Decider {
  const set = new Map<string, string>()
  for (const { path, fact } of facts) {
    if (fact.is !== 'value' || !/(?:^|\/)values\.ya?ml$/.test(path)) continue
    for (const key of [fact.key, ANY_VALUE]) set.set(`${chartFolder(path)}\n${key}`, path)
  }
  return (path, { kind, value }) => (kind === 'helm' && value && isTemplate(path) ? set.get(`${chartFolder(path)}\n${value}`) : undefined)
}

function isTemplate(path: string): boolean {
  return /(?:^|\/)templates\//.test(path)
}

/** What `values-prod.yaml` fixes is not run as `values.yaml` says. */
function productionValues(facts: readonly Filed<ImageFact>[]): Decider {
  const fixed = new Map<string, string>()
  for (const { path, fact } of facts) {
    if (fact.is !== 'use' || fact.use.kind !== 'helm' || !fact.use.value || !isFirm(fact.use.firmness)) continue
    const folder = chartFolder(path).replace(/\/values$/, '')
    if (/(?:^|[/._-])(?:prod|production|live)(?:[._-]|$)/i.test(path.slice(folder.length))) fixed.set(`${folder}\n${fact.use.value}`, path)
  }
  return (path, { kind, value, firmness }) =>
    kind === 'helm' && value && !isFirm(firmness) && /(?:^|\/)values\.ya?ml$/.test(path)
      ? fixed.get(`${chartFolder(path)}\n${value}`)
      : undefined
}

function builder(facts: readonly Filed<ImageFact>[]): Decider {
  const built = new Map<string, string>()
  for (const { path, fact } of facts) if (fact.is === 'built') built.set(fact.name, path)
  return (_, { kind, name }) => (kind === 'kubernetes' ? built.get(name) : undefined)
}

function moduleVariables(
  facts: readonly Filed<ImageFact>[],
): (path: string, use: ImageUse) => Pick<SettledImage, 'image' | 'firmness'> | undefined {
  const values = new Map<string, { readonly value: string; readonly set: boolean }>()
  for (const { path, fact } of facts) {
    if (fact.is !== 'variable') continue
    const key = `${chartFolder(path)}\n${fact.name}`
    if (fact.set || !values.get(key)?.set) values.set(key, fact)
  }
  return (path, { variables }) => {
    if (!variables) return
    const value = (name: string) => values.get(`${chartFolder(path)}\n${name}`)?.value
    const reference = variables.names.reduce((text, name) => text.replaceAll(`\${${name}}`, () => value(name) ?? HOLE), variables.template)
    const parsed = reference.length <= 2_000 ? parseImage(reference) : undefined
    return parsed && { image: reference.replaceAll(HOLE, '?'), firmness: firmness(parsed) }
  }
}

/** Whether no later build can be run under the same reference. */
export function isFirm(firmness: Firmness): boolean {
  return firmness === 'digest' || firmness === 'version'
}
