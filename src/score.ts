import type { CheckId } from '#model/check'
import type { Attribution, ScoreDelta } from '#model/delta'
import { type DimensionScore, dimensionOf, type Result } from '#model/evaluation'
import { type Rating, type Severity, worstRating } from '#model/rating'
import type { Counts } from '#model/units'

/** How much a control counts in the score (design, section 6). */
export const WEIGHTS: Readonly<Record<Severity, number>> = { critical: 8, high: 4, medium: 2, low: 1 }

/** Points of a control with open problems but none black start here, so that red (25) < yellow < green. */
const FLOOR = 25

/** 0 to 100 for what was looked at; absent where nothing could be decided. */
export function pointsOf({ green = 0, yellow = 0, red = 0, black = 0 }: Counts): number | undefined {
  const decided = green + yellow + red + black
  if (decided === 0) return undefined
  const share = (green + yellow / 2) / decided
  if (share === 1) return 100
  return black > 0 ? FLOOR * share : FLOOR + (100 - FLOOR) * share
}

/** The weighted mean over all rated controls, 0 to 100; absent when nothing is rated. */
export function scoreOf(results: Iterable<Pick<Result, 'points' | 'weight'>>): number | undefined {
  let sum = 0
  let weights = 0
  for (const { points, weight } of results) {
    if (points === undefined) continue
    sum += points * weight
    weights += weight
  }
  return weights > 0 ? sum / weights : undefined
}

/** Every dimension that the results belong to, sorted. Built-in controls about the policy itself have none. */
export function dimensionsOf(results: Iterable<Result>): ReadonlyMap<string, DimensionScore> {
  const groups = Map.groupBy(results, ({ control }) => dimensionOf(control))
  groups.delete('policy')
  return new Map([...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([id, group]) => [id, dimension(group)]))
}

function dimension(results: readonly Result[]): DimensionScore {
  const counts: Partial<Record<Rating, number>> = {}
  for (const { rating } of results) counts[rating] = (counts[rating] ?? 0) + 1
  return { score: scoreOf(results), rating: worstRating(results.map(({ rating }) => rating)), counts }
}

/** Head minus base, and where each point went. */
export function scoreDelta(base: ReadonlyMap<CheckId, Result>, head: ReadonlyMap<CheckId, Result>): ScoreDelta {
  const before = scoreOf(base.values())
  const after = scoreOf(head.values())
  if (before === undefined || after === undefined) return { base: before, head: after, attribution: [] }
  const shown = Math.round(after * 10) - Math.round(before * 10)
  return { base: before, head: after, change: after - before, attribution: attribute(shares(base, head, before), shown) }
}

/** The exact contribution of each control to the change: what both have, what is new, what is gone (design, section 6). */
function shares(base: ReadonlyMap<CheckId, Result>, head: ReadonlyMap<CheckId, Result>, before: number): Map<CheckId, number> {
  const total = [...head.values()].reduce((sum, { points, weight }) => sum + (points === undefined ? 0 : weight), 0)
  const exact = new Map<CheckId, number>()
  for (const control of new Set([...base.keys(), ...head.keys()])) {
    const old = base.get(control)
    const now = head.get(control)
    const share =
      now?.points !== undefined
        ? now.weight * (now.points - (old?.points ?? before))
        : old?.points !== undefined
          ? -old.weight * (old.points - before)
          : 0
    if (share !== 0) exact.set(control, share / total)
  }
  return exact
}

/** Rounds to tenths that add up to `tenths`, by largest remainder. */
function attribute(exact: ReadonlyMap<CheckId, number>, tenths: number): readonly Attribution[] {
  const floors = [...exact].map(([control, share]) => ({
    control,
    tenths: Math.floor(share * 10),
    rest: share * 10 - Math.floor(share * 10),
  }))
  let missing = tenths - floors.reduce((sum, floor) => sum + floor.tenths, 0)
  const byRest = floors.toSorted((a, b) => b.rest - a.rest || (a.control < b.control ? -1 : 1))
  for (const floor of byRest) {
    if (missing <= 0) break
    floor.tenths += 1
    missing -= 1
  }
  return floors
    .filter((floor) => floor.tenths !== 0)
    .map(({ control, tenths }) => ({ control, points: tenths / 10 }))
    .toSorted((a, b) => a.points - b.points || (a.control < b.control ? -1 : 1))
}
