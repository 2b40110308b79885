import type { Observation } from './check.ts'
import { type Rating, worstRating } from './rating.ts'

/** An observation with the name under which it is known in every commit. */
export interface Unit {
  readonly identity: string
  /** Tells units of one identity apart, from top to bottom, starting at 1. */
  readonly ordinal: number
  readonly observation: Observation
  readonly rating: Rating
}

/** How many units have each rating. */
export type Counts = Readonly<Partial<Record<Rating, number>>>

/** Units of one check from some of the files. Two commits share those whose files did not change. */
export interface Portion {
  /** Equal keys: equal units. Absent where nobody can tell. */
  readonly key?: string | undefined
  readonly counts: Counts
  /** Those that are not fine, by place. */
  readonly open: readonly Unit[]
  /** Every one, by place. What is fine is most of it and rarely asked for, so it may be worked out only now. */
  all(): readonly Unit[]
}

/** Everything that a check looked at. */
export interface Units extends Omit<Portion, 'key'> {
  readonly portions: readonly Portion[]
}

/** Portions have no path in common. */
export function unitsIn(portions: readonly Portion[]): Units {
  return {
    portions,
    counts: sum(portions.map(({ counts }) => counts)),
    open: byPath(portions.map(({ open }) => open)),
    all: () => byPath(portions.map((portion) => portion.all())),
  }
}

/** Units that are at hand, by place. */
export function unitsFrom(units: readonly Unit[]): Units {
  return unitsIn([portionFrom(units)])
}

export function portionFrom(units: readonly Unit[], key?: string): Portion {
  return { key, counts: countsOf(units), open: units.filter(({ rating }) => rating !== 'green'), all: () => units }
}

export function countsOf(units: readonly Unit[]): Counts {
  const counts: Partial<Record<Rating, number>> = {}
  for (const { rating } of units) counts[rating] = (counts[rating] ?? 0) + 1
  return counts
}

/** How many there are. */
export function countAll(counts: Counts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}

export function worstOf(counts: Counts): Rating {
  return worstRating(Object.keys(counts) as Rating[])
}

export function sum(parts: readonly Counts[]): Counts {
  const counts: Partial<Record<Rating, number>> = {}
  for (const part of parts)
    for (const [rating, count] of Object.entries(part) as [Rating, number][]) counts[rating] = (counts[rating] ?? 0) + count
  return counts
}

function byPath(lists: readonly (readonly Unit[])[]): readonly Unit[] {
  if (lists.length === 1) return lists[0]!
  const pathOf = ({ observation }: Unit) => observation.location?.path ?? ''
  return lists.flat().toSorted((a, b) => (pathOf(a) === pathOf(b) ? 0 : pathOf(a) < pathOf(b) ? -1 : 1))
}
