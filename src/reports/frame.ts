import { codeFrameColumns } from '@babel/code-frame'
import type { Location, Range } from '#model/location'
import { visible } from './escape.ts'
import type { ReadableFile } from './readable.ts'

const AROUND = 2
const MOST_LINES = 6
const WIDTH = 120

/** The lines around a finding with the place marked, without colours, secrets or control characters. */
export function renderFrame({ range }: Pick<Location, 'range'>, file: ReadableFile): string | undefined {
  if (!range || range.start.line > file.lines) return undefined
  const marked = shortened(range, file)
  const first = Math.max(1, marked.start.line - AROUND)
  const last = Math.min(file.lines, marked.end.line + AROUND)
  const lines = Array.from({ length: last - first + 1 }, (_, index) => file.shown(first + index))
  const offset = leftEdge(marked, lines)
  const shown = lines.map((line) => clipped(line, offset)).join('\n')
  return codeFrameColumns(
    shown,
    zeroBased(marked, offset, (line) => clipped(lines[line - first]!, offset).length),
    {
      startLine: first,
      linesAbove: AROUND,
      linesBelow: AROUND,
    },
  )
}

/** A long range is shown by its first line. */
function shortened(range: Range, file: ReadableFile): Range {
  if (range.end.line - range.start.line < MOST_LINES && range.end.line <= file.lines) return range
  return { start: range.start, end: { line: range.start.line, column: file.raw(range.start.line).length + 1 } }
}

/** How many columns are cut off at the left, so that the mark stays in sight. */
function leftEdge({ start }: Range, lines: readonly string[]): number {
  return lines.some((line) => line.length > WIDTH) && start.column > WIDTH / 2 ? start.column - WIDTH / 2 : 0
}

function clipped(line: string, offset: number): string {
  const part = visible(line.slice(offset, offset + WIDTH)).replace(/[\n\v\f\r\u2028\u2029]/g, '\uFFFD')
  return `${offset > 0 && line.length > 0 ? '…' : ''}${part}${line.length > offset + WIDTH ? '…' : ''}`
}

/** The columns as the frame counts them, within the lines that are shown. */
function zeroBased({ start, end }: Range, offset: number, lengthOf: (line: number) => number) {
  const shift = offset > 0 ? offset - 1 : 0
  const within = (line: number, column: number) => Math.max(0, Math.min(column - 1 - shift, lengthOf(line)))
  const from = within(start.line, start.column)
  const to = within(end.line, end.column)
  return {
    start: { line: start.line, column: from },
    end: { line: end.line, column: end.line === start.line ? Math.max(to, from + 1) : Math.max(to, 1) },
  }
}
