import type { Assessment } from '#model/assessment'
import { aboutControl } from '../about.ts'
import type { Block } from '../budget.ts'
import { prose } from '../escape.ts'
import type { News } from '../news.ts'
import { safeLine, safeMarkdown } from '../safe-markdown.ts'
import { andMore, count, RATING_ICON } from '../words.ts'
import { controlTitle, MOST_ROWS, place, type View } from './blocks.ts'

/** What blocks and how to fix it, or why nothing does. */
export function blockingBlocks({ verdict }: Assessment, news: readonly News[], view: View): readonly Block[] {
  const blocking = news.filter((one) => one.blocking)
  const reasons = verdict.reasons.map((reason) => `- ${prose(reason)}`)
  if (blocking.length === 0) return [{ head: HEADING[verdict.conclusion], rows: reasons, most: 20, more: (left) => `- ${andMore(left)}` }]
  const others = verdict.reasons.filter((reason) => !blocking.some(({ finding }) => reason.startsWith(`${finding.control}:`)))
  return [
    {
      head: `### ❌ ${count(blocking.length, 'finding')} ${blocking.length === 1 ? 'blocks' : 'block'} this pull request\n`,
      rows: blocking.map((one, index) => blockingItem(one, index + 1, view, isFirstOfControl(one, index, blocking))),
      most: MOST_ROWS,
      more: (left) => `\n*${andMore(left)}: the annotations and the command below show them.*`,
    },
    ...(others.length > 0 ? [reasonList('**Besides**\n', others)] : []),
  ]
}

const HEADING = {
  success: '### ✅ Nothing blocks this pull request',
  failure: '### ❌ The gate failed',
  neutral: '### 👀 Observing: nothing is gated',
  action_required: '### ⚠️ This could not be judged completely',
} as const

function reasonList(head: string, reasons: readonly string[]): Block {
  return { head, rows: reasons.map((reason) => `- ${prose(reason)}`), most: 20, more: (left) => `- ${andMore(left)}` }
}

/** What to do about a control is said once. */
function isFirstOfControl({ finding }: News, index: number, all: readonly News[]): boolean {
  return all.findIndex((other) => other.finding.control === finding.control) === index
}

function blockingItem({ finding, before }: News, number: number, view: View, withRemedy: boolean): string {
  const lead = ' '.repeat(`${number}. `.length)
  const { remedy } = aboutControl(finding.control, view.info)
  const was = before === undefined ? '' : ` · worsened, it was ${prose(before)}`
  return [
    `${number}. ${place(finding, view)} **${controlTitle(finding.control, view)}** · ${finding.severity} ${RATING_ICON[finding.rating]} ${finding.rating}${was}`,
    `\n${lead}${safeLine(finding.message)}`,
    withRemedy && remedy && `\n${lead}**What to do:** ${safeMarkdown(remedy, lead).trimStart()}`,
    finding.fix && `\n${lead}🔧 ${safeLine(finding.fix.title)}: \`readiness check --fix\``,
  ]
    .filter(Boolean)
    .join('\n')
}
