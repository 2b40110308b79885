import type { SourceFile } from '#model/snapshot'
import { Unparsable } from '#model/unparsable'
import { perFile } from './per-file.ts'
import { refuse } from './yaml/error.ts'
import { readEvents } from './yaml/events.ts'
import type { YamlNode } from './yaml/node.ts'

const MAX_LENGTH = 5_000_000

/**
 * The value of a JSON file, as a tree with places: JSON is YAML. Comments and trailing commas, as editors and compilers allow
 * them, are no mistakes. `undefined` of an empty file. Throws `Unparsable`.
 */
export const jsonDocument: (file: SourceFile) => YamlNode | undefined = perFile((file) => {
  if (file.text.length > MAX_LENGTH) throw new Unparsable(`longer than ${MAX_LENGTH} characters`)
  const text = file.text.includes('/') ? withoutComments(file.text) : file.text
  const root = parse(file, text)
  if (root?.kind === 'scalar' && root.style === 'plain' && typeof root.value === 'string') throw new Unparsable('not JSON')
  return root
})

function parse(file: SourceFile, text: string): YamlNode | undefined {
  try {
    return readEvents({ file, text, base: 0 })[0]
  } catch (error) {
    return refuse(error)
  }
}

/** Blanks comments outside strings; everything else stays where it was. */
function withoutComments(text: string): string {
  const pieces: string[] = []
  const beginning = /["/]/g
  let done = 0
  for (let found = beginning.exec(text); found; found = beginning.exec(text)) {
    const end = endOf(text, found.index)
    if (end === undefined) break
    if (found[0] === '/') {
      pieces.push(text.slice(done, found.index), text.slice(found.index, end).replaceAll(/[^\r\n]/g, ' '))
      done = end
    }
    beginning.lastIndex = end
  }
  return pieces.join('') + text.slice(done)
}

/** Where the string or comment that begins here ends; `undefined` when it never does, and then nothing after it can be told. */
function endOf(text: string, start: number): number | undefined {
  if (text[start] === '"') return endOfString(text, start + 1)
  if (text[start + 1] === '/') return endOfLine(text, start)
  if (text[start + 1] !== '*') return start + 1
  const close = text.indexOf('*/', start + 2)
  return close < 0 ? undefined : close + 2
}

function endOfString(text: string, start: number): number | undefined {
  for (let at = start; at < text.length; at++) {
    if (text[at] === '"') return at + 1
    if (text[at] === '\\') at++
  }
  return
}

function endOfLine(text: string, start: number): number {
  const ending = /[\r\n]/g
  ending.lastIndex = start
  return ending.exec(text)?.index ?? text.length
}
