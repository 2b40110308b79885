import type { CatalogueInfo } from '#model/assessment'
import { dimensionOf, type Evaluation } from '#model/evaluation'
import type { Rating } from '#model/rating'
import type { AuditContext } from '../context.ts'
import { byWorst } from '../order.ts'
import { type ServiceScore, serviceScores } from '../services.ts'
import { dimensionTitle } from '../words.ts'
import { type ChecklistGroup, checklistOf, type SignOff, signOffsOf } from './checklist.ts'
import { type Evidence, evidenceOf, strengthsAndWeaknesses } from './evidence.ts'
import { type ReviewedFile, reviewedFiles } from './files.ts'
import { type Matrix, matrixOf } from './matrix.ts'
import { type Phase, planOf } from './plan.ts'
import { type Register, registersOf } from './risks.ts'
import { type ControlRow, controlRows, type FindingRow, findingRow, findingRows, totalOf } from './rows.ts'
import { type AuditVerdict, countRatings, gradeOf, type Status, statusOf, verdictOf } from './verdict.ts'

/** A whole production readiness review, as data: the Markdown, the page and the JSON say the same. */
export interface Audit {
  readonly name?: string | undefined
  readonly revision: string
  readonly asOf?: string | undefined
  readonly catalogue: { readonly version: string; readonly controls: number }
  readonly verdict: AuditVerdict
  readonly score?: number | undefined
  readonly grade?: string | undefined
  /** Dimensions and controls by rating. */
  readonly counts: { readonly sections: Counts; readonly rows: Counts }
  readonly blockers: readonly FindingRow[]
  readonly plan: readonly Phase[]
  readonly dimensions: readonly DimensionRow[]
  readonly services: readonly ServiceScore[]
  readonly controls: readonly ControlRow[]
  readonly total: { readonly weighted: number; readonly weights: number }
  readonly strengths: readonly ControlRow[]
  readonly weaknesses: readonly ControlRow[]
  readonly findings: readonly FindingRow[]
  readonly matrix: Matrix
  readonly risks: readonly Register[]
  readonly checklist: readonly ChecklistGroup[]
  readonly signOffs: readonly SignOff[]
  readonly evidence: Evidence
  readonly since?: SinceRows | undefined
  readonly files: readonly ReviewedFile[]
}

type Counts = Readonly<Partial<Record<Rating, number>>>

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

export interface SinceRows {
  readonly revision: string
  readonly score?: number | undefined
  readonly fixed: readonly FindingRow[]
  readonly news: number
}

/** The review of one snapshot: everything in it is computed from results, nothing from text. */
export function auditOf(evaluation: Evaluation, info: CatalogueInfo, context: AuditContext): Audit {
  const findings = findingRows(evaluation, info, context)
  const controls = controlRows(evaluation, info, context)
  const dimensions = dimensionRows(evaluation, context)
  const { score } = evaluation
  return {
    name: context.name,
    revision: evaluation.revision,
    asOf: context.asOf,
    catalogue: { version: info.version, controls: Object.keys(info.catalogue).length },
    verdict: verdictOf(evaluation),
    score,
    grade: score === undefined ? undefined : gradeOf(score),
    counts: {
      sections: countRatings(dimensions.map(({ rating }) => rating)),
      rows: countRatings(ownControls(controls).map(({ rating }) => rating)),
    },
    blockers: findings.filter(({ blocker }) => blocker),
    plan: planOf(evaluation, info, context),
    dimensions,
    services: context.serviceOf ? serviceScores(evaluation, context.serviceOf) : [],
    controls,
    total: totalOf(controls),
    ...strengthsAndWeaknesses(ownControls(controls)),
    findings,
    matrix: matrixOf(findings, [...new Set(ownControls(controls).map(({ section }) => section))]),
    risks: registersOf(findings, controls, context.axes),
    checklist: checklistOf(ownControls(controls)),
    signOffs: signOffsOf(info, context),
    evidence: evidenceOf(evaluation, info),
    since: sinceRows(info, context),
    files: reviewedFiles(evaluation, context.contents),
  }
}

/** Controls about the review itself are no part of what is reviewed. */
function ownControls(controls: readonly ControlRow[]): readonly ControlRow[] {
  return controls.filter(({ id }) => dimensionOf(id) !== 'policy')
}

function dimensionRows({ results, dimensions }: Evaluation, { since }: AuditContext): readonly DimensionRow[] {
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

function sinceRows(info: CatalogueInfo, context: AuditContext): SinceRows | undefined {
  if (!context.since) return undefined
  const { base, delta } = context.since
  return {
    revision: base.revision,
    score: base.score,
    fixed: delta.fixed.toSorted(byWorst).map((finding) => findingRow(finding, info, context)),
    news: delta.introduced.length + delta.worsened.length,
  }
}
