import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, type ParsedNode, parseDocument } from 'yaml'
import type { Range } from '#model/location'
import { type PolicyProblem, printable, problemAt, quote } from './problem.ts'

/** The text of a policy as plain data, with the place of everything in it. */
export interface PolicyText {
  readonly value: unknown
  readonly places: Places
}

export type DataPath = readonly PropertyKey[]

export interface Places {
  /** The range of the value at a path, or of the nearest thing around it. */
  value(path: DataPath): Range
  /** The range of the key. */
  key(path: DataPath): Range
}

/** Reads YAML without ever building what an alias bomb describes; every fault of its form at once. */
export function readDocument(text: string, path: string): PolicyText | { readonly problems: readonly PolicyProblem[] } {
  if (Buffer.byteLength(text) > MAX_BYTES)
    return { problems: [problemAt(path, START, `The policy is larger than ${MAX_BYTES / 1000} kB.`)] }
  const counter = new LineCounter()
  const document = parsed(text, counter)
  if (!document) return { problems: [problemAt(path, START, 'The policy cannot be parsed.')] }
  const rangeOf = ranges(counter)
  const faults = [...document.errors, ...document.warnings].slice(0, MAX_FAULTS)
  if (faults.length > 0) return { problems: faults.map(({ pos, message }) => problemAt(path, rangeOf(pos[0], pos[1]), sentence(message))) }
  return walk(document, path, rangeOf)
}

const MAX_BYTES = 256_000
const MAX_FAULTS = 50
const MAX_DEPTH = 20
const MAX_NODES = 50_000
const START: Range = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } }

/** `uniqueKeys` of the parser compares each key with each other: we find duplicates ourselves. */
function parsed(text: string, lineCounter: LineCounter): Document.Parsed | undefined {
  try {
    return parseDocument(text, { lineCounter, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' })
  } catch {
    return undefined // nesting so deep that the parser's own stack ends
  }
}

type RangeOf = (start: number, end: number) => Range

function ranges(counter: LineCounter): RangeOf {
  const at = (offset: number) => {
    const { line, col } = counter.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  return (start, end) => ({ start: at(start), end: at(end) })
}

function sentence(message: string): string {
  return `${printable(message.slice(0, 200)).replace(/\.?$/, '')}.`
}

interface Walk {
  readonly path: string
  readonly rangeOf: RangeOf
  readonly values: Map<string, Range>
  readonly keys: Map<string, Range>
  readonly problems: PolicyProblem[]
  /** Alias targets so far: the parser's own search starts from the top for every alias. */
  readonly anchors: Map<string, ParsedNode>
  nodes: number
}

function walk(document: Document.Parsed, path: string, rangeOf: RangeOf): PolicyText | { readonly problems: readonly PolicyProblem[] } {
  const state: Walk = { path, rangeOf, values: new Map(), keys: new Map(), problems: [], anchors: new Map(), nodes: 0 }
  const value = toValue(document.contents, [], state)
  if (state.problems.length > 0) return { problems: state.problems.slice(0, MAX_FAULTS) }
  return {
    value,
    places: { value: (at) => find(state.values, at), key: (at) => state.keys.get(JSON.stringify(at)) ?? find(state.values, at) },
  }
}

function find(known: ReadonlyMap<string, Range>, path: DataPath): Range {
  for (let length = path.length; length >= 0; length--) {
    const range = known.get(JSON.stringify(path.slice(0, length)))
    if (range) return range
  }
  return START
}

function toValue(node: ParsedNode | null, at: DataPath, walk: Walk): unknown {
  const place = node ? walk.rangeOf(node.range[0], node.range[1]) : find(walk.values, at)
  walk.nodes++
  if (walk.nodes > MAX_NODES) return fault(walk, place, 'The policy has too many values: aliases may not multiply them.')
  if (at.length > MAX_DEPTH) return fault(walk, place, 'The policy is nested too deeply.')
  walk.values.set(JSON.stringify(at), place)
  if (isAlias(node)) return aliased(walk.anchors.get(node.source), place, at, walk)
  if (node?.anchor) walk.anchors.set(node.anchor, node)
  if (isMap(node)) return toObject(node.items as Pair<ParsedNode, ParsedNode | null>[], at, walk)
  if (isSeq(node)) return (node.items as ParsedNode[]).map((item, index) => toValue(item, [...at, index], walk))
  return isScalar(node) ? node.value : null
}

function aliased(target: ParsedNode | undefined, place: Range, at: DataPath, walk: Walk): unknown {
  const value = target ? toValue(target, at, walk) : null
  walk.values.set(JSON.stringify(at), place)
  return value
}

function toObject(pairs: readonly Pair<ParsedNode, ParsedNode | null>[], at: DataPath, walk: Walk): unknown {
  const object: Record<string, unknown> = {}
  const first = new Map<string, number>()
  for (const { key, value } of pairs) {
    const place = walk.rangeOf(key.range[0], key.range[1])
    if (!isScalar(key)) fault(walk, place, 'A key must be plain text.')
    else {
      const name = key.source ?? ''
      const before = first.get(name)
      if (before !== undefined) fault(walk, place, `${quote(name)} is set twice: it stands in line ${before} already.`)
      else if (name === '__proto__') fault(walk, place, '"__proto__" cannot be a key.')
      first.set(name, before ?? place.start.line)
      walk.keys.set(JSON.stringify([...at, name]), place)
      const child = toValue(value, [...at, name], walk)
      if (before === undefined && name !== '__proto__') object[name] = child
    }
  }
  return object
}

function fault(walk: Walk, place: Range, message: string): undefined {
  const last = walk.problems.at(-1)
  if (last?.message !== message) walk.problems.push(problemAt(walk.path, place, message))
  return undefined
}
