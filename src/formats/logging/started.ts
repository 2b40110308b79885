import { onceFor } from '#model/once'
import { isEntryPoint } from '../code/guards.ts'
import type { Call, Code, Scope } from '../code/view.ts'

/** It is called where the file is run by hand: `if __name__ == "__main__": main()`, or from a `main` beside which nothing is served. */
export const startsProgram = onceFor(({ calls, language }: Code): ((scope: Scope) => boolean) => {
  if (language === 'java') return startedByMain(calls)
  const started = new Set(calls.flatMap(({ callee, scope }) => (scope.conditions.some(isEntryPoint) ? [callee] : [])))
  return ({ class: owner, function: name }) => !owner && name !== undefined && started.has(name)
})

/** What `main` calls in its class, and what that calls. */
function startedByMain(calls: readonly Call[]): (scope: Scope) => boolean {
  const byCaller = Map.groupBy(calls, ({ scope }) => `${scope.class}.${scope.function}`)
  const started = new Set([...byCaller.keys()].filter((name) => name.endsWith('.main')))
  for (const name of started) for (const { callee, scope } of byCaller.get(name) ?? []) started.add(`${scope.class}.${callee}`)
  return ({ class: owner, function: name }) => started.has(`${owner}.${name}`)
}
