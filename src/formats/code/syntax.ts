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

export function text(node: Syntax): string {
  return node.source.slice(node.start, node.end)
}

/** The first child that plays this part. */
export function field(node: Syntax | undefined, name: string): Syntax | undefined {
  if (node) for (const child of node.children) if (child.field === name) return child
  return undefined
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
