import type { z } from 'zod'
import type { DataPath, Places } from './document.ts'
import { type PolicyProblem, problemAt, quote } from './problem.ts'
import { keysAt } from './schema-keys.ts'
import { didYouMean } from './suggest.ts'

/** What zod refuses, in words and with places: one problem for each mistake. `base` is where the value stands in the policy. */
export function shapeProblems(
  schema: z.ZodType,
  value: unknown,
  places: Places,
  path: string,
  base: DataPath = [],
): readonly PolicyProblem[] {
  const { error } = schema.safeParse(value)
  return (error?.issues ?? [])
    .flatMap((issue) => explain(issue, issue.path))
    .map(({ at, key, message, hint }) => problemAt(path, key ? places.key(at) : places.value(at), message, hint))

  function explain(issue: z.core.$ZodIssue, within: DataPath): readonly Explained[] {
    const at = [...base, ...within]
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, at, keysAt(schema, within)))
    if (issue.code === 'invalid_union') return [unionFault(issue, within, at, explain)]
    return [{ at, ...wording(issue, at, valueAt(value, within)) }]
  }
}

interface Explained {
  readonly at: DataPath
  readonly key?: boolean
  readonly message: string
  readonly hint?: string | undefined
}

function unknownKey(key: string, at: DataPath, known: readonly string[]): Explained {
  const hint = didYouMean(key, known) ?? (known.length > 0 ? `Known here: ${known.join(', ')}.` : undefined)
  return { at: [...at, key], key: true, message: `${quote(key)} is not a key of ${at.length === 0 ? 'a policy' : named(at)}.`, hint }
}

/** The branch that got furthest is the one that was meant. */
function unionFault(
  issue: z.core.$ZodIssueInvalidUnion,
  within: DataPath,
  at: DataPath,
  explain: (issue: z.core.$ZodIssue, within: DataPath) => readonly Explained[],
): Explained {
  const deeper = issue.errors.flat().find(({ path, code }) => path.length > 0 || code === 'unrecognized_keys')
  const inner = deeper && explain(deeper, [...within, ...deeper.path])[0]
  return inner ?? { at, message: `${named(at)} cannot have this value.` }
}

function wording(issue: z.core.$ZodIssue, at: DataPath, found: unknown): { message: string; hint?: string | undefined } {
  if (found === undefined && issue.code !== 'custom')
    return { message: `${named(at.slice(0, -1), 'the policy')} lacks ${quote(String(at.at(-1)))}.` }
  switch (issue.code) {
    case 'invalid_type':
      return {
        message: `${named(at)} must be ${KINDS[issue.expected] ?? issue.expected}, not ${kindOf(found)}.`,
        hint: typeHint(issue.expected, found),
      }
    case 'invalid_value':
      return oneOf(at, found, issue.values)
    case 'too_small':
      return { message: ownWords(issue) ?? `${named(at)} is too small: at least ${String(issue.minimum)}.` }
    case 'too_big':
      return { message: ownWords(issue) ?? `${named(at)} is too large: at most ${String(issue.maximum)}.` }
    case 'invalid_format':
      return { message: `${named(at)} cannot be ${quote(String(found))}. ${issue.message}` }
    default:
      return { message: `${named(at)}: ${issue.message}` }
  }
}

/** A message that the schema itself gives, as opposed to zod's default. */
function ownWords(issue: z.core.$ZodIssue): string | undefined {
  return issue.message.startsWith('Too ') || issue.message.startsWith('Invalid') ? undefined : issue.message
}

function oneOf(at: DataPath, found: unknown, values: readonly z.core.util.Primitive[]): { message: string; hint?: string | undefined } {
  const allowed = values.map(String)
  const list = allowed.length === 1 ? allowed[0]! : `${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)!}`
  const hint = typeof found === 'string' ? didYouMean(found, allowed) : undefined
  return { message: `${named(at)} must be ${list}, not ${typeof found === 'string' ? quote(found) : kindOf(found)}.`, hint }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  if (typeof value === 'string') return `the text ${quote(value)}`
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'this'
}

function typeHint(expected: string, found: unknown): string | undefined {
  if (expected === 'string' && typeof found === 'number') return 'Put it in quotes: 1.10 and 1.1 are the same number.'
  if (expected === 'string' && typeof found === 'boolean') return 'Put it in quotes.'
  if (expected === 'array' && typeof found === 'string') return `Write it as a list: [${JSON.stringify(found.slice(0, 60))}].`
  return undefined
}

/** `waivers[0].reason`: how people say where something is. */
export function named(path: DataPath, root = 'The policy'): string {
  if (path.length === 0) return root
  return quoteless(path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`)).join(''))
}

function quoteless(text: string): string {
  return quote(text).slice(1, -1)
}

function valueAt(value: unknown, path: DataPath): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  )
}
