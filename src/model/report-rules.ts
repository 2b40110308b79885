/** What a team adds to its reports in its own words: shown beside what is computed, never in its place. */
export interface ReportRules {
  /** Offer safe fixes as review suggestions on the lines. */
  readonly suggestions: boolean
  /** The sections of the team's own audit document. A control may be in several; where it is counted once, in the first. */
  readonly sections: readonly Section[]
  /** The axes of the risk register; none: those that the dimensions suggest. */
  readonly axes: readonly ControlGroup[]
  /** By id or glob of controls, a later one over an earlier one: what the plan of an audit says of them. */
  readonly plan: readonly PlanRule[]
  readonly timeline: readonly Milestone[]
  /** `YYYY-MM-DD`. */
  readonly nextReview?: string | undefined
}

export interface ControlGroup {
  readonly name: string
  /** Ids or globs. */
  readonly controls: readonly string[]
}

export interface Section extends ControlGroup {
  /** What it means for the launch. */
  readonly implication?: string | undefined
  /** `4 to 6 weeks`. */
  readonly schedule?: string | undefined
}

export interface PlanRule {
  readonly control: string
  /** `30m`, `2h`, `3d`. */
  readonly effort?: string | undefined
  readonly owner?: string | undefined
}

export interface Milestone {
  readonly when: string
  readonly what: string
}
