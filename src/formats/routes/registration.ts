import type { Range } from '#model/location'
import type { Call, Code, Value } from '../code/view.ts'
import type { Route } from './route.ts'

/** A call that registers a route, if it is one. */
export type CallReader = (code: Code, call: Call) => Route | undefined

/** From the callee to the path. */
export function placeOf({ calleeRange }: Call, path: Value): Range {
  return { start: calleeRange.start, end: path.range.end }
}

export function isCallable({ kind }: Value): boolean {
  return kind === 'function' || kind === 'name' || kind === 'member' || kind === 'call'
}

/** What a chain of calls begins with. */
export function rootOf(value: Value): Value {
  return value.kind === 'call' && value.receiver ? rootOf(value.receiver) : value
}
