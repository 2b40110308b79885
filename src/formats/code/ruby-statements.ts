import { callOf } from './calls.ts'
import { catchOf } from './definitions.ts'
import { dotted } from './names.ts'
import { branches, cases } from './statements.ts'
import { field, fields, parts, partsOf, type Syntax, text } from './syntax.ts'
import { valueAt, visit, type Walk, within } from './walk.ts'

/** Our own: a body whose last value is the result of a method or block. */
export const RESULT = 'result_body'

/** A lone name as a statement is a call: `skip_forgery_protection`. With a `rescue`, the statements before it are guarded. */
export function body(node: Syntax, walk: Walk, isResult = false): undefined {
  const after = partsOf(node, 'rescue', 'ensure', 'else')
  const statements = parts(node).filter((part) => !after.includes(part))
  const isGuarded = after.some(({ type }) => type === 'rescue')
  within(walk, { guarded: isGuarded || walk.scope.guarded }, () => run(walk, statements, isResult))
  for (const part of after) {
    if (part.type === 'rescue') rescue(part, walk)
    else visit(walk, [part])
  }
}

function run(walk: Walk, statements: readonly Syntax[], isResult: boolean): void {
  for (const part of statements) {
    const isLast = isResult && part === statements.at(-1)
    if (part.type === 'identifier' && !isLast) callOf(walk, part, { method: text(part), callee: [part, part], args: [] })
    else if (!isLast) visit(walk, [part])
    const result = isLast ? valueAt(walk, part) : undefined
    if (result && result.kind !== 'other') walk.frame.returns.push(result)
  }
}

function rescue(node: Syntax, walk: Walk): undefined {
  const types = parts(field(node, 'exceptions')).map((type) => dotted(text(type)))
  const variable = parts(field(node, 'variable'))[0]
  catchOf(walk, node, { types, variable: variable && text(variable), body: parts(field(node, 'body')) })
}

export function ifStatement(node: Syntax, walk: Walk): undefined {
  const arms = [{ test: field(node, 'condition'), negated: node.type === 'unless', body: [field(node, 'consequence')] }]
  let next = field(node, 'alternative')
  while (next?.type === 'elsif') {
    arms.push({ test: field(next, 'condition'), negated: false, body: [field(next, 'consequence')] })
    next = field(next, 'alternative')
  }
  branches(walk, [...arms, { body: [next] }])
}

export function modifier(node: Syntax, walk: Walk): undefined {
  const written = field(node, 'body')
  branches(walk, [{ test: field(node, 'condition'), negated: node.type === 'unless_modifier', body: [written && asBody(written)] }])
}

/** So that a lone name counts as a call here too. */
function asBody(node: Syntax): Syntax {
  return { ...node, type: 'block_body', children: [node] }
}

export function caseStatement(node: Syntax, walk: Walk): undefined {
  const all = partsOf(node, 'when').map((part) => ({ labels: fields(part, 'pattern').flatMap(parts), body: [field(part, 'body')] }))
  cases(walk, field(node, 'value'), [...all, { labels: undefined, body: partsOf(node, 'else') }])
}
