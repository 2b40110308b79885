import type { Assessment, CatalogueInfo } from '#model/assessment'
import type { Evaluation } from '#model/evaluation'
import type { AuditContext, CheckContext } from '../reports/context.ts'
import { wantsColor } from './output.ts'

export const CHECK_FORMATS = ['pretty', 'json', 'sarif', 'markdown', 'github'] as const
export type CheckFormat = (typeof CHECK_FORMATS)[number]

export const AUDIT_FORMATS = ['pretty', 'json', 'sarif', 'markdown', 'github', 'html'] as const
export type AuditFormat = (typeof AUDIT_FORMATS)[number]

interface Wanted<Format> {
  readonly format: Format
  readonly output?: string | undefined
}

/** The report of a pull request. Each format is loaded when it is asked for. */
export async function renderCheck(
  { format, output }: Wanted<CheckFormat>,
  assessment: Assessment,
  info: CatalogueInfo,
  context: CheckContext,
): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../reports/json.ts')).renderCheckJson(assessment, context)
    case 'sarif':
      return (await import('../reports/sarif.ts')).renderCheckSarif(assessment, info, context)
    case 'markdown':
      return (await import('../reports/markdown.ts')).renderCheckMarkdown(assessment, info, context)
    case 'github':
      return (await import('../reports/github.ts')).renderCheckCommands(assessment, info, context)
    case 'pretty':
      return (await import('../reports/terminal.ts')).renderCheckTerminal(assessment, info, context, { color: wantsColor(output) })
  }
}

/** The report of one snapshot. */
export async function renderAudit(
  { format, output }: Wanted<AuditFormat>,
  evaluation: Evaluation,
  info: CatalogueInfo,
  context: AuditContext,
): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../reports/json.ts')).renderAuditJson(evaluation, info, context)
    case 'sarif':
      return (await import('../reports/sarif.ts')).renderAuditSarif(evaluation, info, context)
    case 'markdown':
      return (await import('../reports/audit/markdown.ts')).renderAuditMarkdown(evaluation, info, context)
    case 'html':
      return (await import('../reports/audit/html.ts')).renderAuditHtml(evaluation, info, context)
    case 'github':
      return (await import('../reports/github.ts')).renderAuditCommands(evaluation, info)
    case 'pretty':
      return (await import('../reports/terminal.ts')).renderAuditTerminal(evaluation, info, context, { color: wantsColor(output) })
  }
}
