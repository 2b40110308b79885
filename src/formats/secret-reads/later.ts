import { onceFor } from '#model/once'
import { assignmentsAround, functionAround } from '../code/around.ts'
import { constantText } from '../code/lookup.ts'
import type { Assignment, Code, Value } from '../code/view.ts'
import { encloses } from '../ranges.ts'

/** What a secret falls back to apart from its read. */
export interface Later extends Pick<Assignment, 'range' | 'scope'> {
  readonly text: string
}

/**
 * `if secret == "" { secret = "…" }` after `secret := os.Getenv("SECRET")`: a fallback that is given later. Also one that a function
 * returns where the variable gives nothing.
 */
export function laterFallback(read: Value['range'], code: Code): Later | undefined {
  const asked = assignmentsAround(code, read).findLast(({ value }) => encloses(value.range, read))
  return asked && (assignedLater(asked, code) ?? returnedInstead(asked, code))
}

function assignedLater(asked: Assignment, code: Code): Later | undefined {
  const later = texts(code)
    .get(asked.target)
    ?.find(
      ({ target, scope, range }) =>
        range.start.line > asked.range.start.line &&
        scope.function === asked.scope.function &&
        (isEmptyTest(scope.conditions.at(-1), target) || (asked.scope.guarded && !scope.guarded && scope.conditions.length === 0)),
    )
  return later && { range: later.range, scope: later.scope, text: constantText(unwrapped(later.value))! }
}

/** What is written down for each name. */
const texts = onceFor(({ assignments }: Code) =>
  Map.groupBy(
    assignments.filter(({ value }) => constantText(unwrapped(value)) !== undefined),
    ({ target }) => target,
  ),
)

/** `if s := os.Getenv("SECRET"); s != "" { return s }` and then `return "…"`. */
function returnedInstead({ target, range, scope }: Assignment, code: Code): Later | undefined {
  const around = functionAround(code, range)
  const given = around?.returns.map(unwrapped) ?? []
  const texts = given.filter((one) => constantText(one))
  const [only] = texts
  if (!only || texts.length > 1 || given.length !== 2 || !given.some((one) => isNamed(one, target))) return
  return { range: only.range, scope, text: constantText(only)! }
}

/** `[]byte("…")`, `"…".encode()`. */
function unwrapped(value: Value): Value {
  if (value.kind !== 'call') return value
  if (value.callee === '[]byte' && value.args[0]) return value.args[0].value
  return value.receiver && /^(?:encode|getBytes)$/.test(value.method) ? value.receiver : value
}

function isEmptyTest(condition: Assignment['scope']['conditions'][number] | undefined, name: string): boolean {
  if (!condition) return false
  const { value, negated } = condition
  if (value.kind === 'unary') return value.operator === '!' && !negated && isNamed(value.operand, name)
  if (value.kind === 'name') return negated && isNamed(value, name)
  if (value.kind !== 'binary') return false
  const counted = value.left.kind === 'call' && value.left.callee === 'len' ? value.left.args[0]?.value : undefined
  if (!isNamed(counted ?? value.left, name)) return false
  const isZero = value.right.kind === 'number' && value.right.value === 0
  const isNothing = counted ? isZero : value.right.kind === 'null' || constantText(value.right) === ''
  return isNothing && value.operator === (negated ? '!=' : '==')
}

function isNamed(value: Value, name: string): boolean {
  return value.kind === 'name' && value.name === name
}
