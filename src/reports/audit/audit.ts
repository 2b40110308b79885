import type { CatalogueInfo } from '#model/assessment'
import { dimensionOf, type Evaluation } from '#model/evaluation'
import type { Milestone } from '#model/report-rules'
import type { Counts } from '#model/units'
import type { AuditContext, MigrationFolder } from '../context.ts'
import { type ServiceScore, serviceScores } from '../services.ts'
import { type ChecklistGroup, checklistOf, type SignOff, signOffsOf } from './checklist.ts'
import { type Evidence, evidenceOf, strengthsAndWeaknesses } from './evidence.ts'
import { type ReviewedFile, reviewedFiles, type WorkflowRow, workflowRows } from './files.ts'
import { type Matrix, matrixOf } from './matrix.ts'
import { type Phase, planOf } from './plan.ts'
import { quotes } from './quote.ts'
import { type Register, registersOf } from './risks.ts'
import { type ControlRow, controlRows, type FindingRow, findingRows, type RowContext, totalOf } from './rows.ts'
import { type DimensionRow, dimensionRows, type SectionRow, sectionRows } from './sections.ts'
import { type SinceRows, sinceRows } from './since.ts'
import { type AuditVerdict, countRatings, gradeOf, verdictOf } from './verdict.ts'

/** A whole production readiness review, as data: the Markdown, the page and the JSON say the same. */
export interface Audit {
  readonly name?: string | undefined
  readonly revision: string
  readonly asOf?: string | undefined
  readonly catalogue: { readonly version: string; readonly controls: number }
  readonly verdict: AuditVerdict
  readonly score?: number | undefined
  readonly grade?: string | undefined
  /** Sections (those that the policy names, else the dimensions) and controls by rating. */
  readonly counts: { readonly sections: Counts; readonly rows: Counts }
  readonly blockers: readonly FindingRow[]
  readonly plan: readonly Phase[]
  readonly dimensions: readonly DimensionRow[]
  /** Those that the policy names. */
  readonly sections: readonly SectionRow[]
  readonly services: readonly ServiceRow[]
  readonly controls: readonly ControlRow[]
  readonly total: { readonly weighted: number; readonly weights: number }
  readonly strengths: readonly ControlRow[]
  readonly weaknesses: readonly ControlRow[]
  readonly findings: readonly FindingRow[]
  readonly matrix: Matrix
  readonly risks: readonly Register[]
  readonly checklist: readonly ChecklistGroup[]
  readonly signOffs: readonly SignOff[]
  /** As the policy says. */
  readonly timeline: readonly Milestone[]
  readonly nextReview?: string | undefined
  readonly evidence: Evidence
  readonly since?: SinceRows | undefined
  readonly files: readonly ReviewedFile[]
  /** Absent where nobody listed them. */
  readonly inventory?: { readonly migrations: readonly MigrationFolder[]; readonly workflows: readonly WorkflowRow[] } | undefined
}

export interface ServiceRow extends ServiceScore {
  /** In the team's words. */
  readonly role?: string | undefined
}

/** The review of one snapshot: everything in it is computed from results, nothing from text. */
export function auditOf(evaluation: Evaluation, info: CatalogueInfo, given: AuditContext): Audit {
  const context: RowContext = { ...given, quoteOf: quotes(evaluation, given.contents) }
  const findings = findingRows(evaluation, info, context)
  const controls = controlRows(evaluation, info, context)
  const dimensions = dimensionRows(evaluation, context)
  const sections = sectionRows(evaluation, context)
  const plan = planOf(evaluation, info, context)
  const files = reviewedFiles(evaluation, context)
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
      sections: countRatings((sections.length > 0 ? sections : dimensions).map(({ rating }) => rating)),
      rows: countRatings(ownControls(controls).map(({ rating }) => rating)),
    },
    blockers: findings.filter(({ blocker }) => blocker),
    plan,
    dimensions,
    sections,
    services: serviceRows(evaluation, context),
    controls,
    total: totalOf(controls),
    ...strengthsAndWeaknesses(ownControls(controls)),
    findings,
    matrix: matrixOf(findings, [...new Set(ownControls(controls).map(({ section }) => section))]),
    risks: registersOf(findings, controls, plan, context.axes),
    checklist: checklistOf(ownControls(controls), context),
    signOffs: signOffsOf(info, context),
    timeline: context.policy?.report.timeline ?? [],
    nextReview: context.policy?.report.nextReview,
    evidence: evidenceOf(evaluation, info),
    since: sinceRows(evaluation, info, given),
    files,
    inventory: context.inventory && {
      migrations: context.inventory.migrations,
      workflows: workflowRows(context.inventory.workflows, files),
    },
  }
}

/** Controls about the review itself are no part of what is reviewed. */
function ownControls(controls: readonly ControlRow[]): readonly ControlRow[] {
  return controls.filter(({ id }) => dimensionOf(id) !== 'policy')
}

function serviceRows(evaluation: Evaluation, { serviceOf, roleOf }: AuditContext): readonly ServiceRow[] {
  if (!serviceOf) return []
  return serviceScores(evaluation, serviceOf).map((service) => ({ ...service, role: roleOf?.(service.name) }))
}
