/** How bad it is when the control is violated: weight in the score, threshold of the gate. */
export type Severity = 'critical' | 'high' | 'medium' | 'low'

/** From mild to grave. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const satisfies readonly Severity[]

/** The rating of an open problem: partial, absent, or done in a way that creates incident risk (worse than absent). */
export type ProblemRating = 'yellow' | 'red' | 'black'

/** The rating of a control. `unknown` is never rounded to green or red. */
export type Rating = 'green' | ProblemRating | 'unknown' | 'not-applicable' | 'error' | 'off'

/** From best to worst; the ratings without a verdict rank below green. */
const RANK: Record<Rating, number> = { off: -4, 'not-applicable': -3, error: -2, unknown: -1, green: 0, yellow: 1, red: 2, black: 3 }

export function isWorseRating(a: Rating, b: Rating): boolean {
  return RANK[a] > RANK[b]
}

/** The worst of some ratings; `not-applicable` of none. */
export function worstRating(ratings: Iterable<Rating>): Rating {
  let worst: Rating = 'not-applicable'
  for (const rating of ratings) if (isWorseRating(rating, worst)) worst = rating
  return worst
}

export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity)
}

export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return severityRank(severity) >= severityRank(threshold)
}
