import type { Position, Range } from './location.ts'

/** Splits an example's text into the file itself and the «marked» spans. */
export function unmark(marked: string): { readonly text: string; readonly spans: readonly Range[] } {
  const spans: Range[] = []
  const open: Position[] = []
  let text = ''
  for (const piece of marked.split(/([«»])/)) {
    if (piece === '«') open.push(positionAfter(text))
    else if (piece === '»' && open.length > 0) spans.push({ start: open.pop()!, end: positionAfter(text) })
    else text += piece
  }
  return { text, spans }
}

function positionAfter(text: string): Position {
  const lines = text.split(/\r\n|\n/)
  return { line: lines.length, column: lines.at(-1)!.length + 1 }
}
