import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments, type Range, type Scalar } from 'yaml'
import { coreValue } from './core.ts'
import { MAX_DEPTH } from './events.ts'
import type { YamlEntry, YamlNode, YamlScalar } from './node.ts'
import { emptyScalar, place, type Source } from './source.ts'

/**
 * The same trees by a parser that accepts what Compose and GitHub do (a `]` at the indentation of its key), and that is
 * slow: only for what the first one refuses. `undefined` when it refuses too.
 */
export function readTolerantly(source: Source): readonly YamlNode[] | undefined {
  const documents = parseAllDocuments(source.text, { uniqueKeys: false, merge: false, logLevel: 'silent', prettyErrors: false })
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return
  return documents.flatMap((document) => readDocument(source, document) ?? [])
}

function readDocument(source: Source, document: Document): YamlNode | undefined {
  return document.contents ? read({ source, anchors: new Map() }, document.contents, 0) : undefined
}

interface State {
  readonly source: Source
  readonly anchors: Map<string, YamlNode>
}

function read(state: State, node: Node | null, after: number, depth = 0): YamlNode {
  if (!node?.range || depth > MAX_DEPTH) return emptyScalar(state.source, after)
  if (isAlias(node)) return state.anchors.get(node.source) ?? emptyScalar(state.source, node.range[0])
  const made = isScalar(node) ? readScalar(state.source, node) : readCollection(state, node, depth)
  const anchor = 'anchor' in node ? node.anchor : undefined
  if (anchor) state.anchors.set(anchor, made)
  return made
}

function readCollection(state: State, node: Node, depth: number): YamlNode {
  const [start, end] = node.range as Range
  const where = place(state.source, start, end)
  if (isSeq<Node>(node)) return { kind: 'sequence', items: node.items.map((item) => read(state, item, start, depth + 1)), ...where }
  const entries: YamlEntry[] = []
  for (const { key, value } of isMap<Node, Node>(node) ? node.items : []) {
    const name = read(state, key, start, depth + 1)
    const held = read(state, value, key?.range?.[1] ?? start, depth + 1)
    if (name.kind === 'scalar') entries.push({ key: name, value: held })
  }
  return { kind: 'map', entries, ...where }
}

function readScalar(source: Source, node: Scalar): YamlScalar {
  const [start, end] = node.range as Range
  const style = STYLES[node.type as keyof typeof STYLES] ?? 'plain'
  const text = typeof node.value === 'string' ? node.value : (node.source ?? '')
  const value = style === 'plain' && node.tag === undefined ? coreValue(text) : text
  return { kind: 'scalar', text, value, style, tag: node.tag, ...place(source, ...bounds(source.text, style, start, end)) }
}

function bounds(text: string, style: YamlScalar['style'], start: number, end: number): [number, number] {
  if (style === 'plain') return [start, end]
  if (style === 'single' || style === 'double') return [start + 1, end - 1]
  const written = text.slice(start, end)
  const header = written.search(/[\r\n]/)
  return [start + header + Math.max(0, written.slice(header).search(/\S/)), start + written.trimEnd().length]
}

const STYLES = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
} as const
