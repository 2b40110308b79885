import { constantText } from '../code/lookup.ts'
import type { Assignment, Code, Value } from '../code/view.ts'
import { encloses } from '../ranges.ts'

/** `if secret == "" { secret = "…" }` after `secret := os.Getenv("SECRET")`: a fallback that is given later. */
export function laterFallback(read: Value['range'], { assignments }: Code): Assignment | undefined {
  const asked = assignments.find(({ value }) => encloses(value.range, read))
  if (!asked) return
  return assignments.find(
    ({ target, value, scope, range }) =>
      target === asked.target &&
      range.start.line > asked.range.start.line &&
      scope.function === asked.scope.function &&
      constantText(value) !== undefined &&
      isEmptyTest(scope.conditions.at(-1), target),
  )
}

function isEmptyTest(condition: Assignment['scope']['conditions'][number] | undefined, name: string): boolean {
  if (!condition) return false
  const { value, negated } = condition
  if (value.kind === 'unary') return value.operator === '!' && !negated && isNamed(value.operand, name)
  if (value.kind === 'name') return negated && isNamed(value, name)
  if (value.kind !== 'binary' || !isNamed(value.left, name)) return false
  const isNothing = value.right.kind === 'null' || constantText(value.right) === ''
  return isNothing && value.operator === (negated ? '!=' : '==')
}

function isNamed(value: Value, name: string): boolean {
  return value.kind === 'name' && value.name === name
}
