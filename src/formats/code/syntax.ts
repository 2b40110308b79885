import type { Language, Tree, TreeCursor } from 'web-tree-sitter'
import { onceFor } from '#model/once'

/** A node of a syntax tree as plain data, so that the tree itself can be freed at once. Punctuation and comments are left out. */
export interface Syntax {
  readonly type: string
  /** The part that it plays in its parent: `left`, `body`. */
  readonly field: string | undefined
  readonly named: boolean
  /** Offsets into the source, in UTF-16 units. */
  readonly start: number
  readonly end: number
  readonly source: string
  readonly children: readonly Syntax[]
}

export interface SyntaxTree {
  readonly root: Syntax
  readonly comments: readonly Syntax[]
  /** There are syntax errors, or parts that nest too deeply were cut off. */
  readonly incomplete: boolean
}

/** Deeper nodes are cut off: whoever walks the tree may recurse without fear for the stack. */
const MAX_DEPTH = 500

/** The type of a node whose children are cut off: no language knows it. */
const CUT = 'cut'

const LEAF: readonly Syntax[] = []

/** Copies a tree, without recursion and in one pass. */
export function copyTree(tree: Tree, source: string): SyntaxTree {
  const comments: Syntax[] = []
  const top: Syntax[] = []
  const path = [top]
  const kinds = kindsOf(tree.language)
  const cursor = tree.walk()
  let incomplete = tree.rootNode.hasError
  try {
    for (;;) {
      const kind = kinds[cursor.nodeTypeId] ?? UNKNOWN
      const node = copyNode(cursor, kind, source)
      if (node) (kind.role === 'comment' ? comments : path.at(-1)!).push(node)
      if (node && kind.role === 'named' && cursor.gotoFirstChild()) {
        if (path.length < MAX_DEPTH) {
          const children: Syntax[] = []
          node.children = children
          path.push(children)
          continue
        }
        node.type = CUT
        incomplete = true
        cursor.gotoParent()
      }
      while (!cursor.gotoNextSibling()) {
        path.pop()
        if (!cursor.gotoParent()) return { root: top[0]!, comments, incomplete }
      }
    }
  } finally {
    cursor.delete()
  }
}

interface Kind {
  readonly type: string
  /** Keywords and operators tell something, brackets and commas do not; other tokens do when they play a part in their parent. */
  readonly role: 'named' | 'comment' | 'word' | 'sign' | 'noise'
}

/** What the id of a syntax error leads to: it is none of the table. */
const UNKNOWN: Kind = { type: 'ERROR', role: 'named' }

/** The types of nodes by their ids: each question to the tree costs, so the first one settles the most. */
const kindsOf = onceFor((language: Language): readonly Kind[] =>
  language.types.map((type, id) => {
    if (/^(line_|block_)?comment$/.test(type)) return { type, role: 'comment' }
    if (language.nodeTypeIsNamed(id)) return { type, role: 'named' }
    return { type, role: /^[a-z]/i.test(type) ? 'word' : /^[()[\]{},;:"'`@$#]+$/.test(type) ? 'noise' : 'sign' }
  }),
)

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

function copyNode(cursor: TreeCursor, { type, role }: Kind, source: string): Mutable<Syntax> | undefined {
  if (role === 'noise') return
  const field = cursor.currentFieldName ?? undefined
  if (role === 'sign' && !field) return
  return { type, field, named: role === 'named', start: cursor.startIndex, end: cursor.endIndex, source, children: LEAF }
}

export function text(node: Syntax): string {
  return node.source.slice(node.start, node.end)
}

/** The first child that plays this part. */
export function field(node: Syntax | undefined, name: string): Syntax | undefined {
  return node?.children.find((child) => child.field === name)
}

export function fields(node: Syntax | undefined, name: string): readonly Syntax[] {
  return node?.children.filter((child) => child.field === name) ?? []
}

/** The children that are nodes of the grammar, not keywords and operators. */
export function parts(node: Syntax | undefined): readonly Syntax[] {
  return node?.children.filter(({ named }) => named) ?? []
}

export function partsOf(node: Syntax | undefined, ...types: readonly string[]): readonly Syntax[] {
  return node?.children.filter(({ type }) => types.includes(type)) ?? []
}

export function partOf(node: Syntax | undefined, ...types: readonly string[]): Syntax | undefined {
  return node?.children.find(({ type }) => types.includes(type))
}
