import type { Assignment, Code, Scope, Value } from './code/code.ts'
import { isDevelopmentOnly, isEntryPoint, isProductionOnly } from './code/guards.ts'
import { assignmentsTo } from './code/lookup.ts'
import { isTrue, type Unset, whenUnset } from './code/unset.ts'

/** Whether a place is reached in production, as far as the conditions around it tell. */
export function reachedInProduction({ conditions }: Pick<Scope, 'conditions'>, code: Code): 'always' | 'never' | 'maybe' {
  let result: 'always' | 'maybe' = 'always'
  for (const condition of conditions) {
    if (isDevelopmentOnly({ conditions: [condition] })) return 'never'
    if (isEntryPoint(condition) || isProductionOnly({ conditions: [condition] })) continue
    const unset = whenUnset(condition.value, code)
    if (unset.kind !== 'constant') result = 'maybe'
    else if (isTrue(unset.value) === condition.negated) return 'never'
  }
  return result
}

/** What a value is in production where no variable is set: `DEBUG` is false there, `!isProduction` as well. */
export function inProduction(value: Value, code: Code): Unset {
  const asked = asks(value)
  if (asked !== undefined) return { kind: 'constant', value: asked }
  if (value.kind === 'conditional') {
    const test = asks(value.condition)
    if (test !== undefined) return inProduction(test ? value.whenTrue : value.whenFalse, code)
  }
  const named = value.kind === 'name' ? assignedOnce(value.name, code) : undefined
  return named ? inProduction(named, code) : whenUnset(value, code)
}

/** The one value that a name has in a file, wherever it is given. */
export function assignedOnce(name: string, code: Code): Value | undefined {
  const found = assignmentsTo(code, name).filter(({ operator }) => operator === '=')
  const only = found.length === 1 ? found[0]!.value : undefined
  return only?.kind === 'name' ? undefined : only
}

/** A question about where the program runs, answered for production. */
function asks(value: Value): boolean | undefined {
  if (value.kind !== 'name' && value.kind !== 'unary' && value.kind !== 'binary' && value.kind !== 'call' && value.kind !== 'member') return
  if (value.kind === 'call' && value.args.length > 0) return
  const conditions = [{ value, negated: false, text: '' }]
  if (isDevelopmentOnly({ conditions })) return false
  return isProductionOnly({ conditions }) ? true : undefined
}

/** Of several assignments to each name of a module of settings, the one that counts in production. */
export function productionSettings(code: Code): ReadonlyMap<string, Assignment> {
  const found = new Map<string, Assignment>()
  for (const assignment of code.assignments) {
    const { target, scope, operator } = assignment
    if (operator !== '=' || !scope.moduleLevel || scope.class || !/^[A-Z][A-Z0-9_]*$/.test(target)) continue
    if (reachedInProduction(scope, code) === 'always' || !found.has(target)) {
      if (reachedInProduction(scope, code) !== 'never') found.set(target, assignment)
    }
  }
  return found
}
