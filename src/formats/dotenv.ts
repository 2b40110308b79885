import type { SourceFile } from '#model/snapshot'
import { type Line, lines } from './lines.ts'
import type { Pair } from './pair.ts'
import { perFile } from './per-file.ts'

/**
 * The variables of a `.env` file, in order: `export`, quotes of all three kinds, values over several lines, comments after
 * a value, and variables that are commented out.
 */
export const dotenv: (file: SourceFile) => readonly Pair[] = perFile((file) => {
  const found: Pair[] = []
  const all = lines(file)
  for (let at = 0; at < all.length; at++) {
    const pair = pairOf(file.text, all, at)
    if (!pair) continue
    found.push(pair)
    while (at + 1 < all.length && all[at + 1]!.offset <= pair.end) at++
  }
  return found
})

const ASSIGNMENT = /^[ \t]*(#[ \t]*)?(?:(?:export|set)[ \t]+)?([A-Za-z_][\w.-]{0,200})[ \t]*(?:=|:(?=[ \t]|$))[ \t]*/

/** Inside of a value only what is clearly the next variable: the last line of a key ends in `=` as well. */
const VARIABLE = /^[ \t]*(?:export[ \t]+)?[A-Z_][A-Z0-9_]{0,200}=(?!=?[ \t]*$)/

function pairOf(text: string, all: readonly Line[], at: number): Pair | undefined {
  const line = all[at]!
  const match = ASSIGNMENT.exec(line.text)
  if (!match) return
  const [head, comment, name = ''] = match
  // Sentences in comments hold `=` and `:` as well; names of variables there are written like names.
  if (comment && !/^[A-Z][A-Z0-9_]*=$/.test(head.slice(head.indexOf(name)).trimEnd())) return
  const start = line.offset + head.length
  const [from, to] = valueAt(text, all, at, start)
  const nameStart = line.offset + head.indexOf(name, comment?.length ?? 0)
  return { name, value: text.slice(from, to), nameStart, start: from, end: to, ...(comment && { commented: true }) }
}

function valueAt(text: string, all: readonly Line[], at: number, start: number): readonly [from: number, to: number] {
  const quote = text[start]
  if (quote === '"' || quote === "'" || quote === '`') {
    const end = closing(text, all, at, start + 1, quote)
    if (end !== undefined) return [start + 1, end]
  }
  const line = all[at]!
  const rest = line.text.slice(start - line.offset)
  const comment = rest.search(/(?:^|[ \t])#/)
  return [start, start + (comment < 0 ? rest : rest.slice(0, comment)).trimEnd().length]
}

/** The closing quote, on this line or on a later one before the next variable. */
function closing(text: string, all: readonly Line[], at: number, from: number, quote: string): number | undefined {
  const end = quote === '"' ? /[^\\]"|^"/ : new RegExp(quote)
  for (let row = at; row < all.length; row++) {
    const line = all[row]!
    if (row > at && VARIABLE.test(line.text)) return
    const begin = row === at ? from : line.offset
    const found = end.exec(text.slice(begin, line.offset + line.text.length))
    if (found) return begin + found.index + found[0].length - 1
  }
  return
}
