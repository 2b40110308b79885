import { type Line, lines, rangeInLine } from '#formats/lines'
import { perFile } from '#formats/per-file'
import type { SourceFile } from '#model/snapshot'
import { scanIn } from './commands.ts'
import type { Scan } from './scan.ts'

/** The scans that the lines between two places of a file begin; lines that end in a backslash go on. */
export function scansOfText(file: SourceFile, start: number, end: number, where: string): readonly Scan[] {
  const own = lines(file).filter((line) => line.offset + line.text.length > start && line.offset < end)
  const found: Scan[] = []
  for (let at = 0; at < own.length; at++) {
    const first = own[at]!
    let text = first.text
    let last = first
    for (let more = 0; text.endsWith('\\') && own[at + 1] && more < MAX_CONTINUED; more++) {
      last = own[++at]!
      text = `${text.slice(0, -1)} ${last.text.trim()}`
    }
    const command = scanIn(text)
    if (!command) continue
    const { tool, ecosystems, isMuted, report } = command
    const isKept = report !== undefined && last.offset >= (lastReadings(file).get(report) ?? -1)
    found.push({
      tool,
      ecosystems,
      subject: `${where}: ${tool}`,
      range: rangeOfCommand(first, last),
      muted: isMuted ? 'command' : isKept ? 'report' : undefined,
    })
  }
  return found
}

const MAX_CONTINUED = 20

/** Of each report that a file names: where it does so last, other than to keep it. A report that nothing reads stops nothing. */
const lastReadings: (file: SourceFile) => ReadonlyMap<string, number> = perFile((file) => {
  const found = new Map<string, number>()
  for (const { text, offset } of lines(file)) {
    if (text.length > MAX_LINE || KEPT.test(text)) continue
    for (const [name] of text.matchAll(REPORT_NAME)) found.set(name, offset)
  }
  return found
})

const MAX_LINE = 2000
const REPORT_NAME = /[\w-]+\.(?:json|txt|log|md|html|sarif|xml|csv|out)\b/g
/** An entry of a list of files, a name, a path to upload. */
const KEPT = /^\s*(?:-\s+)?(?:(?:path|name|paths|artifacts|if-no-files-found|key):)?\s*["']?(?:[\w.*/-]|\$\{\{[^}]*\}\})*["']?,?\s*$/

/** Without indentation, list markers, keys and quotes. */
function rangeOfCommand(first: Line, last: Line) {
  const lead = /^\s*(?:-\s+)?(?:(?:run|script|command):\s*|sh\s*\(?\s*)?["']{0,3}/.exec(first.text)![0].length
  const { start } = rangeInLine(first, lead)
  const { end } = rangeInLine(last, 0, last.text.replace(/["'][)]?,?\s*(?:\/\/.*)?$/, '').trimEnd().length)
  return { start, end }
}
