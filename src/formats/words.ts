import { type LiteralScan, literalScan } from '#model/literals'
import type { SourceFile } from '#model/snapshot'

/**
 * The cheapest look at a file, before any pattern: whether it holds one of some words of ASCII, letters in any case. All looks of the
 * program share one pass over the text.
 */
export function mentions(words: readonly string[]): (file: SourceFile) => boolean {
  const look = looks.push(words) - 1
  scan = undefined
  return (file) => found(file).has(look)
}

/** The same for files in which the words are too common: the pattern decides, and is tried where it can match. */
export function mentionsLike(pattern: RegExp, words: readonly string[]): (file: SourceFile) => boolean {
  const isThere = mentions(words)
  return (file) => isThere(file) && pattern.test(file.text)
}

const looks: (readonly string[])[] = []
/** Made when it is first asked, and again when a look was added later. */
let scan: LiteralScan<number> | undefined
const answers = new WeakMap<SourceFile, { readonly by: LiteralScan<number>; readonly hits: ReadonlySet<number> }>()

function found(file: SourceFile): ReadonlySet<number> {
  scan ??= literalScan(looks.flatMap((words, look) => words.map((word) => [word, look] as const)))
  const known = answers.get(file)
  if (known?.by === scan) return known.hits
  const hits = scan.inText(file.text)
  answers.set(file, { by: scan, hits })
  return hits
}
