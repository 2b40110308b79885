import type { Range } from '#model/location'
import { type Line, rangeInLine } from '../lines.ts'

/** A link or an image: `[text](target)`, `<https://…>`, or the definition of a reference, `[name]: target`. */
export interface MarkdownLink {
  readonly text: string
  readonly target: string
  /** The target. */
  readonly range: Range
}

/** Outside of code spans. */
export function linksIn(line: Line): readonly MarkdownLink[] {
  if (!/[[<]/.test(line.text)) return []
  const text = withoutCode(line.text)
  return FORMS.flatMap((form) => [...text.matchAll(form)].map((match) => link(line, match)))
}

/** Code spans as blanks: each ends at the next run of as many backticks as it began with. */
function withoutCode(text: string): string {
  const runs = [...text.matchAll(/`+/g)]
  const parts: string[] = []
  let done = 0
  for (let at = 0; at < runs.length; at++) {
    const close = closingRun(runs, at)
    if (close === undefined) continue
    const end = runs[close]!.index + runs[close]![0].length
    parts.push(text.slice(done, runs[at]!.index), ' '.repeat(end - runs[at]!.index))
    done = end
    at = close
  }
  return parts.join('') + text.slice(done)
}

/** Looked for in the next few runs only: a line of nothing but backticks stays cheap. */
function closingRun(runs: readonly RegExpExecArray[], at: number): number | undefined {
  const { length } = runs[at]![0]
  for (let next = at + 1; next < Math.min(runs.length, at + 50); next++) if (runs[next]![0].length === length) return next
  return
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
