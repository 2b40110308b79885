import { typeText } from './definitions.ts'
import { nameOf } from './names.ts'
import { parts, type Syntax, text } from './syntax.ts'
import type { Assignment, Condition, Value } from './view.ts'
import { type Handler, nameValue, other, rangeOf, valueAt, visit, type Walk, when, within } from './walk.ts'

interface Arm {
  /** Absent: what runs when none of the arms before did. */
  readonly test?: Syntax | undefined
  /** `unless`. */
  readonly negated?: boolean
  readonly body: readonly (Syntax | undefined)[]
}

/** `if`, `elif`, `else`: each arm runs when its test holds and none before it did. */
export function branches(walk: Walk, arms: readonly Arm[]): undefined {
  const failed: Condition[] = []
  for (const { test, negated = false, body } of arms) {
    if (!test) {
      when(walk, failed, () => visit(walk, body))
      continue
    }
    const value = when(walk, failed, () => valueAt(walk, test))
    when(walk, [...failed, { value, negated, text: text(test) }], () => visit(walk, body))
    failed.push({ value, negated: !negated, text: text(test) })
  }
}

interface Case {
  /** Absent: the default. */
  readonly labels?: readonly Syntax[] | undefined
  readonly body: readonly (Syntax | undefined)[]
}

/** Each case runs when the subject equals its label; without a subject the label itself has to hold. */
export function cases(walk: Walk, subject: Syntax | undefined, all: readonly Case[]): undefined {
  const value = subject && valueAt(walk, subject)
  const passed: Condition[] = []
  for (const { labels, body } of all) {
    const tests = labels?.map((label) => caseTest(walk, value, label)) ?? []
    const label = labels?.map(text).join(', ') ?? ''
    if (!tests.length) {
      when(walk, passed, () => visit(walk, body))
      continue
    }
    const test = tests.reduce((left, right) => ({ kind: 'binary', operator: '||', left, right, range: left.range }))
    const written = subject ? `${text(subject)} == ${label}` : label
    when(walk, [{ value: test, negated: false, text: written }], () => visit(walk, body))
    passed.push({ value: test, negated: true, text: written })
  }
}

function caseTest(walk: Walk, subject: Value | undefined, label: Syntax): Value {
  const right = valueAt(walk, label)
  return subject ? { kind: 'binary', operator: '==', left: subject, right, range: right.range } : right
}

/** Everything in the node is repeated. */
export const loop: Handler = (node, walk) => {
  within(walk, { loops: walk.scope.loops + 1 }, () => visit(walk, node.children))
  return undefined
}

export function guarded(walk: Walk, body: readonly (Syntax | undefined)[]): undefined {
  within(walk, { guarded: true }, () => visit(walk, body))
}

interface AssignmentParts {
  readonly operator?: string
  readonly type?: Syntax | undefined
}

/** `target = value`; a function without a name is given the target's. */
export function assign(walk: Walk, node: Syntax, target: Syntax, value: Syntax, written: AssignmentParts = {}): Value {
  const name = nameOf(valueAt(walk, target))
  walk.naming = { node: value, name }
  return assignValue(walk, node, target, valueAt(walk, value), { ...written, name })
}

/** The same, where the value is known already. */
export function assignValue(
  walk: Walk,
  node: Syntax,
  target: Syntax,
  value: Value,
  { name, operator = '=', type }: AssignmentParts & { readonly name?: string } = {},
): Value {
  const assignment: Assignment = {
    target: name ?? nameOf(valueAt(walk, target)),
    targetRange: rangeOf(walk, target),
    operator,
    value,
    type: type && typeText(type),
    range: rangeOf(walk, node),
    scope: walk.scope,
  }
  walk.found.assignments.push(assignment)
  return value
}

/** Several targets: each gets its own value, or all of them the one that is taken apart. */
export function assignAll(
  walk: Walk,
  node: Syntax,
  targets: readonly Syntax[],
  values: readonly Syntax[],
  written: AssignmentParts = {},
): Value {
  if (targets.length === values.length) {
    const all = targets.map((target, index) => assign(walk, node, target, values[index]!, written))
    return all.length === 1 ? all[0]! : { kind: 'list', items: all, range: rangeOf(walk, node) }
  }
  const value = values.map((each) => valueAt(walk, each))[0]
  if (value) for (const target of targets) assignValue(walk, node, target, value, written)
  return value ?? nameValue(walk, node, '')
}

export const returned: Handler = (node, walk) => {
  for (const part of parts(node)) walk.frame.returns.push(valueAt(walk, part))
  return undefined
}

export const thrown: Handler = (node, walk) => {
  const [what, ...rest] = parts(node)
  walk.frame.throws.push(what ? valueAt(walk, what) : other(walk, node))
  visit(walk, rest)
  return undefined
}
