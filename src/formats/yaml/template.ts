import type { SourceFile } from '#model/snapshot'
import { scrub } from '../template.ts'
import { positionOf, refuse } from './error.ts'
import { readEvents } from './events.ts'
import type { YamlNode } from './node.ts'

/** Lines of a template that are given up before the file is, and how long they may be: nothing much hides in them. */
const MAX_REPAIRS = 30
const MAX_REPAIRED = 400

/** Reads a template with its actions blanked. A line that is no YAML without its action is given up, and the rest still read. */
export function readTemplate(file: SourceFile): readonly YamlNode[] {
  const scrubbed = scrub(file.text)
  let { text } = scrubbed
  for (let repairs = 0; ; repairs++) {
    try {
      return readEvents({ file, text, base: 0, scrubbed })
    } catch (error) {
      const position = positionOf(error)
      const repaired = position === undefined || repairs >= MAX_REPAIRS ? undefined : withoutLine(text, position)
      text = repaired ?? refuse(error)
    }
  }
}

/** Blanks the line at the position, or the last one before it that holds something. */
function withoutLine(text: string, position: number): string | undefined {
  const last = text.slice(0, lineEnd(text, position)).trimEnd().length
  const start = Math.max(text.lastIndexOf('\n', last - 1), text.lastIndexOf('\r', last - 1)) + 1
  if (last - start > MAX_REPAIRED) return
  return text.slice(0, start) + ' '.repeat(last - start) + text.slice(last)
}

function lineEnd(text: string, position: number): number {
  const ending = /[\r\n]|$/g
  ending.lastIndex = position
  return ending.exec(text)?.index ?? text.length
}
