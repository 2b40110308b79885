import type { Block } from '../budget.ts'
import type { CheckContext } from '../context.ts'
import { code, fenced, prose } from '../escape.ts'
import { text } from './blocks.ts'

/** Someone broke the glass, or wants to: who, when and why stand before everything else. */
export function glassBlocks(context: Pick<CheckContext, 'override' | 'pendingOverride' | 'head'>): readonly Block[] {
  const { override, pendingOverride } = context
  if (override) {
    const why = override.reason === undefined ? 'No reason was given.' : `Reason: ${prose(override.reason)}`
    return [text(`### 🔓 Overridden by ${prose(override.by)} at ${prose(override.at)}\n\nThe next push asks again. ${why}`)]
  }
  if (!pendingOverride) return []
  const who = prose(pendingOverride.by)
  return [
    text(`### 🔐 ${who} asked to override this, and has to say why

**What to do:** ${who} reviews this pull request (*Files changed*, then *Review changes*, then *Comment*) at commit ${code(context.head.slice(0, 12))}, with a line like this:

${fenced('break glass: the checkout is down, and the alert can wait until tomorrow')}

This passes as soon as the reason is there. Asked at ${prose(pendingOverride.at)}; the next push asks again.`),
  ]
}
