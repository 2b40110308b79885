/** 1-based line and column; columns count UTF-16 code units, as JavaScript strings, tree-sitter and SARIF (`utf16CodeUnits`) do. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** `end` is exclusive: the position just after the last character. */
export interface Range {
  readonly start: Position
  readonly end: Position
}

/** Where a finding points. Without a range it is about the whole file. */
export interface Location {
  readonly path: string
  readonly range?: Range | undefined
}

/** Orders two places of one file from top to bottom. */
export function byPosition(a: Range | undefined, b: Range | undefined): number {
  return (a?.start.line ?? 0) - (b?.start.line ?? 0) || (a?.start.column ?? 0) - (b?.start.column ?? 0)
}
