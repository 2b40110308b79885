import type { Func } from '#formats/code/view'

/** `return true`, before what it once asked. */
export function isCutShort({ returns, statements, calls, assignments }: Func): boolean {
  const [first, last] = [returns[0], returns.at(-1)]
  if (first?.kind !== 'boolean' || !first.value || !last || first === last || statements < 2) return false
  const isFirst = [...calls, ...assignments].every(({ range }) => range.start.line > first.range.start.line)
  return isFirst && first.range.start.column === last.range.start.column && first.range.start.line < last.range.start.line
}
