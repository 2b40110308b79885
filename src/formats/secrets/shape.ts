/** What a provider's credential looks like: literal parts and runs of characters, so that it reads, matches and generates. */
export interface Shape {
  /** `snake_case`: the name of the shape in facts, examples (`{{secret:kind}}`) and tests. */
  readonly kind: string
  /** What people call it: `Stripe live secret key`. */
  readonly label: string
  /** One of these begins it. Public: it says whose it is, nothing more. None: it is only known as a whole value under a name. */
  readonly prefixes: readonly string[]
  readonly rest: readonly Part[]
  /** `test` keys move no money and `public` ones are meant to be seen: neither is a leak. */
  readonly standing: 'live' | 'test' | 'public'
  /** The shape alone proves too little: the name that holds the value has to match as well. */
  readonly names?: RegExp | undefined
  /** Under a name that says `public` it is meant to be seen. */
  readonly mayBePublic?: boolean | undefined
  /** The prefix is what surrounds the secret (`AccountKey=`, the host of a webhook), not a part of it. */
  readonly outside?: boolean | undefined
}

/** What looks like a credential at one place of a text. */
export interface Candidate extends Pick<Shape, 'kind' | 'label' | 'names' | 'mayBePublic'> {
  readonly verdict: 'live' | 'likely' | 'placeholder' | 'plain'
  /** Offsets of the secret itself, without what surrounds it. */
  readonly start: number
  readonly end: number
  /** The public beginning, which may be shown. */
  readonly prefix?: string | undefined
}

/** Text that stands for itself, or a run of characters. */
export type Part = string | Run

export interface Run {
  /** Inside of a character class. */
  readonly of: string
  readonly min: number
  readonly max: number
}

/** Finds the shape at `lastIndex`; group 1 is the secret. Bounded runs between fixed borders: linear by construction. */
export function patternOf({ prefixes, rest, outside }: Shape): RegExp {
  const head = `(?:${prefixes.map(escaped).join('|')})`
  const body = sourceOf(rest)
  const last = rest.at(-1)
  const border = `(?![A-Za-z0-9_${typeof last === 'object' ? last.of : ''}])`
  return new RegExp(`${BEFORE}${outside ? `${head}(${body})` : `(${head}${body})`}${border}`, 'y')
}

/** Matches a value that is the shape and nothing else. */
export function wholePatternOf({ rest }: Shape): RegExp {
  return new RegExp(`^${sourceOf(rest)}$`)
}

function sourceOf(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? escaped(part) : `[${part.of}]{${part.min},${part.max}}`)).join('')
}

/** A token begins where no other word runs on: at an escape such as `\n` or `%3D` a new one begins. */
export const BEFORE = String.raw`(?:(?<![A-Za-z0-9_-])|(?<=\\[nrt])|(?<=%[0-9A-F]{2}))`

/** For a regular expression. */
function escaped(literal: string): string {
  return literal.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
}
