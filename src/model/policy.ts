import type { CheckId, Level, Profile } from './check.ts'
import type { CustomControl } from './custom-control.ts'
import type { Location } from './location.ts'
import type { ExemptClass } from './path-class.ts'
import type { Severity } from './rating.ts'
import type { ReportRules } from './report-rules.ts'

/** `.readiness.yml`, parsed, completed with defaults and free of mistakes. Plain data: it has a digest. */
export interface Policy {
  /** Where it came from, for the reader: `.readiness.yml at main`, `built-in profile starter`. */
  readonly source: string
  /** `observe` shows, `enforce` gates. */
  readonly mode: Mode
  readonly profile: Profile
  /** The catalogue version that it was written for: controls that came later are advisory. */
  readonly catalogue?: string | undefined
  /** One entry for every check of the catalogue. */
  readonly rules: ReadonlyMap<CheckId, Rule>
  readonly gate: Gate
  readonly paths: PathRules
  /** Factor on the weight of each control of a dimension; 1 where it is silent. */
  readonly weights: ReadonlyMap<string, number>
  readonly services: readonly Service[]
  readonly waivers: readonly Waiver[]
  /** What a waiver of the policy must have, and what it may cover. */
  readonly waiving: WaivingRules
  readonly inline: InlineRules
  readonly attestations: readonly Attestation[]
  /** Controls that the policy itself defines; `policy/custom` makes checks of them. */
  readonly custom: readonly CustomControl[]
  readonly report: ReportRules
  readonly inheritance: Inheritance
}

export type Mode = 'observe' | 'enforce'

export interface Rule {
  readonly level: Level
  /** Overrides the control's and its problems' own severity. */
  readonly severity?: Severity | undefined
  readonly params: Readonly<Record<string, unknown>>
  /** Globs to which the control is limited; absent: everywhere. */
  readonly paths?: readonly string[] | undefined
}

export interface Gate {
  /** Introduced and worsened findings of at least this severity fail. */
  readonly introduced: Severity
  /** The same, for single dimensions. */
  readonly dimensions: ReadonlyMap<string, Severity>
  readonly score: ScoreGate
  /** Globs of controls whose severity-weighted count of open findings may not rise. */
  readonly ratchet: readonly string[]
  /** What a required control that ended in an error does. */
  readonly onError: 'fail' | 'pass'
  /** What a loosening of the policy does. */
  readonly policy: 'report' | 'require-owner'
  readonly breakGlass: BreakGlass
}

/** Whether someone with maintain rights may override a failed run, and whether they have to say why. */
export type BreakGlass = 'allow' | 'require-reason' | 'forbid'

export interface ScoreGate {
  /** 0 to 100; absent: no minimum. */
  readonly minimum?: number | undefined
  /** Points; absent: any drop passes. */
  readonly maxDrop?: number | undefined
  /** Points within which nobody fails, so that rounding never decides. */
  readonly tolerance: number
}

export interface PathRules {
  /** Globs of files that are as good as absent. */
  readonly ignore: readonly string[]
  /** Globs that put paths into a class, before the built-in ones. `production` takes a path out of a built-in class. */
  readonly classes: ReadonlyMap<ExemptClass | 'production', readonly string[]>
}

export interface Service {
  readonly name: string
  readonly paths: readonly string[]
  readonly tier?: string | undefined
  readonly owner?: string | undefined
  /** For what it is meant, in the team's words: `test harness, not for production`. */
  readonly role?: string | undefined
  /** What it asks of itself, for findings in its paths; everything else is the repository's rule. */
  readonly rules: ReadonlyMap<CheckId, ServiceRule>
}

export interface ServiceRule {
  readonly level?: Level | undefined
  readonly severity?: Severity | undefined
}

/** A finding that the team accepts, for a reason and until a day. Acts on the gate, never on points. */
export interface Waiver {
  readonly control: CheckId
  /** Glob; absent: every path. */
  readonly path?: string | undefined
  /** Exact subject; absent: every subject. */
  readonly subject?: string | undefined
  /** Tag of the one secret that it means (`Finding.content`): another behind the same name is not covered. */
  readonly content?: string | undefined
  readonly reason: string
  readonly owner?: string | undefined
  /** `YYYY-MM-DD`, the last day (UTC) on which it holds. */
  readonly expires?: string | undefined
  /** Where the policy says so: an unused or expired waiver is reported there. */
  readonly location: Location
  /** Why it does not hold: the organisation keeps the control to itself, or the policy asks waivers for more. */
  readonly refused?: string | undefined
}

export interface InlineRules {
  /** Severities that a comment in the file may waive. */
  readonly allow: readonly Severity[]
  /** What the comments do that the same pull request adds: `listed` hides the annotation, `honoured` lifts the gate. */
  readonly new: 'listed' | 'honoured'
}

export interface WaivingRules {
  /** Severities that a waiver of the policy may cover. */
  readonly allow: readonly Severity[]
  /** What every waiver must name besides its reason. */
  readonly require: readonly ('owner' | 'expires')[]
  /** A waiver that runs longer than this from the day on which it is judged does not hold; absent: any length. */
  readonly maxDays?: number | undefined
  /** Globs of controls that only the organisation may waive: neither waivers nor comments of a repository count. */
  readonly locked: readonly string[]
}

/** What no file can show and a person says: a penetration test, a sign-off. */
export interface Attestation {
  readonly control: CheckId
  /** Who says so: `@acme/sre`. */
  readonly by: string
  /** A file of the repository, or a link. */
  readonly evidence: string
  /** `YYYY-MM-DD`, the last day (UTC) on which it counts. */
  readonly expires?: string | undefined
  readonly location: Location
}

/** Between an organisation's policy and those of its repositories. */
export interface Inheritance {
  /** The owner whose `.github` repository holds the policy above this one. */
  readonly extends?: string | undefined
  /** Globs of repository names to which this one applies without their asking. */
  readonly repositories: readonly string[]
  readonly locks: Locks
}

/** What the repositories below cannot loosen. */
export interface Locks {
  readonly controls: readonly string[]
  readonly gate: boolean
  readonly waivers: readonly string[]
  readonly paths: boolean
}
