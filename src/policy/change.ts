import type { Location } from '#model/location'

/** One thing that a pull request changes about what everyone is held to, in words. */
export interface PolicyChange {
  readonly kind: 'loosened' | 'tightened' | 'neutral'
  /** What it does, in the third person: `lowers the gate from high to critical`. */
  readonly words: string
  readonly location?: Location | undefined
}

export function loosened(words: string, location?: Location): PolicyChange {
  return { kind: 'loosened', words, location }
}

export function tightened(words: string, location?: Location): PolicyChange {
  return { kind: 'tightened', words, location }
}

export function neutral(words: string, location?: Location): PolicyChange {
  return { kind: 'neutral', words, location }
}

/** `3 controls (a, b and c)`: at most five by name. */
export function listed(names: readonly string[], noun: string): string {
  const shown = names.slice(0, MOST_NAMES)
  const rest = names.length - shown.length
  const words = rest > 0 ? `${shown.join(', ')} and ${rest} more` : joined(shown)
  return names.length === 1 ? `the ${noun} ${words}` : `${names.length} ${noun}s (${words})`
}

const MOST_NAMES = 5

function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

export function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** What one list has and the other has not. */
export function without<Item>(items: readonly Item[], others: readonly Item[]): readonly Item[] {
  const known = new Set(others.map((other) => JSON.stringify(other)))
  return items.filter((item) => !known.has(JSON.stringify(item)))
}
