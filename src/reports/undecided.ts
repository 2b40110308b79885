import type { CheckId } from '#model/check'
import type { Evaluation } from '#model/evaluation'
import { compareText } from './order.ts'
import { placeOf } from './place.ts'

/** Something that nobody could judge, and why. Unescaped. */
export interface Undecided {
  readonly what: 'unknown' | 'error' | 'unreadable'
  readonly control?: CheckId | undefined
  readonly subject?: string | undefined
  readonly place: string
  readonly reason: string
}

/** All of it: broken checks first, then files, then single observations. Never left out of a report, never rounded to a rating. */
export function undecidedOf({ results, unreadable }: Evaluation): readonly Undecided[] {
  const sorted = [...results.values()].toSorted((a, b) => compareText(a.control, b.control))
  const errors = sorted.flatMap(({ control, error }): Undecided[] =>
    error === undefined ? [] : [{ what: 'error', control, place: '', reason: error }],
  )
  const files = unreadable.map(({ path, reason }): Undecided => ({ what: 'unreadable', place: path, reason }))
  const unknown = sorted.flatMap(({ control, units }) =>
    units.open.flatMap(({ observation: { unknown, location, subject } }): Undecided[] =>
      unknown === undefined ? [] : [{ what: 'unknown', control, subject, place: placeOf(location), reason: unknown }],
    ),
  )
  return [...errors, ...files, ...unknown]
}
