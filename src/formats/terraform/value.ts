import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { type Syntax, text } from '../code/syntax.ts'
import { HOLE } from '../expand.ts'
import { rangeAt } from '../lines.ts'

/** What an expression says, as far as it can be told without running Terraform. */
export type TerraformValue = Place &
  (
    | { readonly kind: 'string' /** Literal text, and what is interpolated. */; readonly parts: readonly (string | TerraformValue)[] }
    | { readonly kind: 'number' | 'bool' | 'null'; readonly value: number | boolean | null }
    | { readonly kind: 'list'; readonly items: readonly TerraformValue[] }
    | { readonly kind: 'object'; readonly entries: readonly TerraformEntry[] }
    | { readonly kind: 'reference' /** `var.tag`, `aws_ecr_repository.web.repository_url`. */; readonly path: string }
    | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly TerraformValue[] }
    | { readonly kind: 'other' }
  )

export interface TerraformEntry {
  readonly key: string
  readonly keyPlace: Place
  readonly value: TerraformValue
}

interface Place {
  readonly file: SourceFile
  /** Offsets into the file's text; inside the quotes of a quoted string, the body of a heredoc. */
  readonly start: number
  readonly end: number
}

/** Where a value stands. */
export function rangeOf({ file, start, end }: Place): Range {
  return rangeAt(file, start, end)
}

/** The text of a string, with what `lookup` knows of references, and a `HOLE` for all else; `undefined` of what is no string. */
export function stringOf(
  value: TerraformValue | undefined,
  lookup: (path: string) => string | undefined = () => undefined,
): string | undefined {
  if (value?.kind === 'reference') return lookup(value.path) ?? HOLE
  if (value?.kind === 'call' || value?.kind === 'other') return HOLE
  if (value?.kind === 'number') return String(value.value)
  if (value?.kind !== 'string') return
  return value.parts.map((part) => (typeof part === 'string' ? part : (stringOf(part, lookup) ?? HOLE))).join('')
}

/** The value under these keys and indexes of objects and lists. */
export function valueAt(value: TerraformValue | undefined, ...path: readonly (string | number)[]): TerraformValue | undefined {
  let found = value
  for (const step of path) {
    if (typeof step === 'number') found = found?.kind === 'list' ? found.items[step] : undefined
    else found = found?.kind === 'object' ? found.entries.findLast(({ key }) => key === step)?.value : undefined
  }
  return found
}

/** Reads an expression of the grammar. */
export function readValue(file: SourceFile, node: Syntax): TerraformValue {
  const place = { file, start: node.start, end: node.end }
  switch (node.type) {
    case 'string_lit':
    case 'quoted_template':
    case 'heredoc_template':
      return readString(file, node)
    case 'numeric_lit':
      return { kind: 'number', value: Number(text(node)), ...place }
    case 'bool_lit':
      return { kind: 'bool', value: text(node) === 'true', ...place }
    case 'null_lit':
      return { kind: 'null', value: null, ...place }
    case 'tuple':
      return { kind: 'list', items: named(node, 'expression').map((item) => readValue(file, item)), ...place }
    case 'object':
      return { kind: 'object', entries: named(node, 'object_elem').flatMap((entry) => readEntry(file, entry)), ...place }
    case 'function_call': {
      const [name, list] = node.children
      return {
        kind: 'call',
        name: name ? text(name) : '',
        arguments: named(list, 'expression').map((one) => readValue(file, one)),
        ...place,
      }
    }
    default:
      return readWrapped(file, node)
  }
}

/** Most nodes wrap one other; several together are an access path, or something that has to be computed. */
function readWrapped(file: SourceFile, node: Syntax): TerraformValue {
  const place = { file, start: node.start, end: node.end }
  const children = node.children.filter(({ named }) => named)
  if (node.type === 'variable_expr' || children[0]?.type === 'variable_expr') {
    const isPath = children.slice(1).every(({ type }) => type === 'get_attr' || type === 'index' || type === 'splat')
    return isPath ? { kind: 'reference', path: text(node).replaceAll(/\s+/g, ''), ...place } : { kind: 'other', ...place }
  }
  const only = children.length === 1 && WRAPPERS.has(node.type) ? children[0] : undefined
  return only ? readValue(file, only) : { kind: 'other', ...place }
}

const WRAPPERS = new Set(['expression', 'literal_value', 'template_expr', 'collection_value', 'template_interpolation'])

function readEntry(file: SourceFile, node: Syntax): readonly TerraformEntry[] {
  const [key, value] = named(node, 'expression')
  if (!key || !value) return []
  const name = readValue(file, key)
  const said = name.kind === 'reference' ? name.path : stringOf(name)
  return said === undefined ? [] : [{ key: said, keyPlace: name, value: readValue(file, value) }]
}

function readString(file: SourceFile, node: Syntax): TerraformValue {
  const heredoc = node.type === 'heredoc_template'
  const body = node.children.filter(({ type }) => !FRAME.has(type))
  const parts = body.map((part) => (part.type === 'template_literal' ? unescaped(text(part), heredoc) : readInterpolation(file, part)))
  const start = heredoc ? (body[0]?.start ?? node.start) : node.start + 1
  return { kind: 'string', parts, file, start, end: heredoc ? (body.at(-1)?.end ?? node.end) : node.end - 1 }
}

const FRAME = new Set(['quoted_template_start', 'quoted_template_end', 'heredoc_start', 'heredoc_identifier'])

function readInterpolation(file: SourceFile, node: Syntax): TerraformValue {
  const expression = named(node, 'expression')[0]
  return expression && node.type === 'template_interpolation'
    ? readValue(file, expression)
    : { kind: 'other', file, start: node.start, end: node.end }
}

function unescaped(written: string, heredoc: boolean): string {
  const literal = written.replaceAll('$${', '${').replaceAll('%%{', '%{')
  return heredoc ? literal : literal.replaceAll(/\\(["\\nrt])/g, (_, character: string) => ESCAPES[character] ?? character)
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function named(node: Syntax | undefined, type: string): readonly Syntax[] {
  return node?.children.filter((child) => child.type === type) ?? []
}
