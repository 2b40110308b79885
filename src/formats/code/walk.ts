import { byPosition, type Position, type Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { locator } from '../lines.ts'
import { within as inOrderWithin } from '../ranges.ts'
import { type Syntax, type SyntaxTree, text } from './syntax.ts'
import type { Class, Code, Condition, Expression, Field, Language, NameValue, OtherValue, Scope, StringValue, Value } from './view.ts'

/** What a node of the grammar means; without a value it is a statement. Whatever is inside has to be visited exactly once. */
export type Handler = (node: Syntax, walk: Walk) => Value | undefined

/** A language: its handlers by node type. Of other nodes only the children count. */
export interface Adapter {
  readonly language: Language
  readonly handlers: Readonly<Record<string, Handler>>
  /** The two parts of a node that means `object.property`. */
  member?(node: Syntax): readonly [object: Syntax | undefined, property: Syntax | undefined] | undefined
  /** The parts of an argument that is more than a value. */
  argument?(node: Syntax): { readonly name?: Syntax | undefined; readonly value: Syntax | undefined } | undefined
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] }
export type Found = Mutable<Omit<Code, 'language' | 'incomplete'>>

/** The function or class whose body is being walked. */
export interface Frame {
  readonly kind: 'module' | 'class' | 'function'
  readonly returns: Value[]
  readonly throws: Value[]
  readonly fields: Field[]
}

/** The state of one walk through one file. */
export interface Walk {
  readonly file: SourceFile
  readonly at: (offset: number) => Position
  readonly adapter: Adapter
  readonly found: Found
  scope: Scope
  frame: Frame
  /** The name that an anonymous function is about to be given. */
  naming?: { readonly node: Syntax; readonly name: string } | undefined
  /** The calls whose arguments are being walked, within the current function. */
  calling: readonly string[]
  /** A function that is called on the spot: it is as if its body stood here. */
  immediate?: Syntax | undefined
}

const TOP: Scope = { moduleLevel: true, conditions: [], loops: 0, inside: [], guarded: false }

/** Walks a syntax tree once and collects what it says. */
export function walkTree(file: SourceFile, adapter: Adapter, { root, comments, incomplete }: SyntaxTree): Code {
  const found: Found = {
    calls: [],
    assignments: [],
    entries: [],
    functions: [],
    classes: [],
    imports: [],
    expressions: [],
    strings: [],
    decorators: [],
    catches: [],
    comments: [],
  }
  const walk: Walk = { file, at: locator(file), adapter, found, scope: TOP, frame: newFrame('module'), calling: [] }
  visit(walk, [root])
  found.comments = comments.map((comment) => ({ text: text(comment), range: rangeOf(walk, comment) }))
  for (const list of Object.values(found)) list.sort((a, b) => byPosition(a.range, b.range))
  return { ...found, classes: withMethods(found), language: adapter.language, incomplete }
}

/** By name, since methods of Go stand outside of their type. Of several classes of one name each has those inside of it. */
function withMethods({ classes, functions }: Found): readonly Class[] {
  const methods = Map.groupBy(functions, ({ name, scope }) => (name && !scope.function ? scope.class : undefined))
  const named = Map.groupBy(classes, ({ name }) => name)
  return classes.map((one) => {
    const own = methods.get(one.name) ?? []
    return { ...one, methods: named.get(one.name)!.length > 1 ? inOrderWithin(own, one.range) : own }
  })
}

export function newFrame(kind: Frame['kind']): Frame {
  return { kind, returns: [], throws: [], fields: [] }
}

/** Visits nodes for what is in them. */
export function visit(walk: Walk, nodes: Iterable<Syntax | undefined>): undefined {
  for (const node of nodes) {
    if (!node?.named) continue
    const handler = walk.adapter.handlers[node.type]
    if (handler) remember(walk, handler(node, walk))
    else visit(walk, node.children)
  }
}

/** Visits a node and tells what it means. */
export function valueAt(walk: Walk, node: Syntax): Value {
  const handler = walk.adapter.handlers[node.type]
  return handler ? (remember(walk, handler(node, walk)) ?? other(walk, node)) : opaque(walk, node)
}

/** Files a value under the expressions, if it is one. */
export function remember(walk: Walk, value: Value | undefined): Value | undefined {
  const { expressions } = walk.found
  if (!value || !isExpression(value) || expressions.at(-1)?.value === value) return value
  expressions.push({ value, range: value.range, scope: walk.scope })
  return value
}

function isExpression(value: Value): value is Expression['value'] {
  return value.kind === 'name' ? value.name.includes('.') : EXPRESSIONS.has(value.kind)
}

const EXPRESSIONS: ReadonlySet<Value['kind']> = new Set(['binary', 'conditional', 'subscript', 'member'])

/** Visits what is inside a node of which nothing else can be told. */
export function opaque(walk: Walk, node: Syntax): OtherValue {
  visit(walk, node.children)
  return other(walk, node)
}

export function optionalValue(walk: Walk, node: Syntax | undefined): Value | undefined {
  return node && valueAt(walk, node)
}

export function other(walk: Walk, node: Syntax): OtherValue {
  return { kind: 'other', text: text(node), range: rangeOf(walk, node) }
}

export function nameValue(walk: Walk, node: Syntax, name: string): NameValue {
  return { kind: 'name', name, range: rangeOf(walk, node) }
}

export function addString(walk: Walk, value: StringValue): StringValue {
  walk.found.strings.push(value)
  return value
}

export function rangeOf(walk: Walk, { start, end }: { readonly start: number; readonly end: number }): Range {
  return { start: walk.at(start), end: walk.at(end) }
}

/** Runs with a changed scope. */
export function within<T>(walk: Walk, change: Partial<Scope>, run: () => T): T {
  const before = walk.scope
  walk.scope = { ...before, ...change }
  try {
    return run()
  } finally {
    walk.scope = before
  }
}

export function when<T>(walk: Walk, conditions: readonly Condition[], run: () => T): T {
  return conditions.length ? within(walk, { conditions: [...walk.scope.conditions, ...conditions] }, run) : run()
}
