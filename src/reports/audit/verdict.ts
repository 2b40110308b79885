import type { Evaluation, Result } from '#model/evaluation'
import { isAtLeast, isWorseRating, type Rating, worstRating } from '#model/rating'

/** The verdict of a whole audit. `NOT RATED` where no control found anything to look at: that is no tick. */
export type AuditVerdict = 'NOT READY' | 'READY WITH RECOMMENDATIONS' | 'READY' | 'NOT RATED'

/** How a dimension stands. */
export type Status = 'PASS' | 'WARN' | 'FAIL' | 'UNKNOWN' | 'N/A'

type Counts = Readonly<Partial<Record<Rating, number>>>

/** Any open black, or an open red of critical or high severity, blocks. Waived ones are open too: a waiver acts on the gate only. */
export function isBlocker({ rating, severity }: Result['findings'][number]): boolean {
  return rating === 'black' || (rating === 'red' && isAtLeast(severity, 'high'))
}

/** What cannot be decided, or broke, is open as well: it is never rounded to a tick. */
export function verdictOf({ results, unreadable }: Pick<Evaluation, 'results' | 'unreadable'>): AuditVerdict {
  const all = [...results.values()]
  if (all.some(({ findings }) => findings.some(isBlocker))) return 'NOT READY'
  const isOpen = ({ findings, rating, units }: Result) => findings.length > 0 || rating === 'error' || (units.counts.unknown ?? 0) > 0
  if (all.some(isOpen) || unreadable.length > 0) return 'READY WITH RECOMMENDATIONS'
  return all.some(({ points }) => points !== undefined) ? 'READY' : 'NOT RATED'
}

/** PASS, WARN or FAIL from what is open in it. */
export function statusOf(results: readonly Result[]): Status {
  const findings = results.flatMap((result) => result.findings)
  if (findings.some(isBlocker)) return 'FAIL'
  if (findings.length > 0) return 'WARN'
  const worst = worstRating(results.map(({ rating }) => rating))
  if (results.some(({ points }) => points !== undefined)) return 'PASS'
  return worst === 'unknown' || results.some(({ rating }) => rating === 'error') ? 'UNKNOWN' : 'N/A'
}

/** How many have each rating. Taken from results, never from text. */
export function countRatings(ratings: Iterable<Rating>): Counts {
  const counts: Partial<Record<Rating, number>> = {}
  for (const rating of ratings) counts[rating] = (counts[rating] ?? 0) + 1
  return counts
}

const GRADES = [
  [97, 'A+'],
  [93, 'A'],
  [90, 'A−'],
  [87, 'B+'],
  [83, 'B'],
  [80, 'B−'],
  [77, 'C+'],
  [73, 'C'],
  [70, 'C−'],
  [60, 'D'],
] as const

/** The letter that people know from school. */
export function gradeOf(score: number): string {
  return GRADES.find(([least]) => score >= least)?.[1] ?? 'F'
}

/** A word for the points of a control. */
export function statusWord(points: number | undefined, rating: Rating): string {
  if (points === undefined) return rating === 'unknown' ? 'NEEDS VERIFICATION' : rating === 'error' ? 'BROKEN' : 'NOT APPLICABLE'
  if (points >= 100) return 'COMPLETE'
  if (points >= 85) return 'VERY GOOD'
  if (points >= 60) return 'PARTIAL'
  return isWorseRating(rating, 'red') ? 'DANGEROUS' : points > 25 ? 'WEAK' : 'NOT IMPLEMENTED'
}
