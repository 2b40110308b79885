import type { Position, Range } from '#model/location'
import { encloses } from './ranges.ts'

interface Ranged {
  readonly range: Range
}

/**
 * Of things in the order of the file, which lie inside one another or apart, those around a place: from the innermost to the outermost.
 * Quick, however many there are.
 */
export function nesting<One extends Ranged>(ordered: readonly One[]): (place: Range) => readonly One[] {
  const outer = outerOf(ordered)
  return (place) => {
    const found: One[] = []
    for (let at = lastBefore(ordered, place.start); at !== -1; at = outer[at]!) {
      if (found.length > 0 || encloses(ordered[at]!.range, place)) found.push(ordered[at]!)
    }
    return found
  }
}

/** For each the place of the one around it in the list, or -1. */
function outerOf(ordered: readonly Ranged[]): readonly number[] {
  const open: number[] = []
  return ordered.map(({ range }, index) => {
    while (open.length > 0 && !encloses(ordered[open.at(-1)!]!.range, range)) open.pop()
    const outer = open.at(-1) ?? -1
    open.push(index)
    return outer
  })
}

/** The place of the last that begins there or before, or -1. */
function lastBefore(ordered: readonly Ranged[], { line, column }: Position): number {
  let low = 0
  let high = ordered.length
  while (low < high) {
    const middle = (low + high) >> 1
    const { start } = ordered[middle]!.range
    if (start.line < line || (start.line === line && start.column <= column)) low = middle + 1
    else high = middle
  }
  return low - 1
}
