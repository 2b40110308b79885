/** A part of a large file that ends at a line end, or inside a line that is longer than a piece. */
export interface Piece {
  readonly text: string
  /** Lines of the file before this piece. */
  readonly linesBefore: number
  /** UTF-16 units of the first line before this piece: more than 0 when a long line goes on. */
  readonly columnsBefore: number
}

const PIECE_BYTES = 1_000_000
/** Bytes of a long line that two pieces share, so that nothing is cut in two. Longer than any credential shape. */
const OVERLAP = 4_096
const LF = 0x0a

/** Cuts UTF-8 into pieces of at most one megabyte, in order. */
export function* pieces(bytes: Uint8Array): Iterable<Piece> {
  const decoder = new TextDecoder()
  let linesBefore = 0
  let columnsBefore = 0
  for (let start = 0; start < bytes.length; ) {
    const end = Math.min(start + PIECE_BYTES, bytes.length)
    const lineEnd = end === bytes.length ? end : bytes.lastIndexOf(LF, end - 1) + 1
    const insideLine = lineEnd <= start
    const text = decoder.decode(bytes.subarray(start, insideLine ? end : lineEnd))
    yield { text, linesBefore, columnsBefore }
    // A piece that ends inside a line holds no line end at all. Columns are exact where the line is ASCII.
    start = insideLine ? end - OVERLAP : lineEnd
    columnsBefore = insideLine ? columnsBefore + text.length - OVERLAP : 0
    linesBefore += insideLine ? 0 : countLines(text)
  }
}

function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}
