import type { Assessment } from '#model/assessment'
import { findingsOf } from '#model/evaluation'
import type { Block } from '../budget.ts'
import type { CheckContext } from '../context.ts'
import { fenced } from '../escape.ts'
import { formatScore } from '../score.ts'
import { count } from '../words.ts'
import { text } from './blocks.ts'

const START = `version: 1
mode: observe
profile: starter
`

/** What a repository without a policy is told: its score, and how to start. */
export function startBlocks(
  { head, delta }: Assessment,
  { policyPath = '.readiness.yml' }: Pick<CheckContext, 'policyPath'>,
): readonly Block[] {
  const open = findingsOf(head).length
  const news = delta.introduced.length + delta.worsened.length
  const score = head.score === undefined ? 'Nothing here is rated yet' : `The readiness score is **${formatScore(head.score)}** of 100`
  return [
    text(`### 👋 There is no readiness policy here yet

${score}, with ${count(open, 'open finding')}; this pull request brings ${news}. Nothing is gated and nothing is annotated until there is a policy.

To start, put this into \`${policyPath}\` on the default branch (or let \`readiness policy init\` propose one). It shows what would fail and fails nothing; \`mode: enforce\` comes when the team is ready.

${fenced(START, 'yaml')}`),
  ]
}
