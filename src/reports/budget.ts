/** What we allow ourselves; GitHub refuses a summary or text of more than 65,535 bytes, and with it the whole run. */
export const BUDGET = { title: 255, summary: 60_000, text: 60_000, annotationTitle: 255, annotationMessage: 60_000 } as const

export function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8')
}

/** The text, or as much of its beginning as fits with an ellipsis. Never cuts through a character. */
export function cutToBytes(text: string, budget: number): string {
  if (bytesOf(text) <= budget) return text
  let bytes = bytesOf('…')
  let end = 0
  for (const character of text) {
    bytes += bytesOf(character)
    if (bytes > budget) break
    end += character.length
  }
  return `${text.slice(0, end)}…`
}

/** A part of a report that can be shortened at the end of any row, and says then how many are left out. */
export interface Block {
  readonly head: string
  readonly rows: readonly string[]
  /** Never more rows than this, however much room there is. */
  readonly most?: number
  /** The line that stands for the rows that were left out. */
  readonly more: (left: number) => string
  readonly tail?: string
}

/** Joins blocks within a budget: each keeps its head, its tail and its "and N more"; rows are given to the first blocks first. */
export function joinBlocks(blocks: readonly Block[], budget: number, separator = '\n\n'): string {
  let left = budget - blocks.reduce((sum, block) => sum + bytesOf(fixed(block)) + bytesOf(separator), 0)
  const parts = blocks.map((block) => {
    const { kept, bytes } = fittingRows(block, left)
    left -= bytes
    return assemble(block, kept)
  })
  return cutToBytes(parts.join(separator), budget)
}

function fittingRows({ rows, most = rows.length }: Block, room: number): { kept: number; bytes: number } {
  let bytes = 0
  let kept = 0
  for (const row of rows.slice(0, most)) {
    const size = bytesOf(row) + 1
    if (bytes + size > room) break
    bytes += size
    kept += 1
  }
  return { kept, bytes }
}

function assemble({ head, rows, more, tail }: Block, kept: number): string {
  const left = rows.length - kept
  return [head, ...rows.slice(0, kept), left > 0 ? more(left) : undefined, tail]
    .filter((part) => part !== undefined && part !== '')
    .join('\n')
}

/** What a block costs at the least. */
function fixed({ head, rows, more, tail = '' }: Block): string {
  return [head, rows.length > 0 ? more(rows.length) : '', tail, ''].join('\n')
}
