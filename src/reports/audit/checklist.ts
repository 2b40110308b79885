import type { CatalogueInfo } from '#model/assessment'
import type { CheckId } from '#model/check'
import { aboutControl } from '../about.ts'
import type { AuditContext } from '../context.ts'
import { compareText } from '../order.ts'
import { count } from '../words.ts'
import type { ControlRow } from './rows.ts'

export type Readiness = 'Ready' | 'Partially ready' | 'Not ready' | 'Nothing to check'

/** A group of boxes. */
export interface ChecklistGroup {
  readonly section: string
  readonly readiness: Readiness
  readonly boxes: readonly Box[]
}

/** A box is ticked by facts only: something was looked at, and all of it is fine. */
export interface Box {
  readonly control: CheckId
  readonly title: string
  readonly ticked: boolean
  readonly note: string
}

/** Somebody says so. */
export interface SignOff {
  readonly control: CheckId
  readonly title: string
  readonly by?: string | undefined
  readonly evidence?: string | undefined
  readonly expires?: string | undefined
  readonly state: 'in force' | 'expired' | 'missing'
}

/** Groups by section, those of the team first; a control of several of them has a box in each. What does not apply has none. */
export function checklistOf(controls: readonly ControlRow[], { sections = [] }: Pick<AuditContext, 'sections'>): readonly ChecklistGroup[] {
  const named = sections.map(({ name, covers }) => [name, controls.filter(({ id }) => covers(id))] as const)
  const others = controls.filter(({ id }) => !sections.some(({ covers }) => covers(id)))
  const groups = [...Map.groupBy(others, ({ section }) => section)].toSorted(([a], [b]) => compareText(a, b))
  return [...named, ...groups].map(([section, rows]) => {
    const boxes = rows.filter(({ rating }) => rating !== 'not-applicable' && rating !== 'off').map(boxOf)
    return { section, boxes, readiness: readinessOf(boxes) }
  })
}

function boxOf({ id, title, rating, observed, fine, unknown, findings, error }: ControlRow): Box {
  const looked = `${fine} of ${count(observed, 'place')} fine`
  const note =
    error !== undefined
      ? 'the check broke'
      : [looked, findings > 0 ? `${findings} open` : '', unknown > 0 ? `${unknown} not decidable` : ''].filter(Boolean).join(', ')
  return { control: id, title, ticked: rating === 'green' && fine > 0 && unknown === 0, note }
}

function readinessOf(boxes: readonly Box[]): Readiness {
  if (boxes.length === 0) return 'Nothing to check'
  const ticked = boxes.filter((box) => box.ticked).length
  return ticked === boxes.length ? 'Ready' : ticked > 0 ? 'Partially ready' : 'Not ready'
}

/** The attestations of the policy, and the controls that ask for one and have none. */
export function signOffsOf(info: CatalogueInfo, { policy, asOf }: AuditContext): readonly SignOff[] {
  const attested = policy?.attestations ?? []
  const given = attested.map(({ control, by, evidence, expires }): SignOff => {
    const expired = expires !== undefined && asOf !== undefined && expires < asOf
    return { control, title: aboutControl(control, info).title, by, evidence, expires, state: expired ? 'expired' : 'in force' }
  })
  const asked = Object.entries(info.catalogue).filter(([id, { kind }]) => kind === 'attest' && policy?.rules.get(id)?.level !== 'off')
  const missing = asked
    .filter(([id]) => !attested.some(({ control }) => control === id))
    .map(([control, { title }]): SignOff => ({ control, title, state: 'missing' }))
  return [...given, ...missing].toSorted((a, b) => compareText(a.control, b.control))
}
