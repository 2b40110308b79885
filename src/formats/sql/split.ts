/** One statement of a text, without the comments before it and the semicolon after it. Offsets are UTF-16 units into the text. */
export interface SqlPiece {
  readonly text: string
  readonly start: number
  readonly end: number
}

/**
 * Cuts SQL into statements: quotes, `$tag$`, nested comments, psql's backslash lines and the data of COPY are told apart, also
 * where a parser would give up on the whole file.
 */
export function splitSql(text: string): readonly SqlPiece[] {
  return cut(text, ';', MOST_STATEMENTS)
}

/** The parts of one statement between commas that stand in no parentheses. */
export function splitClauses(text: string): readonly SqlPiece[] {
  return cut(text, ',', MOST_CLAUSES)
}

const MOST_STATEMENTS = 500_000
const MOST_CLAUSES = 1000

function cut(text: string, at: ';' | ',', most: number): readonly SqlPiece[] {
  const found: SqlPiece[] = []
  const next = /['"`;,()]|\$(?:[A-Za-z_]\w{0,60})?\$|--|\/\*|^[ \t]{0,20}\\[^\r\n]*/gm
  let depth = 0
  let start = 0
  const add = (end: number) => {
    const piece = pieceOf(text, start, end)
    if (piece) found.push(piece)
  }
  for (let match = next.exec(text); match && found.length < most; match = next.exec(text)) {
    const [token] = match
    if (token === '(') depth++
    else if (token === ')') depth--
    else if (token === at && (at === ';' || depth === 0)) {
      add(match.index)
      start = next.lastIndex
      if (at === ';') start = next.lastIndex = afterData(text, found.at(-1), start)
      depth = 0
    } else if (token.trimStart().startsWith('\\')) {
      add(match.index)
      start = next.lastIndex
    } else if (!';,'.includes(token)) next.lastIndex = endOf(text, token, match.index)
  }
  if (found.length < most) add(text.length)
  return found
}

/** Where the quoted text or comment that begins here ends; the end of all where it never does. */
function endOf(text: string, token: string, index: number): number {
  if (token === '/*') return endOfComment(text, index)
  if (token === '--') return orEnd(text, text.indexOf('\n', index), 1)
  if (token === "'" && /[eE]/.test(text[index - 1] ?? '') && !/\w/.test(text[index - 2] ?? '')) return endOfEscaped(text, index)
  return orEnd(text, text.indexOf(token, index + token.length), token.length)
}

function orEnd(text: string, found: number, length: number): number {
  return found < 0 ? text.length : found + length
}

function endOfEscaped(text: string, index: number): number {
  for (let at = index + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === "'") return at + 1
  }
  return text.length
}

function endOfComment(text: string, index: number): number {
  const mark = /\/\*|\*\//g
  mark.lastIndex = index + 2
  let depth = 1
  for (let match = mark.exec(text); match; match = mark.exec(text)) {
    depth += match[0] === '/*' ? 1 : -1
    if (depth === 0) return mark.lastIndex
  }
  return text.length
}

/** After `COPY … FROM stdin;` comes data up to a line `\.`. */
function afterData(text: string, last: SqlPiece | undefined, from: number): number {
  if (!last || !/^copy\b/i.test(last.text) || !/\bfrom\s+stdin\b/i.test(last.text)) return from
  return orEnd(text, text.indexOf('\n\\.', from), 3)
}

function pieceOf(text: string, from: number, to: number): SqlPiece | undefined {
  const blank = /\s+|--[^\n]*|\/\*/y
  let start = from
  blank.lastIndex = start
  for (let match = blank.exec(text); match && start < to; match = blank.exec(text)) {
    start = match[0] === '/*' ? endOfComment(text, match.index) : blank.lastIndex
    blank.lastIndex = start
  }
  if (start >= to) return
  const whole = text.slice(start, to).trimEnd()
  return whole === '' ? undefined : { text: whole, start, end: start + whole.length }
}
