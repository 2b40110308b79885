import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { lines } from '../lines.ts'

/** The text of a place. */
export function sourceOf(file: SourceFile, { start, end }: Range): string {
  const all = lines(file)
  const offset = ({ line, column }: Range['start']) => (all[line - 1]?.offset ?? file.text.length) + column - 1
  return file.text.slice(offset(start), offset(end))
}
