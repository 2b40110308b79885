import { type Hits, literalScan } from '#model/literals'
import { onceFor } from '#model/once'
import type { SourceFile } from '#model/snapshot'

/**
 * The cheapest look at a file, before any pattern: whether it holds one of some words of ASCII, letters in any case. All looks of the
 * program share one pass over the text.
 */
export function mentions(words: readonly string[]): (file: SourceFile) => boolean {
  const look = looks.push(words) - 1
  scan = undefined
  return (file) => hits(file).has(look)
}

/**
 * The same for files in which the words are too common: the pattern decides, and is tried around the words alone. So whatever it matches
 * must hold one of them, and reach no further from its end than `reach`, in characters.
 */
export function mentionsLike(pattern: RegExp, words: readonly string[], reach = 200): (file: SourceFile) => boolean {
  const look = looks.push(words) - 1
  scan = undefined
  const likely = onceFor((file: SourceFile) => {
    const found = hits(file)
    return found.has(look) && around(file.text, found.ends(look), reach).some((part) => pattern.test(part))
  })
  known.push({ pattern, likely })
  return likely
}

/** Every look that has a pattern, for the test that holds its words and its reach against what the pattern matches. */
export const likenesses = (): readonly Likeness[] => known

const known: Likeness[] = []

interface Likeness {
  readonly pattern: RegExp
  readonly likely: (file: SourceFile) => boolean
}

/** The parts of a text that are near to some places in it; those that overlap are one. */
function* around(text: string, places: readonly number[], reach: number): Generator<string> {
  let begin = Math.max(0, places[0]! - reach)
  let end = begin
  for (const place of places) {
    if (place - reach > end) {
      yield text.slice(begin, end)
      begin = place - reach
    }
    end = place + reach
  }
  yield text.slice(begin, end)
}

const looks: (readonly string[])[] = []
/** Made when it is first asked, and again when a look was added later. */
let scan: ((file: SourceFile) => Hits<number>) | undefined

function hits(file: SourceFile): Hits<number> {
  scan ??= scanFor(looks)
  return scan(file)
}

function scanFor(all: readonly (readonly string[])[]): (file: SourceFile) => Hits<number> {
  const literals = literalScan(all.flatMap((words, look) => words.map((word) => [word, look] as const)))
  return onceFor(({ text }) => literals.inText(text))
}
