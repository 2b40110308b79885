import type { Finding } from '#model/finding'
import { byPosition } from '#model/location'
import { isWorseRating, severityRank } from '#model/rating'

/** The one order in which findings are listed: worst first, then by control and place. */
export function byWorst(a: Finding, b: Finding): number {
  return (
    severityRank(b.severity) - severityRank(a.severity) ||
    Number(isWorseRating(b.rating, a.rating)) - Number(isWorseRating(a.rating, b.rating)) ||
    compareText(a.control, b.control) ||
    compareText(a.location?.path ?? '', b.location?.path ?? '') ||
    byPosition(a.location?.range, b.location?.range) ||
    compareText(a.subject, b.subject) ||
    compareText(a.aspect ?? '', b.aspect ?? '') ||
    a.ordinal - b.ordinal
  )
}

/** By UTF-16 units: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
