import type { Range } from '#model/location'
import { onceFor } from '#model/once'
import type { SourceFile } from '#model/snapshot'
import { rangeAt } from '../lines.ts'

/**
 * A YAML document as a tree that knows where everything stands. Aliases are resolved by reference, so one node may
 * hang in many places: walk with `walk`, which visits each node once, and never by hand without a bound.
 */
export type YamlNode = YamlMap | YamlSequence | YamlScalar

export interface YamlMap extends Place {
  readonly kind: 'map'
  /** As written: duplicates, merge keys and all. Look up with `at`, list with `entries`. */
  readonly entries: readonly YamlEntry[]
}

export interface YamlEntry {
  readonly key: YamlScalar
  readonly value: YamlNode
}

export interface YamlSequence extends Place {
  readonly kind: 'sequence'
  readonly items: readonly YamlNode[]
}

export interface YamlScalar extends Place {
  readonly kind: 'scalar'
  /** Without quotes, escapes and folding. */
  readonly text: string
  /** What YAML 1.2 (core schema) makes of it; quoted and block text stays a string. */
  readonly value: string | number | boolean | null
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded'
  /** An explicit tag, such as `!vault` or `!Ref`. */
  readonly tag?: string | undefined
}

interface Place {
  readonly file: SourceFile
  /** Offsets into the file's text; inside the quotes of a quoted scalar. */
  readonly start: number
  readonly end: number
  /** A template (Helm, Jinja) writes this, or parts of it: the text is not what is run, and what seems absent may be there. */
  readonly templated: boolean
}

/** Where a node stands: a scalar without its quotes, a collection from its first to its last character. */
export function rangeOf({ file, start, end }: YamlNode): Range {
  return rangeAt(file, start, end)
}

/** The node under these keys and indexes, merge keys honoured. */
export function at(node: YamlNode | undefined, ...path: readonly (string | number)[]): YamlNode | undefined {
  let found = node
  for (const step of path) found = typeof step === 'number' ? items(found)[step] : entry(found, step)?.value
  return found
}

/** The entry that holds this key; of equal keys the last one counts, and own keys before merged ones. */
export function entry(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  if (node?.kind !== 'map') return
  return node.entries.length > 8 || merges(node) ? index(node).get(key) : node.entries.findLast((entry) => entry.key.text === key)
}

/** The effective entries of a map: each key once, merge keys followed. None of anything else. */
export function entries(node: YamlNode | undefined): readonly YamlEntry[] {
  return node?.kind === 'map' ? [...index(node).values()] : []
}

/** The items of a sequence; none of anything else. */
export function items(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'sequence' ? node.items : []
}

export function scalar(node: YamlNode | undefined): YamlScalar | undefined {
  return node?.kind === 'scalar' ? node : undefined
}

/** The text of a scalar that is not null. */
export function text(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.text : undefined
}

/** The characters of the file at a node: with escapes, and with the actions of a template. */
export function written({ file, start, end }: YamlNode): string {
  return file.text.slice(start, end)
}

/** This node and all below it, each once, parents first. */
export function* walk(root: YamlNode | undefined): Generator<YamlNode> {
  const seen = new Set<YamlNode>()
  const open = root ? [root] : []
  for (let node = open.pop(); node; node = open.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    yield node
    const below = node.kind === 'map' ? node.entries.map(({ value }) => value) : items(node)
    for (let last = below.length - 1; last >= 0; last--) open.push(below[last]!)
  }
}

/** Built once per map, so that looking up many keys of a large map stays cheap. */
const index = onceFor((map: YamlMap): ReadonlyMap<string, YamlEntry> => {
  const found = new Map<string, YamlEntry>()
  for (const entry of map.entries) if (!isMerge(entry)) found.set(entry.key.text, entry)
  for (const source of mergeSources(map)) {
    for (const entry of source.entries) if (!isMerge(entry) && !found.has(entry.key.text)) found.set(entry.key.text, entry)
  }
  return found
})

/** Every map that is merged into this one, directly or not, each once, so that a bomb of merges stays small. */
function mergeSources(map: YamlMap): ReadonlySet<YamlMap> {
  const found = new Set<YamlMap>()
  const open: YamlMap[] = [map]
  for (let next = open.pop(); next; next = open.pop()) {
    if (found.has(next)) continue
    const sources = next.entries.filter(isMerge).flatMap(({ value }) => [value, ...items(value)])
    for (const source of sources.toReversed()) if (source.kind === 'map' && !found.has(source)) open.push(source)
    if (next !== map) found.add(next)
  }
  return found
}

function merges(map: YamlMap): boolean {
  return map.entries.some(isMerge)
}

function isMerge({ key }: YamlEntry): boolean {
  return key.text === '<<' && key.style === 'plain'
}
