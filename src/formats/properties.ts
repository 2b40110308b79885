import type { SourceFile } from '#model/snapshot'
import { lines } from './lines.ts'
import type { Pair } from './pair.ts'
import { perFile } from './per-file.ts'

/** The settings of Java properties and of files like them (ini, cfg, simple TOML); names carry the section they stand in. */
export const properties: (file: SourceFile) => readonly Pair[] = perFile((file) => {
  const found: Pair[] = []
  let section = ''
  let continues = false
  for (const { text, offset } of lines(file)) {
    const inner = continues
    continues = CONTINUED.test(text) && !COMMENT.test(text)
    if (inner) {
      extend(found, file.text, offset + text.replace(/\\$/, '').length)
      continue
    }
    section = SECTION.exec(text)?.[1]?.trim() ?? section
    const [head, name] = SETTING.exec(text) ?? []
    if (head === undefined || !name) continue
    const [from, to] = valueIn(text, head.length)
    const full = section ? `${section}.${name}` : name
    const nameStart = offset + head.indexOf(name)
    found.push({ name: full, value: text.slice(from, to), nameStart, start: offset + from, end: offset + to })
  }
  return found
})

const SECTION = /^[ \t]*\[{1,2}([^[\]\r\n]{1,200})\]/
const COMMENT = /^[ \t]*[#!;]/
const CONTINUED = /(?:^|[^\\])(?:\\\\){0,50}\\$/
const SETTING = /^[ \t]*(?:export[ \t]+)?["']?([A-Za-z_][\w.$/-]{0,200})["']?[ \t]*[=:][ \t]*/

/** Offsets in the line: inside of quotes, else up to a comment. */
function valueIn(line: string, start: number): readonly [from: number, to: number] {
  const quote = line[start]
  const close = quote === '"' || quote === "'" ? line.indexOf(quote, start + 1) : -1
  if (close > 0) return [start + 1, close]
  const rest = line.slice(start).replace(/\\$/, '')
  const comment = rest.search(/[ \t][#;]/)
  return [start, start + (comment < 0 ? rest : rest.slice(0, comment)).trimEnd().length]
}

/** A line that ends in a backslash goes on: the value is then all of it, as written. */
function extend(found: Pair[], text: string, end: number): void {
  const last = found.pop()
  if (last) found.push({ ...last, end, value: text.slice(last.start, end) })
}
