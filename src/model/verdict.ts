import type { Finding } from './finding.ts'

/** The answer to the pull request, with the reasons that a person needs to act on it. */
export interface Verdict {
  readonly conclusion: Conclusion
  /** One plain sentence each, worst first. Never empty. */
  readonly reasons: readonly string[]
  /** The introduced and worsened findings that fail the gate. */
  readonly blocking: readonly Finding[]
}

/** Check run conclusions that we give. GitHub lets `neutral` pass, so under `enforce` no error ends in it. */
export type Conclusion = 'success' | 'failure' | 'neutral' | 'action_required'
