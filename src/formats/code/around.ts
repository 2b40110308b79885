import type { Range } from '#model/location'
import { onceFor } from '#model/once'
import { nesting } from '../nesting.ts'
import type { Assignment, Code, Func } from './view.ts'

/** The innermost function around a place; `undefined` at the top of the file. */
export function functionAround(code: Code, place: Range): Func | undefined {
  return functionsAround(code, place)[0]
}

/** The functions around a place, from the innermost to the outermost. */
export function functionsAround(code: Code, place: Range): readonly Func[] {
  return functions(code)(place)
}

/** The assignments around a place, from the innermost to the outermost. */
export function assignmentsAround(code: Code, place: Range): readonly Assignment[] {
  return assignments(code)(place)
}

const functions = onceFor((code: Code) => nesting(code.functions))
const assignments = onceFor((code: Code) => nesting(code.assignments))
