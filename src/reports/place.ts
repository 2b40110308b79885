import type { Location, Range } from '#model/location'

/** First and last line of a range. A range that ends before the first character of a line does not reach into it. */
export function linesOf(range: Range): { readonly first: number; readonly last: number } {
  const first = range.start.line
  const last = range.end.column <= 1 && range.end.line > first ? range.end.line - 1 : range.end.line
  return { first, last: Math.max(first, last) }
}

/** `deploy/web.yaml:14`, or the path alone for what is about the whole file. Not escaped. */
export function placeOf(location: Location | undefined): string {
  if (!location) return ''
  return location.range ? `${location.path}:${location.range.start.line}` : location.path
}
