import type { Rating } from '#model/rating'
import type { AuditContext } from '../context.ts'
import { code, codeCell, prose } from '../escape.ts'
import { safeCell, safeCells } from '../safe-markdown.ts'
import { formatChange, formatScore } from '../score.ts'
import { count, SEVERITY_WORST_FIRST } from '../words.ts'
import type { Audit } from './audit.ts'
import { findingTable, ownersCell, ratingCell, table } from './markdown-tables.ts'
import type { Phase } from './plan.ts'
import type { ControlRow, FindingRow } from './rows.ts'
import { effortSentence, placesIn, scoreSentence, totalSentence, verdictSentence } from './sentences.ts'

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
export function planSection(audit: Audit): string {
  const { plan } = audit
  return ['## Plan', ...plan.map(phase), timelineOf(audit)].join('\n\n')
}

function phase(one: Phase): string {
  const { priority, when, items, scoreAfter } = one
  if (items.length === 0) return `### ${priority}, ${when}: none\n\nNothing to do.`
  const rows = items.map(({ title, control, findings, todo, effort, owners }) => [
    `${prose(title)} (${code(control)})`,
    placesOf(findings),
    safeCells(todo, 1200),
    effort ?? 'no estimate',
    ownersCell(owners),
  ])
  const after = scoreAfter === undefined ? '' : ` Score afterwards: ${formatScore(scoreAfter)}.`
  return `### ${priority}, ${when}: ${count(items.length, 'item')}\n\n${effortSentence(one)}.${after}\n\n${table(['What', 'Where', 'To do', 'Effort', 'Owner'], rows)}`
}

/** The milestones of the policy. */
function timelineOf({ timeline }: Audit): string {
  if (timeline.length === 0) return '### Timeline: none\n\nThe policy names no milestones (`report.timeline`).'
  return `### Timeline\n\nAs the policy says:\n\n${table(
    ['When', 'What'],
    timeline.map(({ when, what }) => [prose(when), safeCell(what)]),
  )}`
}

function placesOf(findings: readonly FindingRow[]): string {
  const waived = findings.filter((finding) => finding.waived).length
  const places = placesIn(findings)
  const more = places.length > 3 ? ` and ${places.length - 3} more` : ''
  return `${places
    .slice(0, 3)
    .map((place) => codeCell(place))
    .join(', ')}${more}${waived > 0 ? ` (${waived} waived)` : ''}`
}

/** Points and weights, so that the total can be reproduced. */
export function controlSection(audit: Audit): string {
  const rows = audit.controls.map((control) => [
    `${prose(control.title)} (${code(control.id)})`,
    ratingCell(control.rating),
    control.status,
    control.points === undefined ? '–' : control.points.toFixed(2),
    ...(audit.since ? [formatChange({ base: control.before, head: control.points })] : []),
    control.points === undefined ? '–' : String(control.weight),
    control.points === undefined ? '–' : (control.points * control.weight).toFixed(2),
    `${control.fine} of ${control.observed}`,
  ])
  const columns = ['Control', 'Rating', 'Status', 'Points>', ...(audit.since ? ['Change>'] : []), 'Weight>', 'Product>', 'Fine>']
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

function titles(rows: readonly ControlRow[]): string {
  return rows.length === 0 ? 'none.' : `${rows.map(({ title, fine, observed }) => `${prose(title)} (${fine} of ${observed})`).join('; ')}.`
}
