import type { RE2JS } from 're2js'
import { type Line, lines, rangeInLine } from '#formats/lines'
import { digest } from '#formats/secrets'
import type { FileObservation } from '#model/checks'
import type { CustomControl, TextTest } from '#model/custom-control'
import type { SourceFile } from '#model/snapshot'
import { compilePattern } from '../patterns.ts'

/** What is reported of one file at most. */
const MOST = 200

/** Looks at a file line by line: no line may hold one pattern, one line must hold the other. */
export function inspectText(
  { rating, title, remedy = '' }: CustomControl,
  test: TextTest,
): (file: SourceFile) => Iterable<FileObservation> {
  const forbidden = test.forbid === undefined ? undefined : regexOf(test.forbid)
  const required = test.require === undefined ? undefined : regexOf(test.require)
  const message = [`${title}.`, ...(remedy ? [remedy] : [])].join(' ')
  return function* (file) {
    const hits = forbidden
      ? lines(file)
          .filter(({ text }) => forbidden.test(text))
          .slice(0, MOST)
      : []
    for (const line of hits) yield { subject: subjectOf(line), range: rangeOf(line, forbidden!), problem: { rating, message } }
    const isThere = !required || lines(file).some(({ text }) => required.test(text))
    if (!isThere) yield { subject: 'file', problem: { rating, message } }
    else if (hits.length === 0) yield { subject: 'file' }
  }
}

/** A policy whose patterns do not compile never gets here. */
function regexOf(pattern: string): RE2JS {
  const compiled = compilePattern(pattern)
  if ('fault' in compiled) throw new Error(compiled.fault)
  return compiled.regex
}

/** What a pattern looks for may be a secret, and a line number is no name: a digest stands for the line. */
function subjectOf({ text }: Line): string {
  return `line ${digest(text.trim())}`
}

function rangeOf(line: Line, regex: RE2JS) {
  const matcher = regex.matcher(line.text)
  return matcher.find() ? rangeInLine(line, matcher.start(), matcher.end()) : rangeInLine(line)
}
