import { formatScore } from '../score.ts'
import { count, grouped } from '../words.ts'
import type { Audit } from './audit.ts'
import type { Phase } from './plan.ts'
import type { Risk } from './risks.ts'
import type { FindingRow } from './rows.ts'

/** What the verdict means, in one plain sentence that is computed and not meant to please. */
export function verdictSentence({ verdict, blockers, findings, evidence }: Audit): string {
  const unverified = evidence.unverified.length > 0 ? `; ${count(evidence.unverified.length, 'thing')} could not be judged` : ''
  switch (verdict) {
    case 'NOT READY':
      return `${count(blockers.length, 'finding blocks', 'findings block')} a launch: open black ones, or red ones of critical or high severity${unverified}.`
    case 'READY WITH RECOMMENDATIONS':
      return `Nothing blocks a launch; ${count(findings.length, 'finding')} of lesser weight remain open${unverified}.`
    case 'READY':
      return 'Everything that applies was looked at, and all of it is fine.'
    case 'NOT RATED':
      return 'No control found anything to look at: this says nothing about readiness.'
  }
}

/** `19.0 of 100 (F)`, and what it would be once the phases of the plan are done. */
export function scoreSentence({ score, grade, plan }: Audit): string {
  if (score === undefined) return 'Nothing is rated, so there is no score.'
  const steps = plan.filter(({ items, scoreAfter }) => items.length > 0 && scoreAfter !== undefined)
  const after = steps.map(({ priority, scoreAfter }) => `${formatScore(scoreAfter)} with everything up to ${priority} fixed`)
  return `${formatScore(score)} of 100 (${grade})${after.length > 0 ? `; ${after.join(', ')}` : ''}.`
}

/** `About 3.5 hours, 2 items without an estimate`. */
export function effortSentence({ items, hours, withoutEstimate }: Phase): string {
  if (items.length === 0) return ''
  const missing = withoutEstimate > 0 ? `${count(withoutEstimate, 'item')} without an estimate` : ''
  return [hours > 0 ? `About ${formatHours(hours)}` : '', missing].filter(Boolean).join(', ')
}

/** `1 of 4 open, partly closed`. */
export function placesSentence({ open, observed, waived, state }: Risk): string {
  return [`${open} of ${observed} open`, waived > 0 ? `${waived} waived` : '', state === 'open' ? '' : state].filter(Boolean).join(', ')
}

/** `2h, blocks the launch`. */
export function workSentence({ effort, priority }: Risk): string {
  const when = priority === 'P0' ? 'blocks the launch' : priority
  return [effort ?? 'no estimate', when].filter(Boolean).join(', ')
}

/** Paths with their lines, the file named once: `deploy/web.yaml:43,54`. */
export function placesIn(findings: readonly FindingRow[]): readonly string[] {
  const byPath = Map.groupBy(findings, ({ path, subject }) => path ?? subject)
  return [...byPath].map(([path, own]) => {
    const lines = [...new Set(own.flatMap((finding) => finding.lines?.first ?? []))].toSorted((a, b) => a - b)
    const more = lines.length > MOST_LINES ? ',…' : ''
    return lines.length === 0 ? path : `${path}:${lines.slice(0, MOST_LINES).join(',')}${more}`
  })
}

const MOST_LINES = 10

/** `45 minutes`, `3.5 hours`, `4 days` of eight hours. */
export function formatHours(hours: number): string {
  if (hours < 1) return `${Math.round(hours * 60)} minutes`
  const [amount, unit] = hours < 16 ? [hours, 'hour'] : [hours / 8, 'day']
  const shown = Math.round(amount * 10) / 10
  return `${Number.isInteger(shown) ? grouped(shown) : shown.toFixed(1)} ${unit}${shown === 1 ? '' : 's'}`
}

/** The arithmetic of the score, so that anyone can do it again. */
export function totalSentence({ total, score }: Audit): string {
  if (score === undefined) return 'No control is rated, so there is nothing to add up.'
  return `Σ (weight × points) ÷ Σ weight = ${total.weighted.toFixed(2)} ÷ ${total.weights} = ${formatScore(score)}`
}
