import type { Node, Tree, TreeCursor } from 'web-tree-sitter'

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

interface Open {
  readonly children: Syntax[]
}

/** Copies a tree, without recursion and in one pass. */
export function copyTree(tree: Tree, source: string): SyntaxTree {
  const comments: Syntax[] = []
  const top: Open = { children: [] }
  const path: Open[] = [top]
  const cursor = tree.walk()
  let incomplete = (tree.rootNode as Node).hasError
  try {
    for (;;) {
      const node = copyNode(cursor, source)
      if (isComment(node)) comments.push(node)
      else if (isMeaningful(node)) path.at(-1)!.children.push(node)
      if (path.length <= MAX_DEPTH) {
        if (!isComment(node) && cursor.gotoFirstChild()) {
          path.push(node as Open)
          continue
        }
      } else if (node.named) incomplete = true
      while (!cursor.gotoNextSibling()) {
        path.pop()
        if (!cursor.gotoParent()) return { root: top.children[0] ?? emptyNode(source), comments, incomplete }
      }
    }
  } finally {
    cursor.delete()
  }
}

function copyNode(cursor: TreeCursor, source: string): Syntax & Open {
  return {
    type: cursor.nodeType,
    field: cursor.currentFieldName ?? undefined,
    named: cursor.nodeIsNamed,
    start: cursor.startIndex,
    end: cursor.endIndex,
    source,
    children: [],
  }
}

function emptyNode(source: string): Syntax {
  return { type: 'empty', field: undefined, named: true, start: 0, end: 0, source, children: [] }
}

function isComment({ type }: Syntax): boolean {
  return type === 'comment' || type === 'line_comment' || type === 'block_comment'
}

/** Keywords and operators tell something, brackets and commas do not. */
function isMeaningful({ named, field, type }: Syntax): boolean {
  return named || field !== undefined || /^[a-z]/i.test(type)
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
