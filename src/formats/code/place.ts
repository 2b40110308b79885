import type { Range } from '#model/location'
import type { Call } from './view.ts'

/** The line of a call that its author would edit: in a chain over several lines that of the method, not where the chain begins. */
export function placeOfCall({ method, calleeRange, range }: Pick<Call, 'method' | 'calleeRange' | 'range'>): Range {
  const { line, column } = calleeRange.end
  return line === range.start.line ? range : { start: { line, column: Math.max(1, column - method.length) }, end: range.end }
}
