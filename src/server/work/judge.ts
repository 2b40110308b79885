import type { BreakGlass, Mode } from '#model/policy'
import type { PolicyFile } from '#model/policy-file'
import type { Snapshot, SourceFile } from '#model/snapshot'
import type { Conclusion } from '#model/verdict'
import type { RunOutput } from '../../github/check-run.ts'
import type { Offer } from '../../github/offers.ts'
import type { Approval } from './approval.ts'

/** Everything that a verdict depends on. */
export interface PullToJudge {
  /** Tells repositories apart: what is known of their trees is kept by it. */
  readonly repository: number
  readonly base: Snapshot
  readonly head: Snapshot
  /** Name of the base branch. */
  readonly baseRef: string
  /** The tip of the base branch: its policy judges. */
  readonly tip: string
  readonly policy: {
    readonly base: PolicyFile
    readonly head: PolicyFile
    /** What the base branch had before, newest first. */
    readonly earlier: () => AsyncIterable<PolicyFile>
  }
  /** CODEOWNERS, where they differ. */
  readonly owners: { readonly base?: SourceFile | undefined; readonly head?: SourceFile | undefined }
  /** What the owner says for all of its repositories. */
  readonly organisation?: AboveRepository | undefined
  /** Who has approved this very head and may let a looser policy pass. Asked only where that decides. */
  readonly approval: () => Promise<Approval>
  /** ISO 8601. */
  readonly asOf: string
}

export interface AboveRepository {
  readonly owner: string
  /** Name of the repository that is judged, without its owner. */
  readonly repository: string
  readonly file: PolicyFile
  earlier(): AsyncIterable<PolicyFile>
}

export interface Judgement {
  readonly conclusion: Conclusion
  readonly mode: Mode
  /** Whether the policy lets somebody override a failure. */
  readonly breakGlass: BreakGlass
  render(additions: Additions): RunOutput
  /** Safe fixes of what is new; none where the policy does not ask for them. */
  suggestions(): readonly Offer[]
}

/** What is known only where the run is published. */
export interface Additions {
  /** Plain sentences. */
  readonly notes: readonly string[]
  readonly override?: { readonly by: string; readonly at: string; readonly reason?: string | undefined } | undefined
  /** Somebody wants to override it, and has to say why first. */
  readonly pendingOverride?: { readonly by: string; readonly at: string } | undefined
}

/** Judges one pull request. Knows nothing of GitHub. */
export type Judge = (pull: PullToJudge) => Promise<Judgement>

/** Whether failures may pass, found out from the policies alone. */
export type ModeOf = (pull: Pick<PullToJudge, 'policy' | 'organisation'>) => Promise<Mode>

/** The run of a pull request that could not be judged. */
export type RenderUnable = (failure: { readonly explanation: string; readonly reference: string; readonly enforced: boolean }) => RunOutput
