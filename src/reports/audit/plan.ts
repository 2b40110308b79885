import type { CatalogueInfo } from '#model/assessment'
import type { CheckId } from '#model/check'
import type { Evaluation, Result } from '#model/evaluation'
import type { Finding } from '#model/finding'
import { isAtLeast } from '#model/rating'
import { pointsOf, scoreOf } from '../../score.ts'
import { aboutControl } from '../about.ts'
import { fingerprint } from '../fingerprint.ts'
import { byWorst } from '../order.ts'
import { type FindingRow, findingRow, type RowContext } from './rows.ts'
import { isBlocker } from './verdict.ts'

export type Priority = 'P0' | 'P1' | 'P2' | 'P3'

/** One phase of the remediation plan. */
export interface Phase {
  readonly priority: Priority
  readonly when: string
  readonly items: readonly PlanItem[]
  /** Sum over the items that have an estimate. */
  readonly hours: number
  readonly withoutEstimate: number
  /** The score if everything up to this phase were fixed; absent where nothing is rated. */
  readonly scoreAfter?: number | undefined
}

/** What is to be done about one control. */
export interface PlanItem {
  readonly control: CheckId
  readonly title: string
  readonly todo: string
  readonly effort?: string | undefined
  readonly owners: readonly string[]
  readonly findings: readonly FindingRow[]
}

const PHASES: readonly { readonly priority: Priority; readonly when: string }[] = [
  { priority: 'P0', when: 'launch blocker' },
  { priority: 'P1', when: 'before launch' },
  { priority: 'P2', when: 'within 30 days' },
  { priority: 'P3', when: 'within 90 days' },
]

/** What blocks is P0; what is grave but partial, or absent but mild, comes before launch; the rest follows. */
export function priorityOf(finding: Finding): Priority {
  if (isBlocker(finding)) return 'P0'
  if (isAtLeast(finding.severity, 'high') || (finding.rating === 'red' && finding.severity === 'medium')) return 'P1'
  return finding.severity === 'medium' || finding.rating === 'red' ? 'P2' : 'P3'
}

/** All four phases; the empty ones stand too. */
export function planOf(evaluation: Evaluation, info: CatalogueInfo, context: RowContext): readonly Phase[] {
  const findings = [...evaluation.results.values()].flatMap((result) => result.findings).toSorted(byWorst)
  return PHASES.map(({ priority, when }) => {
    const own = findings.filter((finding) => priorityOf(finding) === priority)
    const items = [...Map.groupBy(own, ({ control }) => control)].map(([control, group]) => itemOf(control, group, info, context))
    const efforts = items.map(({ effort }) => hoursOf(effort))
    return {
      priority,
      when,
      items,
      hours: efforts.reduce<number>((sum, hours) => sum + (hours ?? 0), 0),
      withoutEstimate: efforts.filter((hours) => hours === undefined).length,
      scoreAfter: scoreWithout(evaluation, (finding) => priorityOf(finding) <= priority),
    }
  })
}

function itemOf(control: CheckId, findings: readonly Finding[], info: CatalogueInfo, context: RowContext): PlanItem {
  const { title, remedy, effort } = aboutControl(control, info)
  const rows = findings.map((finding) => findingRow(finding, info, context))
  const planned = context.plannedOf?.(control)
  const owners = planned?.owner === undefined ? [...new Set(rows.flatMap((row) => row.owners))] : [planned.owner]
  return { control, title, todo: remedy, effort: planned?.effort ?? effort, owners, findings: rows }
}

/** `30m`, `2h`, `3d` in hours; a day is eight. */
export function hoursOf(effort: string | undefined): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([mhd])$/.exec(effort ?? '') ?? []
  if (amount === undefined) return undefined
  return Number(amount) * (unit === 'm' ? 1 / 60 : unit === 'd' ? 8 : 1)
}

/** The score if these findings were fixed: computed as the real one is. */
export function scoreWithout({ results }: Evaluation, isFixed: (finding: Finding) => boolean): number | undefined {
  return scoreOf([...results.values()].map((result) => withoutFindings(result, isFixed)))
}

function withoutFindings(result: Result, isFixed: (finding: Finding) => boolean): Result {
  if (result.points === undefined || result.findings.length === 0) return result
  const fixed = new Set(result.findings.filter(isFixed).map(fingerprint))
  const mended = result.units.open.filter(({ ordinal, observation: { subject, aspect, scope = 'file', location, problem } }) =>
    problem ? fixed.has(fingerprint({ control: result.control, subject, aspect, scope, location, ordinal })) : false,
  )
  const before = result.units.counts
  const counts = { ...before, green: (before.green ?? 0) + mended.length }
  for (const { rating } of mended) counts[rating] = (counts[rating] ?? 0) - 1
  return { ...result, points: pointsOf(counts) }
}
