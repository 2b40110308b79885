/** A word of an instruction, or a line of it, and where it stands in the file. */
export interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Arguments beyond these are no instruction that anyone reads. */
const MAX_WORDS = 10_000

/** Splits at white space outside quotes. Quotes and escapes stay in the words. */
export function wordsOf(parts: readonly Word[]): Word[] {
  const found: Word[] = []
  for (const part of parts) {
    for (let at = startOfWord(part.text, 0); at < part.text.length && found.length < MAX_WORDS; ) {
      const end = endOfWord(part.text, at)
      found.push({ text: part.text.slice(at, end), start: part.start + at, end: part.start + end })
      at = startOfWord(part.text, end)
    }
  }
  return found
}

function startOfWord(text: string, from: number): number {
  let at = from
  while (at < text.length && SPACE.has(text[at]!)) at++
  return at
}

function endOfWord(text: string, from: number): number {
  let quote = ''
  let at = from
  for (; at < text.length; at++) {
    const character = text[at]!
    if (character === '\\' && quote !== "'") at++
    else if (quote) quote = character === quote ? '' : quote
    else if (character === '"' || character === "'") quote = character
    else if (SPACE.has(character)) break
  }
  return Math.min(at, text.length)
}

const SPACE = new Set([' ', '\t', '\v', '\f'])
