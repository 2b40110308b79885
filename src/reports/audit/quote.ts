import type { Evaluation } from '#model/evaluation'
import type { Location } from '#model/location'
import type { Contents } from '../context.ts'
import { readableFiles } from '../readable.ts'
import { secretLines } from '../secret-lines.ts'

const LONGEST = 160

/** Quotes the first line of a place, without secrets. */
export function quotes(evaluation: Evaluation, contents: Contents | undefined): (location: Location) => string | undefined {
  const open = readableFiles(contents, secretLines(evaluation))
  return ({ path, range }) => {
    const file = range && open(path)
    if (!file || range.start.line > file.lines) return undefined
    const line = file.shown(range.start.line).trim()
    return line === '' ? undefined : line.length > LONGEST ? `${line.slice(0, LONGEST).toWellFormed()}…` : line
  }
}
