import type { Rating } from '#model/rating'
import type { AuditContext } from '../context.ts'
import { code, codeCell, link, prose } from '../escape.ts'
import { safeCell, safeCells } from '../safe-markdown.ts'
import { grouped, RATING_ICON, ratingWord } from '../words.ts'
import type { FindingRow } from './rows.ts'

/** Rows under columns; without rows one word, so that a heading never stands alone. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[], { most = 1000, none = 'None.' } = {}): string {
  if (rows.length === 0) return none
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = columns.map((column) => (column.endsWith('>') ? '--:' : '---'))
  const left = rows.length - most
  const more = left > 0 ? [line([`*and ${grouped(left)} more*`, ...columns.slice(1).map(() => '')])] : []
  return [line(columns.map((column) => column.replace(/>$/, ''))), line(rule), ...rows.slice(0, most).map(line), ...more].join('\n')
}

export function ratingCell(rating: Rating): string {
  return `${RATING_ICON[rating]} ${ratingWord(rating)}`
}

/** Path and lines of a finding, linked where there is a page for it. */
export function whereCell({ path, lines, subject }: FindingRow, { linkTo }: AuditContext): string {
  if (path === undefined) return codeCell(subject)
  const label = codeCell(lines ? `${path}:${lines.first}${lines.last > lines.first ? `-${lines.last}` : ''}` : path)
  const address = linkTo?.(path, lines?.first)
  return address === undefined ? label : link(label, address)
}

/** File, line, finding, risk, fix, section. */
export function findingTable(findings: readonly FindingRow[], context: AuditContext): string {
  const rows = findings.map((finding) => [
    code(finding.id),
    whereCell(finding, context),
    `${safeCell(finding.message)}${finding.quote === undefined ? '' : `<br>${codeCell(finding.quote)}`}`,
    `${ratingCell(finding.rating)}, ${finding.severity}`,
    `${finding.fixable ? '🔧 ' : ''}${safeCells(finding.fix)}`,
    prose(finding.section),
  ])
  return table(['Id', 'File and line', 'Finding', 'Risk', 'Fix', 'Section'], rows)
}

/** Owners as code: they are not called. */
export function ownersCell(owners: readonly string[]): string {
  return owners.length > 0 ? owners.map((owner) => codeCell(owner)).join(', ') : 'nobody yet'
}
