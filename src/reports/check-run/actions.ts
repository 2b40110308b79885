import type { Assessment } from '#model/assessment'
import type { CheckContext } from '../context.ts'

/** A button under a check run. GitHub allows three, and 20, 40 and 20 characters. */
export interface Action {
  readonly label: string
  readonly description: string
  readonly identifier: ActionId
}

export type ActionId = 're-evaluate' | 'break-glass'

export const RE_EVALUATE: Action = { label: 'Re-evaluate', description: 'Judge this commit once more', identifier: 're-evaluate' }
export const BREAK_GLASS: Action = { label: 'Break glass', description: 'Let it pass; you go on record for it', identifier: 'break-glass' }

/** Breaking the glass is offered where something is shut and the policy allows it. */
export function actionsFor({ verdict, policy }: Assessment, { override }: Pick<CheckContext, 'override'>): readonly Action[] {
  const shut = verdict.conclusion === 'failure' || verdict.conclusion === 'action_required'
  return shut && !override && policy.gate.breakGlass !== 'forbid' ? [RE_EVALUATE, BREAK_GLASS] : [RE_EVALUATE]
}
