import { parts, type Syntax, text } from './syntax.ts'
import type { Call, Catch, Class, Decorator, Field, Func, FunctionValue, Param, Scope } from './view.ts'
import { type Frame, newFrame, optionalValue, rangeOf, valueAt, visit, type Walk, within } from './walk.ts'

interface FunctionParts {
  readonly name?: Syntax | undefined
  readonly params: readonly Param[]
  /** A block, or the expression that an arrow function returns. */
  readonly body?: Syntax | undefined
  readonly isBlock: boolean
  readonly statements?: readonly Syntax[] | undefined
  readonly count?: number | undefined
  readonly decorators?: readonly Decorator[]
  readonly isAsync?: boolean
  readonly returnType?: Syntax | undefined
  /** A Ruby block runs where it stands as far as anyone can tell. */
  readonly inPlace?: boolean
}

/** Walks a function and collects what it does. */
export function functionOf(walk: Walk, node: Syntax, written: FunctionParts): FunctionValue {
  const name = written.name ? text(written.name) : walk.naming?.node === node ? walk.naming.name : undefined
  const { scope, found } = walk
  const marks = { calls: found.calls.length, assignments: found.assignments.length }
  const frame = inside(walk, 'function', bodyScope(walk, node, name, written.inPlace), () => walkBody(walk, written))
  const range = rangeOf(walk, node)
  const value: Func = {
    name,
    nameRange: written.name && rangeOf(walk, written.name),
    params: written.params,
    returnType: written.returnType && text(written.returnType).replace(/^(->|:)\s*/, ''),
    decorators: written.decorators ?? [],
    isAsync: written.isAsync ?? false,
    bodyRange: written.body && rangeOf(walk, written.body),
    statements: written.isBlock ? (written.count ?? (written.statements ?? parts(written.body)).length) : 1,
    returns: frame.returns,
    throws: frame.throws,
    calls: found.calls.slice(marks.calls),
    assignments: found.assignments.slice(marks.assignments),
    range,
    scope,
  }
  found.functions.push(value)
  return { kind: 'function', function: value, range }
}

function bodyScope(walk: Walk, node: Syntax, name: string | undefined, inPlace = walk.immediate === node): Partial<Scope> {
  const { scope, calling } = walk
  const surroundings = [...scope.inside, ...calling]
  if (inPlace) return { inside: surroundings }
  return { moduleLevel: false, function: name ?? scope.function, inside: surroundings, loops: 0, guarded: false }
}

function walkBody(walk: Walk, { body, isBlock, statements }: FunctionParts): void {
  if (!body) return
  if (isBlock) visit(walk, statements ?? body.children)
  else walk.frame.returns.push(valueAt(walk, body))
}

/** Runs inside a function or class of its own, and tells what it returned, threw and declared. */
export function inside(walk: Walk, kind: Frame['kind'], scope: Partial<Scope>, run: () => void): Frame {
  const before = { frame: walk.frame, calling: walk.calling, naming: walk.naming, immediate: walk.immediate }
  const frame = newFrame(kind)
  Object.assign(walk, { frame, calling: [], naming: undefined, immediate: undefined })
  within(walk, scope, run)
  Object.assign(walk, before)
  return frame
}

interface ParamParts {
  readonly name: Syntax | undefined
  readonly type?: Syntax | undefined
  readonly default?: Syntax | undefined
  readonly decorators?: readonly Decorator[]
}

export function paramOf(walk: Walk, node: Syntax, { name, type, default: value, decorators = [] }: ParamParts): Param {
  return {
    name: text(name ?? node).replace(/^[$&*@.]+/, ''),
    type: type && typeText(type),
    default: optionalValue(walk, value),
    decorators,
    range: rangeOf(walk, node),
  }
}

export function typeText(type: Syntax): string {
  return text(type).replace(/^:\s*/, '')
}

interface ClassParts {
  readonly name: Syntax
  readonly kind: Class['kind']
  readonly bases: readonly string[]
  readonly decorators?: readonly Decorator[]
  readonly body: readonly Syntax[]
  readonly className?: string
}

export function classOf(
  walk: Walk,
  node: Syntax,
  { name, className = text(name), body, decorators = [], kind, bases }: ClassParts,
): undefined {
  const { scope } = walk
  const { fields } = inside(walk, 'class', { class: className, function: undefined }, () => visit(walk, body))
  const common = { name: className, nameRange: rangeOf(walk, name), range: rangeOf(walk, node), scope }
  walk.found.classes.push({ ...common, kind, bases, decorators, fields, methods: [] })
}

export function addField(walk: Walk, node: Syntax, name: Syntax, written: Pick<Field, 'type' | 'value' | 'decorators'>): undefined {
  walk.frame.fields.push({ name: text(name).replace(/^\$/, ''), nameRange: rangeOf(walk, name), range: rangeOf(walk, node), ...written })
}

interface CatchParts {
  readonly types: readonly string[]
  readonly variable?: string | undefined
  readonly body: readonly Syntax[]
}

/** What a handler of exceptions does with them. */
export function catchOf(walk: Walk, node: Syntax, { types, variable, body }: CatchParts): undefined {
  const { scope, found, frame } = walk
  const marks = { calls: found.calls.length, returns: frame.returns.length, throws: frame.throws.length }
  visit(walk, body)
  const calls: readonly Call[] = found.calls.slice(marks.calls)
  const [returns, throws] = [frame.returns.slice(marks.returns), frame.throws.slice(marks.throws)]
  const caught: Catch = {
    types,
    variable,
    statements: body.filter(({ named }) => named).length,
    calls,
    throws,
    returns,
    range: rangeOf(walk, node),
    scope,
  }
  found.catches.push(caught)
}
