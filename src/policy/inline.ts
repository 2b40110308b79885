import type { Finding } from '#model/finding'
import type { Policy } from '#model/policy'
import { chooser } from './locks.ts'

/** Why a comment may not silence this finding. */
export function inlineFault(
  { control, severity, rating }: Finding,
  { inline, waiving }: Pick<Policy, 'inline' | 'waiving'>,
): string | undefined {
  if (rating === 'black') return 'what is rated black can be waived in the policy only'
  if (!inline.allow.includes(severity)) return `a comment cannot silence ${severity} severity under this policy`
  return chooser(waiving.locked)(control) ? `only the organisation may waive ${control}` : undefined
}
