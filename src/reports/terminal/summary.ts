import type { Assessment } from '#model/assessment'
import type { Evaluation } from '#model/evaluation'
import type { Finding } from '#model/finding'
import type { CheckContext, Since } from '../context.ts'
import { plainLine } from '../escape.ts'
import { formatScore, formatScores } from '../score.ts'
import { count } from '../words.ts'
import type { Paint } from './paint.ts'

/** What else the reader should know. */
export function notesOf({ notes = [], policyDelta = [] }: CheckContext): readonly string[] {
  return [...notes, ...policyDelta].map((note) => `Note: ${plainLine(note)}`)
}

/** The verdict and its reasons: the last thing that is read. */
export function verdictLine({ verdict, delta, policy }: Assessment, paint: Paint): string {
  const style = { success: 'green', failure: 'red', neutral: 'cyan', action_required: 'magenta' } as const
  const news = delta.introduced.length + delta.worsened.length
  const numbers = [
    verdict.blocking.length > 0 ? `${verdict.blocking.length} blocking` : '',
    `${news} new`,
    `${delta.fixed.length} fixed`,
    `${delta.unchanged.length} unchanged`,
  ]
  const reasons = verdict.reasons.map((reason) => `  ${plainLine(reason)}`)
  const scores = formatScores(delta.score)
  const line = `${paint([style[verdict.conclusion], 'bold'], verdict.conclusion.replace('_', ' '))}: ${numbers.filter(Boolean).join(', ')}.`
  return [...reasons, `${line}${scores && ` Score ${scores}.`} ${paint('dim', `Policy: ${plainLine(policy.source)}.`)}`].join('\n')
}

/** What became of it since an earlier revision. */
export function sinceLine({ score }: Evaluation, { base, delta }: Since): string {
  const news = delta.introduced.length + delta.worsened.length
  const scores = formatScores({ base: base.score, head: score })
  return `Since ${plainLine(base.revision, 60)}: ${scores && `score ${scores}, `}${delta.fixed.length} fixed, ${news} new.`
}

/** The score of one snapshot. */
export function auditLine({ score, unreadable }: Evaluation, findings: readonly Finding[], paint: Paint): string {
  const waived = findings.filter((finding) => finding.waived).length
  const parts = [
    `${count(findings.length, 'finding')}${waived > 0 ? ` (${waived} waived)` : ''}`,
    unreadable.length > 0 ? count(unreadable.length, 'unreadable file') : '',
  ]
  return `${paint('bold', `Score ${formatScore(score)}`)}: ${parts.filter(Boolean).join(', ')}.`
}
