import type { Fix } from '#model/check'
import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { type Code, code, type StringValue, type Value } from '../code/code.ts'
import { envReads, type ScopedEnvRead } from '../code/environment.ts'
import { isDevelopmentOnly, isProductionOnly } from '../code/guards.ts'
import { whenUnset } from '../code/unset.ts'
import { encloses } from '../ranges.ts'
import { mentionsLike } from '../words.ts'
import { laterFallback } from './later.ts'
import type { Fallback, SecretRead } from './read.ts'
import { isSecretName, literalFallback } from './stakes.ts'

/** What a source file must hold to be worth parsing: a read of a secret by its name, or a declaration that makes such reads. */
const mayRead = mentionsLike(
  /(?:[eE]nv|ENV|[cC]onfig|[sS]ettings)[\w\s.()[\]"'`?!<>:,=]{0,60}(?:SECRET|PASS|PWD|TOKEN|KEY|CRED|DSN|JWT|SALT|PEPPER)/,
  ['env', 'config', 'settings'],
)
const mayDeclare = mentionsLike(
  /BaseSettings|[cC]onfiguration\[|GetValue|@Value\(|@ConfigProperty|\benv(?:config)?:"|= ?process\.env\b(?!\.)|\.SetDefault\(|onfigService\.get|(?:SECRET|PASSWORD|TOKEN|KEY)["']?: {0,20}(?:z|[jJ]oi|yup|str)\b|getProperty\(|django-insecure-/,
  'basesettings configuration[ getvalue @value( @configproperty env:" envconfig:" process.env getproperty( django-insecure- .setdefault( onfigservice.get secret password token key'.split(
    ' ',
  ),
)

export function codeReads(file: SourceFile): readonly SecretRead[] {
  if (!mayRead(file) && !mayDeclare(file)) return []
  const parsed = code(file)
  if (!parsed) return []
  const comparisons = comparisonsIn(parsed)
  const reads = envReads(parsed).flatMap((read) => (isSecretName(read.name) ? [fromRead(read, parsed, comparisons)] : []))
  return [...reads, ...marked(parsed, reads)]
}

function fromRead(read: ScopedEnvRead, parsed: Code, comparisons: Comparisons): SecretRead {
  const { name, range } = read
  const later = read.default || isDevelopmentOnly(read.scope) ? undefined : laterFallback(range, parsed)
  if (later && !isDevelopmentOnly(later.scope)) return { name, range: later.range, fallback: literalFallback(name, later.text) }
  const fallback = isDevelopmentOnly(read.scope) ? NONE : fallbackOf(read, parsed, comparisons)
  return { name, range, fallback, fix: fallback.is === 'literal' ? fixOf(read, parsed) : undefined }
}

const NONE: Fallback = { is: 'none' }

function fallbackOf(read: ScopedEnvRead, parsed: Code, comparisons: Comparisons): Fallback {
  if (!read.default || read.required) return NONE
  const given = inProductionOf(unwrapped(read.default))
  // What is generated at each start is known to nobody.
  if (given.kind === 'call' && /token|random|rand|uuid|generate|urandom|nanoid|crypto|secrets/i.test(given.callee)) return NONE
  const unset = whenUnset(given, parsed)
  if (unset.kind === 'fails') return NONE
  if (unset.kind === 'unknown') return given.kind === 'function' || given.kind === 'call' ? NONE : { is: 'elsewhere' }
  if (typeof unset.value !== 'string') return NONE
  return isRefused(unset.value, read, comparisons) ? NONE : literalFallback(read.name, unset.value)
}

/** `production ? fail() : "dev"`: what developers get is no fallback. */
function inProductionOf(value: Value): Value {
  if (value.kind !== 'conditional') return value
  const conditions = (negated: boolean) => ({ conditions: [{ value: value.condition, negated, text: '' }] })
  if (isDevelopmentOnly(conditions(false)) || isProductionOnly(conditions(true))) return value.whenFalse
  return isProductionOnly(conditions(false)) || isDevelopmentOnly(conditions(true)) ? value.whenTrue : value
}

/** `SecretStr("…")` hides a text in logs, not in the file. */
function unwrapped(value: Value): Value {
  const [first] = value.kind === 'call' && /^(?:pydantic\.)?Secret(?:Str|Bytes)$/.test(value.callee) ? value.args : []
  return first?.value ?? value
}

/** Texts that a file compares something with, and where; and those that it looks for at the beginning of something. */
interface Comparisons {
  readonly lines: ReadonlyMap<string, ReadonlySet<number>>
  readonly beginnings: readonly string[]
  /** What is compared with a text: `getattr(settings, "SECRET_KEY", "unset") == "unset"`. */
  readonly compared: readonly { readonly range: Range; readonly text: string }[]
}

function comparisonsIn({ expressions, calls }: Code): Comparisons {
  const lines = new Map<string, Set<number>>()
  const add = (value: Value) => {
    if (value.kind === 'string') lines.set(value.text, (lines.get(value.text) ?? new Set()).add(value.range.start.line))
  }
  const compared: Comparisons['compared'][number][] = []
  for (const { value } of expressions) {
    if (value.kind !== 'binary' || !COMPARES.test(value.operator)) continue
    for (const side of [value.left, value.right]) for (const one of itemsOf(side)) add(one)
    if (value.right.kind === 'string') compared.push({ range: value.left.range, text: value.right.text })
  }
  const asks = calls.filter(({ method }) => /^(?:includes|has|equals|Equal|contains)$/.test(method))
  for (const { args, receiver } of asks)
    for (const value of [...args.map((argument) => argument.value), ...(receiver ? itemsOf(receiver) : [])]) add(value)
  const starts = calls.filter(({ method }) => /^starts_?with$/i.test(method)).flatMap(({ args }) => args.map(({ value }) => value))
  const beginnings = starts.flatMap((value) => (value.kind === 'string' && value.text.length >= 6 ? [value.text] : []))
  return { lines, beginnings, compared }
}

function itemsOf(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : [value]
}

/** The file compares with the fallback, to refuse it or to warn of it. */
function isRefused(text: string, { range }: ScopedEnvRead, { lines, beginnings, compared }: Comparisons): boolean {
  if (compared.some((one) => one.text === text && encloses(one.range, range))) return true
  const elsewhere =
    lines
      .get(text)
      ?.values()
      .some((line) => line !== range.start.line) ?? false
  return elsewhere || beginnings.some((beginning) => text.startsWith(beginning))
}

const COMPARES = /^(?:==|!=|in|not in)$/

/** Django writes `django-insecure-…` into new projects so that it can be found again. */
function marked(parsed: Code, reads: readonly SecretRead[]): readonly SecretRead[] {
  const found = parsed.strings.filter(({ text, range }) => MARK.test(text) && !reads.some((read) => encloses(read.range, range)))
  return found.flatMap((string) => {
    const assigned = parsed.assignments.find(({ value }) => encloses(value.range, string.range))
    if (!assigned || isDevelopmentOnly(assigned.scope) || !isAlone(assigned.value, string)) return []
    return [{ name: assigned.target, range: assigned.range, fallback: { is: 'literal', text: string.text, stakes: 'own' } as const }]
  })
}

const MARK = /^django-insecure-./

/** The literal itself, or one side of `x or "…"`: not one among many, and not what only developers get. */
function isAlone(value: Value, { range }: StringValue): boolean {
  if (value.kind === 'binary') return isAt(value.left, range) || isAt(value.right, range)
  if (value.kind !== 'conditional') return isAt(value, range)
  const { condition, whenTrue, whenFalse } = value
  const negated = isAt(whenFalse, range)
  return (negated || isAt(whenTrue, range)) && !isDevelopmentOnly({ conditions: [{ value: condition, negated, text: '' }] })
}

function isAt(value: Value, range: Range): boolean {
  return value.kind === 'string' && encloses(value.range, range)
}

/** Only where the strict form is one plain expression of the same library. */
function fixOf({ name, range, default: fallback }: ScopedEnvRead, { language, calls, imports }: Code): Fix | undefined {
  const call = calls.find(
    (one) => one.range.start.line === range.start.line && one.range.start.column === range.start.column && encloses(range, one.range),
  )
  if (!call || !fallback || !encloses(call.range, fallback.range) || call.range.end.column !== range.end.column || !/^[A-Z]\w*$/.test(name))
    return
  const title = `Require ${name} instead of falling back`
  const hasOs = imports.some(({ module, alias, names }) => module === 'os' && alias === 'os' && names.length === 0)
  if (language === 'python' && hasOs && /^os\.(?:getenv|environ\.get)$/.test(call.callee))
    return { title, edits: [{ range, text: `os.environ['${name}']` }] }
  if (language === 'ruby' && call.callee === 'ENV.fetch') return { title, edits: [{ range, text: `ENV.fetch('${name}')` }] }
  return
}
