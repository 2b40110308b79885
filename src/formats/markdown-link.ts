import type { Range } from '#model/location'
import { type Line, rangeInLine } from './lines.ts'

/** A link or an image: `[text](target)`, `<https://…>`, or the definition of a reference, `[name]: target`. */
export interface MarkdownLink {
  readonly text: string
  readonly target: string
  /** The target. */
  readonly range: Range
}

/** Outside of code spans. */
export function linksIn(line: Line): readonly MarkdownLink[] {
  const text = line.text.replaceAll(/(?<!`)(`{1,8})(?!`)[^`]+\1(?!`)/g, (code) => ' '.repeat(code.length))
  return FORMS.flatMap((form) => [...text.matchAll(form)].map((match) => link(line, match)))
}

const FORMS: readonly RegExp[] = [
  /(?<text>\[[^\][]{0,400}\])\([ \t]{0,8}<?(?<target>[^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,200})?)/dg,
  /^ {0,3}(?<text>\[[^\][]{1,400}\]):[ \t]{0,8}<?(?<target>[^\s<>]{1,2000})/dg,
  /(?<text><)(?<target>(?:https?|mailto):[^\s<>]{1,2000})>/dg,
]

function link(line: Line, match: RegExpMatchArray): MarkdownLink {
  const [start, end] = match.indices!.groups!.target!
  const [from, to] = match.indices!.groups!.text!
  const text = line.text.slice(from + 1, to - 1)
  const target = match.groups!.target!
  return { text: text || target, target, range: rangeInLine(line, start, end) }
}
