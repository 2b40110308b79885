import { plainLine } from '../escape.ts'

const WIDTH = 100

/** Paragraphs as lines of at most 100 columns, each indented. Words longer than that stay whole. */
export function wrapped(text: string, indent: string): string {
  return text
    .split('\n')
    .map((paragraph) => wrapLine(plainLine(paragraph, 2000), indent))
    .join('\n')
}

function wrapLine(line: string, indent: string): string {
  const lead = /^\s*/.exec(line)![0]
  const rows: string[] = []
  for (const word of line.trim().split(/ +/)) {
    const last = rows.at(-1)
    if (last !== undefined && indent.length + lead.length + last.length + 1 + word.length <= WIDTH)
      rows[rows.length - 1] = `${last} ${word}`
    else rows.push(word)
  }
  return rows.map((row) => `${indent}${lead}${row}`.trimEnd()).join('\n')
}

/** Every line of a block moved to the right. */
export function indented(block: string, indent: string): string {
  return block
    .split('\n')
    .map((line) => `${indent}${line}`.trimEnd())
    .join('\n')
}

/** Rows in columns, padded by what is seen: `paint` is applied afterwards. */
export function columns(
  rows: readonly (readonly string[])[],
  paint: (cell: string, column: number, row: number) => string = (cell) => cell,
): string {
  const widths = rows.reduce<number[]>((widest, row) => row.map((cell, index) => Math.max(widest[index] ?? 0, cell.length)), [])
  const padded = (cell: string, column: number, row: readonly string[]) => (column < row.length - 1 ? cell.padEnd(widths[column]!) : cell)
  return rows
    .map((row, index) =>
      row
        .map((cell, column) => paint(padded(cell, column, row), column, index))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
