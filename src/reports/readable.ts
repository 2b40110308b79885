import type { Position, Range } from '#model/location'
import type { Contents } from './context.ts'
import { lineStarts } from './edits.ts'
import type { SecretLines } from './secret-lines.ts'

/** A file of the head as it may be shown: lines without their ends, and without secrets. */
export interface ReadableFile {
  readonly text: string
  readonly lines: number
  /** The line as it stands in the file. */
  raw(line: number): string
  /** The line as it may be shown; a secret is five dots. */
  shown(line: number): string
  holdsSecret(line: number): boolean
  /** Both ends are places in this text. */
  contains(range: Range): boolean
}

const HIDDEN = '•••••'

/** Opens files of the head, each once. */
export function readableFiles(contents: Contents | undefined, secrets: SecretLines): (path: string) => ReadableFile | undefined {
  const open = new Map<string, ReadableFile | undefined>()
  return (path) => {
    if (!open.has(path)) {
      const text = contents?.(path)
      open.set(path, text === undefined ? undefined : readable(text, (line) => secrets.from(path, line)))
    }
    return open.get(path)
  }
}

function readable(text: string, secretFrom: (line: number) => number | undefined): ReadableFile {
  const starts = lineStarts(text)
  const keys = privateKeys(text)
  const inKey = (line: number) => keys.some(({ from, to }) => starts[line - 1]! > from && starts[line - 1]! < to)
  const from = (line: number) => secretFrom(line) ?? (inKey(line) ? 1 : undefined)
  const raw = (line: number) => text.slice(starts[line - 1], starts[line]).replace(/[\r\n]+$/, '')
  const shown = (line: number) => {
    const column = from(line)
    return column === undefined ? raw(line) : `${raw(line).slice(0, column - 1)}${HIDDEN}`
  }
  const lines = starts.length > 1 && starts.at(-1) === text.length ? starts.length - 1 : starts.length
  const isPlace = ({ line, column }: Position) => line >= 1 && line <= starts.length && column >= 1 && column <= raw(line).length + 1
  const contains = ({ start, end }: Range) => isPlace(start) && isPlace(end)
  return { text, lines, raw, shown, holdsSecret: (line) => from(line) !== undefined, contains }
}

/** The bodies of private keys: a check may point at their first line only. */
function privateKeys(text: string): readonly { readonly from: number; readonly to: number }[] {
  const keys: { from: number; to: number }[] = []
  for (const { index } of text.matchAll(/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/g)) {
    if (index < (keys.at(-1)?.to ?? 0)) continue
    const end = text.indexOf('-----END', index)
    keys.push({ from: index, to: end < 0 ? text.length : end })
  }
  return keys
}
