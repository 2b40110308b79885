import type { Code, ObjectValue, Scope } from '#formats/code/view'

/** A composite literal, what it is kept in, and where it stands. */
export interface Literal {
  readonly object: ObjectValue
  readonly name?: string | undefined
  readonly call: Scope
}

/** The composite literals of a file, wherever a value can stand. */
export function literalsIn({ assignments, calls, functions, entries }: Code): readonly Literal[] {
  const found: Literal[] = [
    ...assignments.flatMap(({ value, target, scope }) => (value.kind === 'object' ? [{ object: value, name: target, call: scope }] : [])),
    ...calls.flatMap(({ args, scope }) => args.flatMap(({ value }) => (value.kind === 'object' ? [{ object: value, call: scope }] : []))),
    ...entries.flatMap(({ value, scope }) => (value.kind === 'object' ? [{ object: value, call: scope }] : [])),
    ...functions.flatMap(({ returns, scope, name }) =>
      returns.flatMap((value) => (value.kind === 'object' ? [{ object: value, call: { ...scope, function: name } }] : [])),
    ),
  ]
  return [...new Map(found.map((one) => [one.object, one])).values()]
}
