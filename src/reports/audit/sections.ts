import { dimensionOf, type Evaluation } from '#model/evaluation'
import { type Rating, worstRating } from '#model/rating'
import type { Counts } from '#model/units'
import { scoreOf } from '../../score.ts'
import type { AuditContext } from '../context.ts'
import { dimensionTitle } from '../words.ts'
import { type Status, statusOf } from './verdict.ts'

/** A section of the team's own document, with how it stands and with what the team says of it. */
export interface SectionRow {
  readonly name: string
  readonly status: Status
  readonly score?: number | undefined
  /** Score at the earlier revision, where one is compared with. */
  readonly before?: number | undefined
  readonly rating: Rating
  readonly controls: number
  readonly findings: number
  readonly unknown: number
  readonly implication?: string | undefined
  readonly schedule?: string | undefined
}

/** Every section that the policy names, in its order; a control may stand in several. */
export function sectionRows({ results }: Evaluation, { sections = [], since }: AuditContext): readonly SectionRow[] {
  return sections.map(({ name, covers, implication, schedule }) => {
    const own = [...results.values()].filter(({ control }) => covers(control) && dimensionOf(control) !== 'policy')
    return {
      name,
      status: statusOf(own),
      score: scoreOf(own),
      before: since && scoreOf([...since.base.results.values()].filter(({ control }) => covers(control))),
      rating: worstRating(own.map(({ rating }) => rating)),
      controls: own.length,
      findings: own.reduce((sum, { findings }) => sum + findings.length, 0),
      unknown: own.reduce((sum, { units }) => sum + (units.counts.unknown ?? 0), 0),
      implication,
      schedule,
    }
  })
}

export interface DimensionRow {
  readonly id: string
  readonly title: string
  readonly score?: number | undefined
  /** Score at the earlier revision, where one is compared with. */
  readonly before?: number | undefined
  readonly rating: Rating
  readonly status: Status
  readonly counts: Counts
  readonly findings: number
  readonly unknown: number
}

export function dimensionRows({ results, dimensions }: Evaluation, { since }: AuditContext): readonly DimensionRow[] {
  const groups = Map.groupBy(results.values(), ({ control }) => dimensionOf(control))
  return [...dimensions].map(([id, { score, rating, counts }]) => {
    const own = groups.get(id) ?? []
    return {
      id,
      title: dimensionTitle(id),
      score,
      before: since?.base.dimensions.get(id)?.score,
      rating,
      status: statusOf(own),
      counts,
      findings: own.reduce((sum, { findings }) => sum + findings.length, 0),
      unknown: own.reduce((sum, { units }) => sum + (units.counts.unknown ?? 0), 0),
    }
  })
}
