import type { Edit } from '#model/check'
import type { Position } from '#model/location'

/**
 * The text after all edits, which may not overlap (two insertions at one place keep their order).
 * Line ends that an edit brings follow those of the file.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const starts = lineStarts(text)
  const ending = text.includes('\r\n') ? '\r\n' : '\n'
  let end = 0
  let out = ''
  for (const edit of edits.map((edit) => located(edit, starts, text)).toSorted((a, b) => a.from - b.from)) {
    if (edit.from < end || edit.to < edit.from) throw new RangeError('edits overlap')
    out += text.slice(end, edit.from) + edit.text.replace(/\r\n|\n/g, ending)
    end = edit.to
  }
  return out + text.slice(end)
}

/** The offset of a position in the text. Throws where the text has no such position. */
export function offsetAt(position: Position, starts: readonly number[], text: string): number {
  const start = starts[position.line - 1]
  const next = starts[position.line] ?? text.length + 1
  if (start === undefined || position.column < 1 || start + position.column > next) throw new RangeError('position outside of the text')
  return start + position.column - 1
}

/** Offsets at which lines begin: `\n`, `\r\n` and a lone `\r` end lines. */
export function lineStarts(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (ending) => ending.index + ending[0].length)]
}

function located({ range, text: inserted }: Edit, starts: readonly number[], text: string) {
  return { from: offsetAt(range.start, starts, text), to: offsetAt(range.end, starts, text), text: inserted }
}
