import type { Range } from '#model/location'

/** Whether a place lies within another, or is the same. */
export function encloses(outer: Range, inner: Range): boolean {
  const { start, end } = outer
  const begins = start.line < inner.start.line || (start.line === inner.start.line && start.column <= inner.start.column)
  return begins && (inner.end.line < end.line || (inner.end.line === end.line && inner.end.column <= end.column))
}
