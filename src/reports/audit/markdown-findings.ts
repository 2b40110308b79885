import type { Rating } from '#model/rating'
import type { AuditContext } from '../context.ts'
import { code, codeCell, prose } from '../escape.ts'
import { safeCell } from '../safe-markdown.ts'
import { bar, formatChange, formatScore } from '../score.ts'
import { count, SEVERITY_WORST_FIRST } from '../words.ts'
import type { Audit } from './audit.ts'
import { findingTable, ownersCell, ratingCell, table } from './markdown-tables.ts'
import type { Phase } from './plan.ts'
import type { ControlRow, FindingRow } from './rows.ts'
import { effortSentence, scoreSentence, totalSentence, verdictSentence } from './sentences.ts'

const RATINGS = ['green', 'yellow', 'red', 'black', 'unknown', 'error', 'not-applicable', 'off'] as const satisfies readonly Rating[]

/** The verdict, the score, and the counts that they come from. */
export function topSection(audit: Audit): string {
  const { verdict, counts, strengths, weaknesses } = audit
  const row = (name: string, own: Audit['counts']['rows']) => [
    name,
    ...RATINGS.map((rating) => String(own[rating] ?? 0)),
    String(Object.values(own).reduce((sum, number) => sum + number, 0)),
  ]
  return `## Top line

**${verdict}.** ${verdictSentence(audit)}

**Score:** ${scoreSentence(audit)}

${table(['', ...RATINGS.map((rating) => `${ratingCell(rating)}>`), 'of>'], [row('Sections', counts.sections), row('Controls', counts.rows)])}

**Strengths:** ${titles(strengths)}

**Weaknesses:** ${titles(weaknesses)}`
}

export function findingSection(title: string, findings: readonly FindingRow[], context: AuditContext): string {
  return `## ${title}${findings.length === 0 ? ': none' : ''}\n\n${findings.length === 0 ? `No ${title.toLowerCase()}.` : findingTable(findings, context)}`
}

/** What to do, by when, by whom. */
export function planSection({ plan }: Audit): string {
  return ['## Plan', ...plan.map(phase)].join('\n\n')
}

function phase(one: Phase): string {
  const { priority, when, items, scoreAfter } = one
  if (items.length === 0) return `### ${priority}, ${when}: none\n\nNothing to do.`
  const rows = items.map(({ title, control, findings, todo, effort, owners }) => [
    `${prose(title)} (${code(control)})`,
    placesOf(findings),
    safeCell(todo),
    effort ?? 'no estimate',
    ownersCell(owners),
  ])
  const after = scoreAfter === undefined ? '' : ` Score afterwards: ${formatScore(scoreAfter)}.`
  return `### ${priority}, ${when}: ${count(items.length, 'item')}\n\n${effortSentence(one)}.${after}\n\n${table(['What', 'Where', 'To do', 'Effort', 'Owner'], rows)}`
}

function placesOf(findings: readonly FindingRow[]): string {
  const waived = findings.filter((finding) => finding.waived).length
  const places = [...new Set(findings.map(({ path, subject }) => path ?? subject))]
  const more = places.length > 3 ? ` and ${places.length - 3} more` : ''
  return `${places
    .slice(0, 3)
    .map((place) => codeCell(place))
    .join(', ')}${more}${waived > 0 ? ` (${waived} waived)` : ''}`
}

export function dimensionSection({ dimensions, services, since }: Audit): string {
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
  const columns = ['Dimension', 'Status', 'Score>', ...(since ? ['Change>'] : []), ' ', 'Worst open', 'Open>', 'Unknown>']
  const own = services.map(({ name, score, rating, findings }) => [
    codeCell(name),
    formatScore(score),
    ratingCell(rating),
    String(findings),
  ])
  return `## Dimensions\n\n${table(columns, rows)}\n\n### Services\n\n${table(['Service', 'Score>', 'Worst open', 'Open>'], own, { none: 'No services are named.' })}`
}

/** Points and weights, so that the total can be reproduced. */
export function controlSection(audit: Audit): string {
  const rows = audit.controls.map((control) => [
    `${prose(control.title)} (${code(control.id)})`,
    ratingCell(control.rating),
    control.status,
    control.points === undefined ? '–' : control.points.toFixed(2),
    control.points === undefined ? '–' : String(control.weight),
    control.points === undefined ? '–' : (control.points * control.weight).toFixed(2),
    `${control.fine} of ${control.observed}`,
  ])
  const columns = ['Control', 'Rating', 'Status', 'Points>', 'Weight>', 'Product>', 'Fine>']
  return `## Controls\n\n${table(columns, rows)}\n\n${totalSentence(audit)}`
}

/** Findings by section and severity. It adds up. */
export function matrixSection({ matrix }: Audit): string {
  const line = (name: string, counts: Audit['matrix']['counts'], total: number) => [
    name,
    ...SEVERITY_WORST_FIRST.map((severity) => String(counts[severity])),
    `**${total}**`,
  ]
  const rows = matrix.rows.map(({ section, counts, total }) => line(prose(section), counts, total))
  return `## Severity by section\n\n${table(['Section', ...SEVERITY_WORST_FIRST.map((severity) => `${severity}>`), 'Total>'], [...rows, line('**Total**', matrix.counts, matrix.total)])}`
}

/** The five worst on each axis, ranked by likelihood times blast radius. */
export function riskSection({ risks }: Audit): string {
  const parts = risks.map(({ axis, rows, more }) => {
    const cells = rows.map(({ title, control, rating, severity, rank, open, observed, waived }, index) => [
      String(index + 1),
      `${prose(title)} (${code(control)})`,
      `${ratingCell(rating)}, ${severity}`,
      String(rank),
      `${open} of ${observed} open${waived > 0 ? `, ${waived} waived` : ''}`,
    ])
    const rest = more > 0 ? `\n\n*and ${more} more*` : ''
    return `### ${prose(axis)}${rows.length === 0 ? ': none' : ''}\n\n${table(['#>', 'Risk', 'Rating', 'Rank>', 'Places'], cells)}${rest}`
  })
  return [
    '## Risk register',
    'Rank is likelihood (black 3, red 2, yellow 1) times blast radius (critical 8, high 4, medium 2, low 1).',
    ...parts,
  ].join('\n\n')
}

function titles(rows: readonly ControlRow[]): string {
  return rows.length === 0 ? 'none.' : `${rows.map(({ title, fine, observed }) => `${prose(title)} (${fine} of ${observed})`).join('; ')}.`
}
