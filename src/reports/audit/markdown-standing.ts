import { code, codeCell, prose } from '../escape.ts'
import { safeCell } from '../safe-markdown.ts'
import { bar, formatChange, formatScore } from '../score.ts'
import type { Audit } from './audit.ts'
import { dimensionColumns, RISK_COLUMNS, RISK_RULE, sectionColumns } from './columns.ts'
import { ratingCell, table } from './markdown-tables.ts'
import { placesSentence, workSentence } from './sentences.ts'

/** How each dimension stands, each section of the team's own document, and each service. */
export function dimensionSection(audit: Audit): string {
  const { dimensions, since } = audit
  const rows = dimensions.map(({ title, status, score, before, rating, findings, unknown }) => [
    prose(title),
    `**${status}**`,
    formatScore(score),
    ...(since ? [formatChange({ base: before, head: score })] : []),
    score === undefined ? '' : code(bar(score)),
    ratingCell(rating),
    String(findings),
    String(unknown),
  ])
  return ['## Dimensions', table(dimensionColumns(audit), rows), sectionTable(audit), serviceTable(audit)].join('\n\n')
}

function sectionTable(audit: Audit): string {
  const { sections, since } = audit
  if (sections.length === 0) return '### Sections of your own: none\n\nThe policy names none (`report.sections`).'
  const rows = sections.map(({ name, status, score, before, rating, controls, findings, unknown, implication = '', schedule = '' }) => [
    prose(name),
    `**${status}**`,
    formatScore(score),
    ...(since ? [formatChange({ base: before, head: score })] : []),
    ratingCell(rating),
    String(controls),
    String(findings),
    String(unknown),
    safeCell(implication),
    prose(schedule),
  ])
  return `### Sections of your own\n\n${table(sectionColumns(audit), rows)}`
}

function serviceTable({ services }: Audit): string {
  const rows = services.map(({ name, role, score, rating, findings, why }) => [
    `${codeCell(name)}${role === undefined ? '' : `: ${prose(role)}`}`,
    formatScore(score),
    ratingCell(rating),
    String(findings),
    why.map((control) => code(control)).join(', '),
  ])
  return `### Services\n\n${table(['Service', 'Score>', 'Worst open', 'Open>', 'Because of'], rows, { none: 'No services are named.' })}`
}

/** The five worst on each axis, ranked by likelihood times blast radius. */
export function riskSection({ risks }: Audit): string {
  const parts = risks.map(({ axis, rows, more }) => {
    const cells = rows.map((risk, index) => [
      String(index + 1),
      `${prose(risk.title)} (${code(risk.control)})`,
      `${ratingCell(risk.rating)}, ${risk.severity}`,
      String(risk.rank),
      placesSentence(risk),
      workSentence(risk),
    ])
    const rest = more > 0 ? `\n\n*and ${more} more*` : ''
    return `### ${prose(axis)}${rows.length === 0 ? ': none' : ''}\n\n${table(RISK_COLUMNS, cells)}${rest}`
  })
  return ['## Risk register', RISK_RULE, ...parts].join('\n\n')
}
