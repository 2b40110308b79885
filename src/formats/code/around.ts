import type { Position, Range } from '#model/location'
import { onceFor } from '#model/once'
import { encloses } from '../ranges.ts'
import type { Code, Func } from './view.ts'

/** The innermost function around a place; `undefined` at the top of the file. Quick, however many functions the file has. */
export function functionAround(code: Code, range: Range): Func | undefined {
  const { functions } = code
  const outer = outerOf(code)
  let at = lastBefore(functions, range.start)
  while (at !== -1 && !encloses(functions[at]!.range, range)) at = outer[at]!
  return functions[at]
}

/** For each function the place of the one around it in the list, or -1. */
const outerOf = onceFor(({ functions }: Code): readonly number[] => {
  const open: number[] = []
  return functions.map(({ range }, index) => {
    while (open.length > 0 && !encloses(functions[open.at(-1)!]!.range, range)) open.pop()
    const outer = open.at(-1) ?? -1
    open.push(index)
    return outer
  })
})

/** The place of the last function that begins there or before, or -1. */
function lastBefore(functions: readonly Func[], { line, column }: Position): number {
  let low = 0
  let high = functions.length
  while (low < high) {
    const middle = (low + high) >> 1
    const { start } = functions[middle]!.range
    if (start.line < line || (start.line === line && start.column <= column)) low = middle + 1
    else high = middle
  }
  return low - 1
}
