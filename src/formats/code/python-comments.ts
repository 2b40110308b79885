import { Unparsable } from '#model/unparsable'
import { parseSyntax } from './read-tree.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'

/**
 * Comments that follow one another, of which the parser may see so many. Its scanner looks for the next indentation at each comment, past all
 * those that follow: 2,000 lines take a second, 20,000 two minutes. The others are blanked for it, and added to what it found.
 */
const MOST_IN_A_ROW = 40

/** Runs that turn out to begin in strings are shown to the parser after all: not again and again, and no more lines than take it a second. */
const MOST_TRIES = 3
const MOST_SHOWN = 2000

interface Comment {
  readonly start: number
  readonly end: number
}

/** Parses Python with a grammar that is loaded. Throws `Unparsable`. */
export function parsePython(source: string): SyntaxTree {
  let runs = longRuns(source)
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const tree = parseSyntax('python', source, blanked(source, runs.flat()))
    // What is blanked may have been the end of a string.
    const outside = tree.incomplete ? [] : runs.filter(([first]) => !isInString(tree.root, first!.start))
    if (outside.length === runs.length) return withComments(tree, source, runs.flat())
    if (runs.flat().length - outside.flat().length > MOST_SHOWN) break
    runs = outside
  }
  throw new Unparsable('too many lines in a row that begin with #')
}

/** Of each run of lines that only comment the comments beyond the first ones. */
function longRuns(source: string): readonly (readonly Comment[])[] {
  const runs: Comment[][] = []
  let run: Comment[] = []
  const finish = () => {
    if (run.length > MOST_IN_A_ROW) runs.push(run.slice(MOST_IN_A_ROW))
    if (run.length > 0) run = []
  }
  for (let start = 0; start < source.length; ) {
    const found = source.indexOf('\n', start)
    const end = found === -1 ? source.length : found
    while (start < end && BLANKS.has(source.charCodeAt(start))) start++
    if (source.charCodeAt(start) === HASH) run.push({ start, end })
    else if (start < end) finish()
    start = end + 1
  }
  finish()
  return runs
}

const HASH = '#'.charCodeAt(0)
const BLANKS: ReadonlySet<number> = new Set([' ', '\t', '\f', '\r'].map((blank) => blank.charCodeAt(0)))

function blanked(source: string, comments: readonly Comment[]): string {
  if (comments.length === 0) return source
  const parts: string[] = []
  let done = 0
  for (const { start, end } of comments) {
    parts.push(source.slice(done, start), ' '.repeat(end - start))
    done = end
  }
  return parts.join('') + source.slice(done)
}

function isInString(node: Syntax, offset: number): boolean {
  if (node.type.includes('string')) return true
  const around = node.children.find(({ start, end }) => start <= offset && offset < end)
  return around !== undefined && isInString(around, offset)
}

function withComments(tree: SyntaxTree, source: string, hidden: readonly Comment[]): SyntaxTree {
  if (hidden.length === 0) return tree
  const found = hidden.map(
    ({ start, end }): Syntax => ({ type: 'comment', field: undefined, named: false, start, end, source, children: [] }),
  )
  return { ...tree, comments: [...tree.comments, ...found].toSorted((a, b) => a.start - b.start) }
}
