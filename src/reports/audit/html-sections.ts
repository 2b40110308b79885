import { html } from 'hono/html'
import type { AuditContext } from '../context.ts'
import { plainLine } from '../escape.ts'
import { formatChange, formatScore } from '../score.ts'
import { count, SEVERITY_WORST_FIRST } from '../words.ts'
import type { Audit } from './audit.ts'
import { dimensionChart, planChart, ratingChart } from './charts.ts'
import { control, type Html, owners, pathCode, rating, rowOf, section, steps, table, words } from './html-parts.ts'
import type { Phase } from './plan.ts'
import type { ControlRow } from './rows.ts'
import { effortSentence, placesIn, scoreSentence, totalSentence, verdictSentence } from './sentences.ts'

const MOOD = { 'NOT READY': 'bad', 'READY WITH RECOMMENDATIONS': 'fair', READY: 'good', 'NOT RATED': 'none' } as const

/** The verdict, the numbers behind it, and three pictures of them. */
export function topSection(audit: Audit): Html {
  const { verdict, score, grade, blockers, findings, evidence, counts, strengths, weaknesses } = audit
  const rated = (['green', 'yellow', 'red', 'black'] as const).reduce((sum, one) => sum + (counts.rows[one] ?? 0), 0)
  const cards: readonly (readonly [string, string])[] = [
    [formatScore(score), grade === undefined ? 'score' : `score, grade ${grade}`],
    [String(blockers.length), blockers.length === 1 ? 'blocker' : 'blockers'],
    [String(findings.length), 'open findings'],
    [`${counts.rows.green ?? 0} of ${rated}`, 'rated controls green'],
    [String(evidence.unverified.length), 'could not be judged'],
  ]
  return section(
    'top',
    'Top line',
    html`<div class="verdict ${MOOD[verdict]}"><strong>${verdict}</strong><p>${verdictSentence(audit)}</p></div>
      <ul class="cards">
        ${cards.map(([number, label]) => html`<li><b>${number}</b>${label}</li>`)}
      </ul>
      <div class="charts">${dimensionChart(audit)}${ratingChart(audit)}${planChart(audit)}</div>
      <p><strong>Score:</strong> ${scoreSentence(audit)}</p>
      <p><strong>Strengths:</strong> ${titles(strengths)}</p>
      <p><strong>Weaknesses:</strong> ${titles(weaknesses)}</p>
      ${countsTable(audit)}`,
  )
}

const RATINGS = ['green', 'yellow', 'red', 'black', 'unknown', 'error', 'not-applicable', 'off'] as const

function countsTable({ counts }: Audit): Html {
  const line = (name: string, own: Audit['counts']['rows']) => [
    name,
    ...RATINGS.map((one) => String(own[one] ?? 0)),
    String(Object.values(own).reduce((sum, number) => sum + number, 0)),
  ]
  const columns = [' ', ...RATINGS.map((one) => `${one.replace('-', ' ')}>`), 'of>']
  return table('Counts by rating, from results', columns, [line('Sections', counts.sections), line('Controls', counts.rows)])
}

/** What to do, by when, by whom. Empty phases stand too. */
export function planSection({ plan, timeline }: Audit, context: AuditContext): Html {
  const steps = timeline.map(({ when, what }) => [plainLine(when), words(what)])
  return section(
    'plan',
    'Plan',
    html`${plan.map((phase) => phaseOf(phase, context))}
      <h3>Timeline${timeline.length === 0 ? ': none' : ''}</h3>
      ${table('Milestones, as the policy says', ['When', 'What'], steps, 'The policy names no milestones.')}`,
  )
}

const MOST_PLACES = 5

function more(left: number): string {
  return left > 0 ? `and ${left} more` : ''
}

function phaseOf(phase: Phase, context: AuditContext): Html {
  const { priority, when, items, scoreAfter } = phase
  if (items.length === 0) return html`<h3>${priority}, ${when}: none</h3>`
  const rows = items.map((item) => [
    control(item.control, item.title, context),
    html`${item.findings.length}<br />${placesIn(item.findings)
      .slice(0, MOST_PLACES)
      .map((place) => html`${pathCode(place)} `)}${more(placesIn(item.findings).length - MOST_PLACES)}`,
    steps(item.todo),
    item.effort ?? html`<span class="none">no estimate</span>`,
    owners(item.owners),
  ])
  const after = scoreAfter === undefined ? '' : ` Score afterwards: ${formatScore(scoreAfter)}.`
  return html`<h3>${priority}, ${when}: ${count(items.length, 'item')}</h3>
    <p>${effortSentence(phase)}.${after}</p>
    ${table(`${priority}: ${when}`, ['What', 'Places', 'To do', 'Effort', 'Owner'], rows)}`
}

/** Points and weights, so that the total can be reproduced. */
export function controlSection(audit: Audit, context: AuditContext): Html {
  const rows = audit.controls.map((one) => [
    html`<span id="${rowOf(one.id)}">${control(one.id, one.title, context)}</span>`,
    rating(one.rating),
    one.status,
    one.points === undefined ? '–' : one.points.toFixed(2),
    ...(audit.since ? [formatChange({ base: one.before, head: one.points })] : []),
    one.points === undefined ? '–' : String(one.weight),
    one.points === undefined ? '–' : (one.points * one.weight).toFixed(2),
    `${one.fine} of ${one.observed}`,
  ])
  const columns = ['Control', 'Rating', 'Status', 'Points>', ...(audit.since ? ['Change>'] : []), 'Weight>', 'Product>', 'Fine>']
  return section(
    'controls',
    'Controls',
    html`${table('Every control with what it adds to the score', columns, rows)}<p>${totalSentence(audit)}</p>`,
  )
}

/** Findings by section and severity. It adds up. */
export function matrixSection({ matrix }: Audit): Html {
  const line = (name: Html | string, counts: Audit['matrix']['counts'], total: number) => [
    name,
    ...SEVERITY_WORST_FIRST.map((severity) => (counts[severity] === 0 ? html`<span class="none">0</span>` : String(counts[severity]))),
    html`<strong>${total}</strong>`,
  ]
  const rows = matrix.rows.map((row) => line(plainLine(row.section), row.counts, row.total))
  const columns = ['Section', ...SEVERITY_WORST_FIRST.map((severity) => `${severity}>`), 'Total>']
  return section(
    'matrix',
    'Severity by section',
    table('Every finding is in one cell', columns, [...rows, line(html`<strong>Total</strong>`, matrix.counts, matrix.total)]),
  )
}

function titles(rows: readonly ControlRow[]): string {
  return rows.length === 0
    ? 'none.'
    : `${rows.map(({ title, fine, observed }) => `${plainLine(title)} (${fine} of ${observed})`).join('; ')}.`
}
