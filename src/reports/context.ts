import type { Assessment } from '#model/assessment'
import type { CheckId } from '#model/check'
import type { Delta } from '#model/delta'
import type { Evaluation } from '#model/evaluation'
import type { Policy } from '#model/policy'

/** The text of a file at the head, for code frames and patches; `undefined` where there is none. */
export type Contents = (path: string) => string | undefined

/** An address of ours or of the host, never one that a repository names. */
export type LinkTo = (path: string, line?: number) => string | undefined

/** Facts of a pull request that are not in its assessment. */
export interface CheckContext {
  /** Name of the base branch. */
  readonly baseRef?: string | undefined
  /** The revision that `--base` names: its policy judged. */
  readonly base: string
  readonly head: string
  /** Without a policy, and unless it is enforced all the same, nothing is annotated and the run says how to start. */
  readonly hasPolicy: boolean
  /** Where the policy lives: `.readiness.yml`. */
  readonly policyPath?: string | undefined
  /** The pull request changes the policy. */
  readonly policyChanged?: boolean | undefined
  /** How it changes it, one sentence each. */
  readonly policyDelta?: readonly string[] | undefined
  /** `YYYY-MM-DD`: the day on which it is judged. */
  readonly asOf?: string | undefined
  /** What else the reader should know, one plain sentence each: another pull request on the same head, an old policy. */
  readonly notes?: readonly string[] | undefined
  readonly override?: Override | undefined
  /** Someone wants to break the glass and has not said yet why, as the policy asks. */
  readonly pendingOverride?: Omit<Override, 'reason'> | undefined
  readonly contents?: Contents | undefined
  readonly linkTo?: LinkTo | undefined
  /** The page of a control. */
  readonly docsOf?: ((control: CheckId) => string | undefined) | undefined
  /** The name of the service that a path belongs to. */
  readonly serviceOf?: ServiceOf | undefined
}

export type ServiceOf = (path: string) => string | undefined

/** Someone broke the glass. */
export interface Override {
  readonly by: string
  /** ISO 8601. */
  readonly at: string
  readonly reason?: string | undefined
}

/** What an audit report is told beside the evaluation. Everything is optional; what is missing is said to be missing. */
export interface AuditContext {
  /** What was audited: `acme/shop`. */
  readonly name?: string | undefined
  readonly contents?: Contents | undefined
  /** `YYYY-MM-DD`: the day of the audit. */
  readonly asOf?: string | undefined
  /** Where its attestations come from. */
  readonly policy?: Policy | undefined
  /** An earlier revision to compare with (`--since`). */
  readonly since?: Since | undefined
  readonly serviceOf?: ServiceOf | undefined
  /** Who owns a path, by CODEOWNERS. */
  readonly ownersOf?: ((path: string) => readonly string[]) | undefined
  /** The sections of a team's own audit document. A control that is in none belongs to that of its dimension. */
  readonly sections?: readonly AuditSection[] | undefined
  /** The axes of the risk register; absent: those of the dimensions. */
  readonly axes?: readonly Axis[] | undefined
  /** What the team says of effort and owner. */
  readonly plannedOf?: ((control: CheckId) => Planned) | undefined
  /** For what a service is meant, in the team's words. */
  readonly roleOf?: ((service: string) => string | undefined) | undefined
  /** How many lines a file has. */
  readonly linesOf?: ((path: string) => number | undefined) | undefined
  /** Migrations and workflows; absent: nobody listed them. */
  readonly inventory?: Inventory | undefined
  readonly linkTo?: LinkTo | undefined
  readonly docsOf?: ((control: CheckId) => string | undefined) | undefined
}

/** A section as the team names it. A control may be in several; where it is counted once, in the first. */
export interface AuditSection {
  readonly name: string
  readonly covers: (control: CheckId) => boolean
  readonly implication?: string | undefined
  readonly schedule?: string | undefined
}

export interface Planned {
  readonly effort?: string | undefined
  readonly owner?: string | undefined
}

/** What stands in a repository of two kinds that auditors ask for. */
export interface Inventory {
  readonly migrations: readonly MigrationFolder[]
  /** Paths. */
  readonly workflows: readonly string[]
}

export interface MigrationFolder {
  readonly folder: string
  readonly count: number
  /** File name of the last one, by name. */
  readonly newest: string
}

/** What is new and what is gone since an earlier revision. */
export interface Since {
  readonly base: Evaluation
  readonly delta: Delta
}

/** A kind of risk, and the controls that bear on it. */
export interface Axis {
  readonly name: string
  readonly covers: (control: CheckId) => boolean
}

/** Nobody asked for a review yet: be quiet, and say how to start. */
export function isUninvited({ policy }: Pick<Assessment, 'policy'>, { hasPolicy }: Pick<CheckContext, 'hasPolicy'>): boolean {
  return !hasPolicy && policy.mode === 'observe'
}

/** The command that gives the same verdict on a machine of one's own. */
export function localCommand({ base, head }: Pick<CheckContext, 'base' | 'head'>): string {
  return `readiness check --base ${shellWord(base)} --head ${shellWord(head)}`
}

function shellWord(word: string): string {
  return /^[\w./@:-]+$/.test(word) && !word.startsWith('-') ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
