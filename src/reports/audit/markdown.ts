import type { CatalogueInfo } from '#model/assessment'
import type { Evaluation } from '#model/evaluation'
import type { AuditContext } from '../context.ts'
import { code, prose } from '../escape.ts'
import { type Audit, auditOf } from './audit.ts'
import { checklistSection, evidenceSection, filesSection, signOffSection, sinceSection, waivedSection } from './markdown-evidence.ts'
import { controlSection, findingSection, matrixSection, planSection, topSection } from './markdown-findings.ts'
import { dimensionSection, riskSection } from './markdown-standing.ts'

/** `readiness audit --format markdown`: the whole review as one document. */
export function renderAuditMarkdown(evaluation: Evaluation, info: CatalogueInfo, context: AuditContext): string {
  return auditMarkdown(auditOf(evaluation, info, context), context)
}

/** Every heading stands, also where there is nothing under it. */
export function auditMarkdown(audit: Audit, context: AuditContext): string {
  const sections = [
    `# Production readiness review${audit.name === undefined ? '' : `: ${prose(audit.name)}`}`,
    factsOf(audit),
    topSection(audit),
    findingSection('Blockers', audit.blockers, context),
    planSection(audit),
    dimensionSection(audit),
    controlSection(audit),
    findingSection('Findings', audit.findings, context),
    matrixSection(audit),
    riskSection(audit),
    checklistSection(audit),
    signOffSection(audit),
    evidenceSection(audit, context),
    waivedSection(audit, context),
    sinceSection(audit, context),
    filesSection(audit, context),
  ]
  return `${sections.join('\n\n')}\n`
}

function factsOf({ revision, asOf, catalogue }: Audit): string {
  const day = asOf === undefined ? '' : ` · ${prose(asOf)}`
  return `Revision ${code(revision)}${day} · catalogue ${prose(catalogue.version)} with ${catalogue.controls} controls`
}
