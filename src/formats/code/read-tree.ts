import type { Language, Tree } from 'web-tree-sitter'
import { type GrammarName, withTree } from './grammars.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'
import { addressOf, type Memory, memoryOf, type Production, readSubtree, readTables, SLOT, type Subtree } from './tree-memory.ts'

/** Parses with a grammar that is loaded. `shown` is what the parser sees instead of the source, as long as it. Throws `Unparsable`. */
export function parseSyntax(grammar: GrammarName, source: string, shown = source): SyntaxTree {
  return withTree(grammar, shown, (tree, memory) => readTree(tree, memory, source))
}

/** Deeper nodes are cut off: whoever walks the tree may recurse without fear for the stack. */
const MAX_DEPTH = 500

/** The type of a node whose children are cut off: no language knows it. */
const CUT = 'cut'

const LEAF: readonly Syntax[] = []

/** Copies a tree out of the parser's memory (ADR 19), without recursion and in one pass. */
export function readTree(tree: Tree, bytes: Uint8Array, source: string): SyntaxTree {
  const memory = memoryOf(bytes.buffer)
  const reading: Reading = {
    ...rulesOf(tree.language, memory),
    memory,
    source,
    subtree: { symbol: 0, padding: 0, size: 0, visible: false, extra: false, count: 0, end: 0, production: 0 },
    levels: [{ ...UNUSED, next: addressOf(tree), end: addressOf(tree) + SLOT, first: false }],
    level: 0,
    ready: [],
    count: 0,
    comments: [],
    incomplete: tree.rootNode.hasError,
  }
  while (reading.level >= 0) {
    const level = reading.levels[reading.level]!
    if (level.next < level.end) readChild(reading, level)
    else leave(reading, level)
  }
  const [root] = reading.ready
  if (root?.end !== tree.rootNode.endIndex) throw new Error('The parser keeps its trees in another shape than tree-memory.ts reads')
  return { root, comments: reading.comments, incomplete: reading.incomplete }
}

interface Reading extends Rules {
  readonly memory: Memory
  readonly source: string
  readonly subtree: Subtree
  /** Those up to `level` are in use. */
  readonly levels: Level[]
  level: number
  /** The nodes whose parent is not complete yet, so many of them. Lists of children are cut from here to measure: they are most of the memory. */
  readonly ready: Syntax[]
  count: number
  readonly comments: Syntax[]
  incomplete: boolean
}

/** A node whose children are being read. */
interface Level {
  /** Where the next child lies, and the end of the last one. */
  next: number
  end: number
  /** Where the text goes on after the child before, in bytes of UTF-16. The first child begins where its parent does. */
  position: number
  first: boolean
  /** The place of the next child in the rule; what may stand anywhere has none. */
  place: number
  production: Production
  /** The node, and where its children begin in `ready`; one that is not in the tree leaves them to the node around it. */
  node: Mutable<Syntax> | undefined
  begin: number
  /** The part that its children play where it is not in the tree. */
  field: string | undefined
  /** How many nodes of the tree are around its children. */
  depth: number
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

const UNUSED: Level = {
  next: 0,
  end: 0,
  position: 0,
  first: true,
  place: 0,
  production: {},
  node: undefined,
  begin: 0,
  field: undefined,
  depth: 0,
}

function readChild(reading: Reading, level: Level): void {
  const { subtree } = reading
  readSubtree(reading.memory, level.next, subtree)
  const start = level.first ? level.position : level.position + subtree.padding
  level.next += SLOT
  level.position = start + subtree.size
  level.first = false
  const place = subtree.extra ? -1 : level.place++
  const alias = level.production.aliases?.[place] ?? 0
  const field = subtree.extra ? undefined : (level.production.fields?.[place] ?? level.field)
  if (alias === 0 && !subtree.visible) {
    if (subtree.count > 0) enter(reading, start, level.depth, undefined, field)
    return
  }
  const { type, role } = reading.kinds[alias === 0 ? subtree.symbol : alias] ?? ERROR
  if (role === 'noise' || (role === 'sign' && !field)) return
  const named = role === 'named'
  const node = { type, field, named, start: start >> 1, end: level.position >> 1, source: reading.source, children: LEAF }
  if (role === 'comment') reading.comments.push(node)
  else reading.ready[reading.count++] = node
  if (named && subtree.count > 0) enter(reading, start, level.depth + 1, node)
}

/** Goes on with the children of the node that was read last. */
function enter(reading: Reading, start: number, depth: number, node?: Mutable<Syntax>, field?: string): void {
  if (node && depth > MAX_DEPTH) {
    node.type = CUT
    reading.incomplete = true
    return
  }
  const { subtree, levels } = reading
  reading.level++
  if (reading.level === levels.length) levels.push({ ...UNUSED })
  const level = levels[reading.level]!
  level.next = subtree.end - subtree.count * SLOT
  level.end = subtree.end
  level.position = start
  level.first = true
  level.place = 0
  level.production = reading.productions[subtree.production]!
  level.node = node
  level.begin = reading.count
  level.field = field
  level.depth = depth
}

function leave(reading: Reading, { node, begin }: Level): void {
  reading.level--
  if (!node || begin === reading.count) return
  node.children = reading.ready.slice(begin, reading.count)
  reading.count = begin
}

interface Rules {
  /** By symbol. */
  readonly kinds: readonly Kind[]
  readonly productions: readonly Production[]
}

interface Kind {
  readonly type: string
  /** Keywords and operators tell something, brackets and commas do not; other tokens do when they play a part in their parent. */
  readonly role: 'named' | 'comment' | 'word' | 'sign' | 'noise'
}

/** The symbol of a syntax error is none of the grammar. */
const ERROR: Kind = { type: 'ERROR', role: 'named' }

const RULES = new WeakMap<Language, Rules>()

function rulesOf(language: Language, memory: Memory): Rules {
  const known = RULES.get(language)
  if (known) return known
  const { types, productions } = readTables(language, memory)
  const rules = { kinds: types.map((id) => kindOf(language, id)), productions }
  RULES.set(language, rules)
  return rules
}

function kindOf(language: Language, id: number): Kind {
  const type = language.types[id]!
  if (/^(line_|block_)?comment$/.test(type)) return { type, role: 'comment' }
  if (language.nodeTypeIsNamed(id)) return { type, role: 'named' }
  return { type, role: /^[a-z]/i.test(type) ? 'word' : /^[()[\]{},;:"'`@$#]+$/.test(type) ? 'noise' : 'sign' }
}
