import type { Catalogue, CheckId } from '#model/check'
import { dimensionOf } from '#model/evaluation'
import { POLICY_CONTROLS } from '#model/policy-controls'
import type { DataPath, PolicyText } from './document.ts'
import { isGlob, matches } from './globs.ts'
import { named } from './issues.ts'
import { type PolicyProblem, problemAt, quote } from './problem.ts'
import { entriesOf, field, itemsOf } from './raw.ts'
import { didYouMean } from './suggest.ts'

/** What the names of a policy may refer to. */
export interface Known {
  readonly catalogue: Catalogue
  /** Ids of custom controls that the organisation's policy declares; absent: that policy is not at hand. */
  readonly inherited?: readonly CheckId[] | undefined
}

/** Names of controls and dimensions that do not exist. */
export function referenceProblems({ value, places }: PolicyText, path: string, known: Known): readonly PolicyProblem[] {
  const ids = idsOf(value, known)
  const dimensions = [...new Set(ids.map(dimensionOf))]
  const foreign = (id: string) => known.inherited === undefined && field(value, 'extends') !== undefined && isForeign(id, known.catalogue)
  const controls = controlReferences(value).filter(({ name }) => !foreign(name))
  return [
    ...controls
      .values()
      .flatMap((reference) => fault(reference, controlFault(reference, ids)))
      .take(MOST_FAULTS),
    ...dimensionReferences(value)
      .values()
      .flatMap((reference) => fault(reference, dimensionFault(reference, dimensions)))
      .take(MOST_FAULTS),
  ]

  function fault({ at, isKey }: Reference, found: Fault | undefined): PolicyProblem[] {
    return found ? [problemAt(path, isKey ? places.key(at) : places.value(at), `${named(at.slice(0, -1))}: ${found[0]}`, found[1])] : []
  }
}

/** Looking for what was meant takes time: a policy that is all mistakes is not worth it. */
const MOST_FAULTS = 100

/** Every control that a policy may name: built-in ones, those about policies, the organisation's and its own. */
export function idsOf(value: unknown, { catalogue, inherited = [] }: Known): readonly CheckId[] {
  const own = itemsOf(field(value, 'custom')).flatMap((control) => textOf(field(control, 'id')))
  return [...Object.keys(catalogue), ...Object.keys(POLICY_CONTROLS), ...inherited, ...own]
}

interface Reference {
  readonly at: DataPath
  readonly name: string
  readonly isKey: boolean
  readonly globs: boolean
}

function controlReferences(value: unknown): readonly Reference[] {
  const locks = field(value, 'locks')
  return [
    ...keys(value, ['controls']),
    ...itemsOf(field(value, 'services')).flatMap((service, index) =>
      entriesOf(field(service, 'controls')).map(([name]) => ({
        at: ['services', index, 'controls', name],
        name,
        isKey: true,
        globs: true,
      })),
    ),
    ...items(field(value, 'waivers'), ['waivers'], 'control'),
    ...items(field(value, 'attestations'), ['attestations'], 'control'),
    ...list(field(field(value, 'gate'), 'ratchet'), ['gate', 'ratchet']),
    ...list(field(locks, 'controls'), ['locks', 'controls']),
    ...list(field(locks, 'waivers'), ['locks', 'waivers']),
    ...reportReferences(field(value, 'report')),
  ]
}

function reportReferences(report: unknown): readonly Reference[] {
  const groups = (key: string) =>
    itemsOf(field(report, key)).flatMap((group, index) => list(field(group, 'controls'), ['report', key, index, 'controls']))
  const plan = keys(report, ['plan']).map((found) => ({ ...found, at: ['report', ...found.at] }))
  return [...groups('sections'), ...groups('axes'), ...plan]
}

function dimensionReferences(value: unknown): readonly Reference[] {
  return [
    ...keys(value, ['dimensions']),
    ...keys(field(value, 'gate'), ['dimensions']).map((found) => ({ ...found, at: ['gate', ...found.at] })),
  ]
}

function keys(value: unknown, [key]: readonly [string]): readonly Reference[] {
  return entriesOf(field(value, key)).map(([name]) => ({ at: [key, name], name, isKey: true, globs: true }))
}

function items(value: unknown, at: DataPath, key: string): readonly Reference[] {
  return itemsOf(value).flatMap((item, index) =>
    textOf(field(item, key)).map((name) => ({ at: [...at, index, key], name, isKey: false, globs: false })),
  )
}

function list(value: unknown, at: DataPath): readonly Reference[] {
  return itemsOf(value).flatMap((item, index) => textOf(item).map((name) => ({ at: [...at, index], name, isKey: false, globs: true })))
}

function textOf(value: unknown): readonly string[] {
  return typeof value === 'string' ? [value] : []
}

type Fault = readonly [message: string, hint: string | undefined]

function controlFault({ name, globs }: Reference, ids: readonly CheckId[]): Fault | undefined {
  if (ids.includes(name)) return undefined
  if (!isGlob(name)) return [`${quote(name)} is not a control.`, didYouMean(name, ids)]
  if (!globs) return [`${quote(name)} must be the id of one control, not a pattern.`, undefined]
  const choose = [name]
  return ids.some((id) => matches(choose, id)) ? undefined : [`No control matches ${quote(name)}.`, didYouMean(name, ids)]
}

function dimensionFault({ name }: Reference, dimensions: readonly string[]): Fault | undefined {
  return dimensions.includes(name) ? undefined : [`${quote(name)} is not a dimension.`, didYouMean(name, dimensions)]
}

/** Of a group that the catalogue does not have: the organisation may have declared it. */
function isForeign(id: CheckId, catalogue: Catalogue): boolean {
  return id.includes('/') && !Object.keys(catalogue).some((known) => dimensionOf(known) === dimensionOf(id)) && !id.startsWith('policy/')
}
