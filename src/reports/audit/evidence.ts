import type { CatalogueInfo } from '#model/assessment'
import type { CheckId } from '#model/check'
import type { Evaluation, Result } from '#model/evaluation'
import { countAll } from '#model/units'
import { aboutControl } from '../about.ts'
import { compareText } from '../order.ts'
import { placeOf } from '../place.ts'
import { type Undecided, undecidedOf } from '../undecided.ts'
import type { ControlRow } from './rows.ts'

/** What stands behind each statement: verified, gap, or needs verification. */
export interface Evidence {
  readonly verified: readonly Fact[]
  readonly gaps: readonly Fact[]
  /** Single observations, files and checks that nobody could judge. */
  readonly unverified: readonly Undecided[]
  /** Controls that found nothing to look at: no tick, and nothing held against anyone. */
  readonly absent: readonly { readonly control: CheckId; readonly title: string }[]
}

export interface Fact {
  readonly control: CheckId
  readonly title: string
  /** Places that are fine, of those looked at. */
  readonly fine: number
  readonly observed: number
  /** Some of the places. Unescaped. */
  readonly places: readonly string[]
}

const MOST_PLACES = 3

/** A green without a fact cannot come out of this: no unit, no tick. */
export function evidenceOf(evaluation: Evaluation, info: CatalogueInfo): Evidence {
  const results = [...evaluation.results.values()].toSorted((a, b) => compareText(a.control, b.control))
  const isVerified = ({ rating, units }: Result) => rating === 'green' && (units.counts.green ?? 0) > 0
  return {
    verified: results.filter(isVerified).map((result) => factOf(result, info, 'green')),
    gaps: results.filter(({ findings }) => findings.length > 0).map((result) => factOf(result, info, 'open')),
    unverified: undecidedOf(evaluation),
    absent: results
      .filter(({ rating, control }) => rating === 'not-applicable' && !control.startsWith('policy/'))
      .map(({ control }) => ({ control, title: aboutControl(control, info).title })),
  }
}

function factOf({ control, units }: Result, info: CatalogueInfo, which: 'green' | 'open'): Fact {
  const fine = units.all().filter(({ rating }) => rating === 'green')
  const shown = which === 'green' ? fine : units.open.filter(({ observation }) => observation.problem !== undefined)
  const places = [...new Set(shown.map(({ observation }) => placeOf(observation.location) || observation.subject))]
  return {
    control,
    title: aboutControl(control, info).title,
    fine: fine.length,
    observed: countAll(units.counts),
    places: places.slice(0, MOST_PLACES),
  }
}

/** The best and the worst, by what they weigh. */
export function strengthsAndWeaknesses(controls: readonly ControlRow[], most = 5) {
  const rated = controls.filter(({ points }) => points !== undefined)
  const lost = ({ points = 0, weight }: ControlRow) => weight * (100 - points)
  return {
    strengths: rated
      .filter(({ rating }) => rating === 'green')
      .toSorted((a, b) => b.weight - a.weight || b.observed - a.observed || compareText(a.id, b.id))
      .slice(0, most),
    weaknesses: rated
      .filter(({ findings }) => findings > 0)
      .toSorted((a, b) => lost(b) - lost(a) || compareText(a.id, b.id))
      .slice(0, most),
  }
}
