import { byPosition, type Range } from '#model/location'
import { onceFor } from '#model/once'
import { declaredReads } from './environment/declared.ts'
import { type Read, readBy, resultOf } from './environment/reader.ts'
import { constantText, positional } from './lookup.ts'
import type { BinaryValue, Call, Code, ConditionalValue, Scope, SubscriptValue, Value } from './view.ts'

/** A setting that is read from the environment, or from a configuration that the environment fills. */
export interface EnvRead {
  /** The variable, or the key of the configuration: `DEBUG`, `Jwt:Key`, `app.debug`. */
  readonly name: string
  /** What it is where the variable is not set. It may be a read itself. */
  readonly default?: Value | undefined
  /** Without the variable it fails, instead of going on with nothing. */
  readonly required: boolean
  readonly range: Range
}

export interface ScopedEnvRead extends EnvRead {
  readonly scope: Scope
}

/** Tells whether a value is a variable of the environment, with or without a default, in any of our languages and their libraries. */
export function envRead(value: Value): EnvRead | undefined {
  switch (value.kind) {
    case 'name':
      return found(value, { name: ENV_NAME.exec(value.name)?.[1], required: false })
    case 'subscript':
      return subscripted(value)
    case 'call':
      return called(value)
    case 'member':
      return KEEPS.has(value.property) ? moved(value, value.object) : undefined
    case 'binary':
      return withFallback(value)
    case 'conditional':
      return chosen(value)
    default:
      return
  }
}

/** Also what is taken out of it by destructuring. */
const ENV_NAME = /^(?:globalThis\.)?(?:process|import\.meta|Bun)\.env\.([A-Za-z_]\w*)$/
const ENV_OBJECT = /^(?:(?:os\.)?environ|(?:globalThis\.)?(?:process|import\.meta|Bun)\.env|ENV|_ENV|_SERVER|(?:.*\.)?_?[cC]onfiguration)$/
/** What PHP's server and Rack put among the variables. */
const REQUEST = /^(?:HTTP|REQUEST|SERVER|REMOTE|SCRIPT|DOCUMENT|PHP|QUERY|PATH|GATEWAY|CONTENT)_|^arg[cv]$/
/** What leaves a read the same read. */
const KEEPS = new Set(['presence', 'strip', 'trim', 'Trim', 'to_s', 'toString', 'ToString', 'rstrip', 'required'])

type Found = Omit<Read, 'name'> & { readonly name: string | undefined }

function found({ range }: Value, read: Found | undefined): EnvRead | undefined {
  if (read?.name === undefined || REQUEST.test(read.name)) return
  return { name: read.name, default: read.default, required: read.required, range }
}

/** The same read, of which this is a larger part. */
function moved({ range }: Value, inner: Value | undefined): EnvRead | undefined {
  const read = inner && envRead(inner)
  return read && { ...read, range }
}

function subscripted(value: SubscriptValue): EnvRead | undefined {
  const { object, key } = value
  if (object.kind !== 'name' || !ENV_OBJECT.test(object.name)) return
  return found(value, { name: constantText(key), required: object.name.endsWith('environ') })
}

function called(call: Call): EnvRead | undefined {
  if (call.callee === 'Optional.ofNullable') return moved(call, positional(call, 0))
  if (call.receiver && (KEEPS.has(call.method) || /^as[A-Z]\w*$/.test(call.method))) {
    const read = moved(call, call.receiver)
    return read && { ...read, required: read.required || (call.method === 'required' && !read.default) }
  }
  if (call.callee === 'cmp.Or') {
    const read = moved(call, positional(call, 0))
    return read && { ...read, default: read.default ?? positional(call, 1), required: false }
  }
  return chained(call) ?? found(call, readBy(call))
}

/** `Optional.ofNullable(System.getenv("X")).orElse("d")`, `env.get("X").default("d")`. */
function chained(call: Call): EnvRead | undefined {
  if (!call.receiver || !/^(?:orElse|orElseGet|default|unwrap_or)$/.test(call.method)) return
  const read = moved(call, call.receiver)
  return read && { ...read, default: read.default ?? resultOf(positional(call, 0)), required: false }
}

function withFallback(value: BinaryValue): EnvRead | undefined {
  if (value.operator !== '||' && value.operator !== '??') return
  const read = moved(value, value.left)
  return read && { ...read, default: isBareRead(read.default) ? value.right : (read.default ?? value.right), required: false }
}

/** `A ?? B ?? "d"`: what counts in the end is what stands behind the last of them. */
function isBareRead(fallback: Value | undefined): boolean {
  const read = fallback && envRead(fallback)
  return read !== undefined && read.default === undefined
}

/** `System.getenv("X") != null ? System.getenv("X") : "d"`. */
function chosen({ condition, whenTrue, whenFalse, range }: ConditionalValue): EnvRead | undefined {
  const [yes, no] = [envRead(whenTrue), envRead(whenFalse)]
  const read = yes ?? no
  if (!read || read.default || !mentions(condition, read.name)) return
  return { ...read, default: yes ? whenFalse : whenTrue, required: false, range }
}

function mentions(condition: Value, name: string): boolean {
  if (envRead(condition)?.name === name) return true
  if (condition.kind === 'binary') return mentions(condition.left, name) || mentions(condition.right, name)
  if (condition.kind === 'unary') return mentions(condition.operand, name)
  return condition.kind === 'call' && condition.args.some(({ value }) => mentions(value, name))
}

/** Every read of a file, also those that declarations make. Of nested reads of one variable only the outermost. */
export const envReads: (code: Code) => readonly ScopedEnvRead[] = onceFor((code) => {
  const places = [...code.calls.map((call) => ({ value: call as Value, scope: call.scope })), ...code.expressions]
  const all = places.flatMap(({ value, scope }) => {
    const read = envRead(value)
    return read ? [{ ...read, scope }] : []
  })
  const sorted = all.toSorted((a, b) => byPosition(a.range, b.range) || -byEnd(a.range, b.range))
  return [...outermost(sorted), ...declaredReads(code)].toSorted((a, b) => byPosition(a.range, b.range))
})

function outermost(sorted: readonly ScopedEnvRead[]): ScopedEnvRead[] {
  const kept: ScopedEnvRead[] = []
  const last = new Map<string, Range>()
  for (const read of sorted) {
    const before = last.get(read.name)
    if (before && byEnd(read.range, before) <= 0) continue
    last.set(read.name, read.range)
    kept.push(read)
  }
  return kept
}

function byEnd(a: Range, b: Range): number {
  return a.end.line - b.end.line || a.end.column - b.end.column
}
