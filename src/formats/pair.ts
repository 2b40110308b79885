/** A name and its value, as configuration files of all kinds have them. */
export interface Pair {
  /** As written; in nested files the path to it, joined by dots. */
  readonly name: string
  /** As written between its quotes, escapes included: `text.slice(start, end)`. */
  readonly value: string
  /** Offsets into the file's text: of the name, and of the value without its quotes. */
  readonly nameStart: number
  readonly start: number
  readonly end: number
  /** In a comment, as examples have optional settings. */
  readonly commented?: boolean | undefined
}
