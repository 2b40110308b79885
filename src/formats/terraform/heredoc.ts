import { crossOut } from '../template.ts'
import { readEvents } from '../yaml/events.ts'
import type { YamlNode } from '../yaml/node.ts'
import type { TerraformValue } from './value.ts'

/** The JSON or YAML in a heredoc, with what is interpolated as `templated`; none when it is neither. Positions are those of the file. */
export function heredocDocuments({ file, start, end }: TerraformValue): readonly YamlNode[] {
  const lineStart = file.text.lastIndexOf('\n', start - 1) + 1
  const base = file.text.slice(lineStart, start).trim() === '' ? lineStart : start
  const source = file.text.slice(base, end)
  const scrubbed = crossOut(source, /[$%]\{[^{}]*\}/g)
  try {
    return readEvents({ file, text: scrubbed.text, base, scrubbed })
  } catch {
    return []
  }
}
