import type { CheckId, Level } from './check.ts'
import type { Severity } from './rating.ts'

/** A control about the review itself: no module under `checks/` and no points, but findings like all others. */
export interface PolicyControl {
  readonly title: string
  readonly severity: Severity
  readonly level: Level
  readonly why: string
  readonly remedy: string
}

export const POLICY_CONTROLS = {
  'policy/unreadable': {
    title: 'Files that required controls name can be read',
    severity: 'high',
    level: 'required',
    why: 'What cannot be looked at cannot be judged: a file padded past a limit would hide everything in it.',
    remedy:
      'Split the file, remove what does not belong in it, or mend its syntax. If it is not meant for review, add it to `paths.ignore` of the policy.',
  },
  'policy/waivers': {
    title: 'Waivers and inline ignores are in force and needed',
    severity: 'low',
    level: 'advisory',
    why: 'A waiver that expired no longer protects anyone, and one that nothing needs would silently cover the next problem.',
    remedy: 'Remove the waiver, or renew its date and reason.',
  },
  'policy/loosened': {
    title: 'The policy is not loosened unseen',
    severity: 'high',
    level: 'advisory',
    why: 'A pull request is judged by the policy of its base, but what it changes there will judge all that come after it.',
    remedy: 'Have a code owner of the policy approve the change.',
  },
  'policy/invalid': {
    title: 'The policy can be read',
    severity: 'critical',
    level: 'required',
    why: 'A policy with mistakes would judge nothing once it is merged.',
    remedy: 'Run `readiness policy check` and mend what it lists.',
  },
} as const satisfies Record<CheckId, PolicyControl>
