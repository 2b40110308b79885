import type { Position, Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { perFile } from './per-file.ts'

/** A line without its line end. `\n`, `\r\n` and a lone `\r` end lines, as editors and GitHub count them. */
export interface Line {
  /** 1-based. */
  readonly number: number
  readonly text: string
  /** Offset of its first character in the file's text. */
  readonly offset: number
}

export const lines: (file: SourceFile) => readonly Line[] = perFile(({ text }) => {
  const found: Line[] = []
  let offset = 0
  for (const ending of text.matchAll(/\r\n|\n|\r/g)) {
    found.push({ number: found.length + 1, text: text.slice(offset, ending.index), offset })
    offset = ending.index + ending[0].length
  }
  if (offset < text.length || found.length === 0) found.push({ number: found.length + 1, text: text.slice(offset), offset })
  return found
})

/** Where the character at this offset (UTF-16 units into the text) stands. */
export function positionAt(file: SourceFile, offset: number): Position {
  const all = lines(file)
  let low = 0
  let high = all.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (all[middle]!.offset <= offset) low = middle
    else high = middle - 1
  }
  const line = all[low]!
  return { line: line.number, column: offset - line.offset + 1 }
}

/** The range between two offsets, `end` exclusive. */
export function rangeAt(file: SourceFile, start: number, end: number): Range {
  return { start: positionAt(file, start), end: positionAt(file, end) }
}

/** A part of one line: offsets into the line's text. */
export function rangeInLine(line: Line, start = 0, end = line.text.length): Range {
  return { start: { line: line.number, column: start + 1 }, end: { line: line.number, column: end + 1 } }
}

/** The first line that says something, from its first sign to its last: where a finding about a whole file points. */
export function firstLine(file: SourceFile): Range {
  const line = lines(file).find(({ text }) => text.trim() !== '') ?? lines(file)[0]!
  return rangeInLine(line, line.text.length - line.text.trimStart().length, line.text.trimEnd().length)
}
