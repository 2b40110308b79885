import type { Assessment } from '#model/assessment'
import { BUDGET, cutToBytes } from '../budget.ts'
import { type CheckContext, isUninvited } from '../context.ts'
import { plainLine } from '../escape.ts'
import { formatScore, formatScores } from '../score.ts'

/** Verdict and delta: `Readiness 78.4 → 74.1 (−4.3): 2 blocking`. */
export function checkTitle(assessment: Assessment, context: Pick<CheckContext, 'hasPolicy' | 'override' | 'pendingOverride'>): string {
  const { delta, head } = assessment
  const isQuiet = isUninvited(assessment, context)
  const scores = !isQuiet ? formatScores(delta.score) : head.score === undefined ? '' : formatScore(head.score)
  return cutToBytes(`Readiness${scores && ` ${scores}`}: ${isQuiet ? 'no policy yet' : outcome(assessment, context)}`, BUDGET.title)
}

function outcome({ delta, verdict }: Assessment, context: Pick<CheckContext, 'override' | 'pendingOverride'>): string {
  const { override, pendingOverride } = context
  const news = delta.introduced.length + delta.worsened.length
  const blocking = verdict.blocking.length
  const fixed = delta.fixed.length > 0 ? `, ${delta.fixed.length} fixed` : ''
  const said = blocking > 0 ? `${blocking} blocking` : news > 0 ? `${news} new` : `nothing new`
  if (override) return `${said}, overridden by ${plainLine(override.by, 60)}`
  if (pendingOverride) return `${said}, waits for a reason from ${plainLine(pendingOverride.by, 60)}`
  if (verdict.conclusion === 'action_required') return 'could not be completed'
  if (verdict.conclusion === 'neutral') return `${said}${fixed} (observing)`
  if (verdict.conclusion === 'failure') return `${blocking > 0 ? said : 'the gate failed'}${fixed}`
  return `${said}${news > 0 ? ', none blocking' : ''}${fixed}`
}
