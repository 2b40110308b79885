import { parts, type Syntax, text } from './syntax.ts'
import type { StringValue, Value } from './view.ts'
import { addString, type Handler, rangeOf, valueAt, type Walk } from './walk.ts'

/** A string literal of which these parts are interpolated expressions. */
export function string(...interpolations: readonly string[]): Handler {
  return (node, walk) => {
    const found = node.children.filter(({ type, named }) => named && interpolations.includes(type))
    const value = found.map((part) =>
      valueAt(walk, isWrapper(part) ? (parts(part).find(({ type }) => !type.endsWith('brace')) ?? part) : part),
    )
    return addString(walk, stringOf(walk, node, unquote(text(node)), value))
  }
}

function isWrapper({ type }: Syntax): boolean {
  return type === 'interpolation' || type === 'template_substitution'
}

export function stringOf(walk: Walk, node: Syntax, content: string, interpolated: readonly Value[] = []): StringValue {
  return { kind: 'string', text: content, interpolated: interpolated.length > 0, parts: interpolated, range: rangeOf(walk, node) }
}

const QUOTED = /^([a-z@$]*)("""|'''|"|'|`)([\s\S]*)\2$/i
const RAW_PREFIX = /[r@]/i
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', '\n': '' }

/** The content of a literal: without its quotes, the common escapes resolved unless it is raw. */
export function unquote(literal: string): string {
  const match = QUOTED.exec(literal)
  if (!match) return literal
  const [, prefix = '', , content = ''] = match
  return RAW_PREFIX.test(prefix) ? content : resolveEscapes(content)
}

export function resolveEscapes(content: string): string {
  if (!content.includes('\\')) return content
  return content.replaceAll(/\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|([\s\S]))/gi, (_, unicode, byte, single: string) =>
    single === undefined ? String.fromCharCode(Number.parseInt(unicode ?? byte, 16)) : (ESCAPES[single] ?? single),
  )
}
