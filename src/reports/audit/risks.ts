import type { CheckId } from '#model/check'
import { dimensionOf } from '#model/evaluation'
import { isWorseRating, type ProblemRating, type Rating, type Severity, severityRank } from '#model/rating'
import type { Axis } from '../context.ts'
import { compareText } from '../order.ts'
import type { Phase, Priority } from './plan.ts'
import type { ControlRow, FindingRow } from './rows.ts'

/** The ranked risks of one axis. A control may stand on several. */
export interface Register {
  readonly axis: string
  /** The five worst. */
  readonly rows: readonly Risk[]
  readonly more: number
}

export interface Risk {
  readonly control: CheckId
  readonly title: string
  readonly rating: Rating
  readonly severity: Severity
  /** Likelihood times blast radius: 1 to 24. */
  readonly rank: number
  /** Open places and those looked at. */
  readonly open: number
  readonly observed: number
  readonly waived: number
  /** `partly closed`: some of its places are fine by now. */
  readonly state: 'open' | 'partly closed'
  /** When the plan has it, and how long it takes. */
  readonly priority?: Priority | undefined
  readonly effort?: string | undefined
}

const MOST = 5

/** How likely: done dangerously, absent, partial. How wide: the weight of its severity. */
const LIKELIHOOD: Readonly<Record<ProblemRating, number>> = { black: 3, red: 2, yellow: 1 }

const byDimensions =
  (...dimensions: readonly string[]) =>
  (control: CheckId) =>
    dimensions.includes(dimensionOf(control))

/** What the dimensions themselves say about the kind of risk; an organisation brings its own. */
const AXES: readonly Axis[] = [
  { name: 'Production', covers: byDimensions('deploy', 'reliability', 'scale', 'architecture', 'testing') },
  { name: 'Operational', covers: byDimensions('operations', 'observability', 'policy') },
  { name: 'Security and fraud', covers: byDimensions('secrets', 'access') },
  { name: 'Financial and compliance', covers: byDimensions('compliance') },
  { name: 'Data and reconciliation', covers: byDimensions('data') },
]

/** One register for each axis; an axis without a risk stands too. */
export function registersOf(
  findings: readonly FindingRow[],
  controls: readonly ControlRow[],
  plan: readonly Phase[],
  axes: readonly Axis[] = AXES,
): readonly Register[] {
  const rows = new Map(controls.map((row) => [row.id, row]))
  const risks = [...Map.groupBy(findings, ({ control }) => control)].map(([control, own]) => riskOf(own, rows.get(control), plan))
  const ranked = risks.toSorted((a, b) => b.rank - a.rank || b.open - a.open || compareText(a.control, b.control))
  return axes.map(({ name, covers }) => {
    const rows = ranked.filter(({ control }) => covers(control))
    return { axis: name, rows: rows.slice(0, MOST), more: Math.max(0, rows.length - MOST) }
  })
}

function riskOf(findings: readonly FindingRow[], row: ControlRow | undefined, plan: readonly Phase[]): Risk {
  const { control } = findings[0]!
  const phase = plan.find(({ items }) => items.some((item) => item.control === control))
  const worst = findings.reduce((a, b) => (rankOf(b) > rankOf(a) || (rankOf(b) === rankOf(a) && isWorseRating(b.rating, a.rating)) ? b : a))
  return {
    control,
    title: worst.title,
    rating: worst.rating,
    severity: worst.severity,
    rank: rankOf(worst),
    open: findings.length,
    observed: row?.observed ?? findings.length,
    waived: findings.filter(({ waived }) => waived).length,
    state: (row?.fine ?? 0) > 0 ? 'partly closed' : 'open',
    priority: phase?.priority,
    effort: phase?.items.find((item) => item.control === control)?.effort,
  }
}

function rankOf({ rating, severity }: FindingRow): number {
  return LIKELIHOOD[rating] * 2 ** severityRank(severity)
}
