import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import type { Suppression } from '#model/suppression'
import { commentMarkers } from './comment-markers.ts'
import { type Line, lines, positionAt, rangeInLine } from './lines.ts'
import { perFile } from './per-file.ts'

/** A file without this literal holds no suppression. */
export const SUPPRESSION_HINT = 'readiness:'

/** The comments `readiness: ignore <control> -- <reason>` of a file, also those that are malformed and ignore nothing. */
export const suppressions: (file: SourceFile) => readonly Suppression[] = perFile((file) => {
  const markers = commentMarkers(file.path)
  if (markers.length === 0) return []
  const found = directives(file).flatMap(({ line, start, end }) => parse(line, start, end, markers))
  const alone = new Set(found.flatMap(({ line, target }) => (target > line ? [line] : [])))
  return found.map((one) => ({ ...one, target: one.target === one.line ? one.line : firstOther(one.target, alone) }))
})

/** Several comments above one line belong to that line. */
function firstOther(line: number, comments: ReadonlySet<number>): number {
  let target = line
  while (comments.has(target)) target++
  return target
}

interface Directive {
  readonly line: Line
  /** Where `readiness:` begins, and where `ignore` ends, in the line. */
  readonly start: number
  readonly end: number
}

/** Longer lines were not written by a person. */
const LONGEST_LINE = 2000
const MOST = 1000

function directives(file: SourceFile): readonly Directive[] {
  const found: Directive[] = []
  for (const match of file.text.matchAll(/readiness:[ \t]{0,4}ignore(?![\w-])/g)) {
    if (found.length >= MOST) break
    const { line: number, column } = positionAt(file, match.index)
    const line = lines(file)[number - 1]!
    if (line.text.length <= LONGEST_LINE) found.push({ line, start: column - 1, end: column - 1 + match[0].length })
  }
  return found
}

function parse(line: Line, start: number, end: number, markers: readonly string[]): Suppression[] {
  const before = line.text.slice(0, start).trimEnd()
  const marker = markers.find((one) => before.endsWith(one))
  if (marker === undefined) return []
  const code = before.slice(0, -marker.length).trimEnd()
  if (!opensComment(before, code, marker)) return []
  const body = line.text.slice(end).replace(/[ \t]{0,100}(?:\*\/|-->|#\}).*$/, '')
  if (!isMeant(body)) return []
  const range: Range = rangeInLine(line, start, end + body.trimEnd().length)
  const isAlone = /^[#*/;\s-]*$/.test(code)
  return [{ line: line.number, target: isAlone ? line.number + 1 : line.number, range, ...read(body) }]
}

/** Not one inside a string, nor the `#` of a URL. */
function opensComment(before: string, code: string, marker: string): boolean {
  const isApart = code === '' || marker !== '#' || /[\s#]$/.test(before.slice(0, -1))
  return isApart && ['"', "'", '`'].every((quote) => code.split(quote).length % 2 === 1 || (quote === "'" && /\w'\w/.test(code)))
}

/** "readiness: ignore failures while starting" is a sentence. */
function isMeant(body: string): boolean {
  const [first = ''] = body.trim().split(/\s/, 1)
  return first === '' || /[/*-]/.test(first) || / --(?: |$)/.test(body)
}

const ID = /^[a-z][a-z0-9-]{0,63}\/[a-z][a-z0-9-]{0,63}$/

function read(body: string): Pick<Suppression, 'controls' | 'reason' | 'fault'> {
  const [, named = body, said = ''] = /^(.*?)(?:^|\s)--(?:\s(.*))?$/.exec(body) ?? []
  const controls = named.split(/[\s,]+/).filter(Boolean)
  const reason = said.trim().slice(0, 500)
  const wrong = controls.find((id) => !ID.test(id))
  if (controls.length === 0) return { controls: [], reason, fault: 'It names no control.' }
  if (wrong !== undefined)
    return {
      controls: [],
      reason,
      fault: 'It names something that is no control: write ids like deploy/image-latest-tag, separated by commas.',
    }
  return reason === '' ? { controls: [], reason, fault: 'It gives no reason: write it after two hyphens.' } : { controls, reason }
}
