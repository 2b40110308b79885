import { code } from '#formats/code/code'
import { modulesOf } from '#formats/code/origins'
import type { Code, Value } from '#formats/code/view'
import { perFile } from '#formats/per-file'
import { mentionsLike } from '#formats/words'
import type { SourceFile } from '#model/snapshot'

/** What a logger removes from everything that it writes. */
export interface Redaction {
  /** The last segments of paths, or words in a pattern, in lower case. */
  readonly names: readonly string[]
  /** By the names of fields, or in the finished text too. */
  readonly of: 'fields' | 'text'
  readonly language: Code['language']
}

/** What the loggers that a file sets up remove. */
export const redactions: (file: SourceFile) => readonly Redaction[] = perFile((file) => {
  const source = mayRedact(file) ? code(file) : undefined
  return source ? [...paths(source), ...filters(source)] : []
})

/** Words without one of which a file removes nothing. */
export const REDACTION_HINTS: readonly string[] = ['redact', 'mask', 'sanitiz', 'scrub', 'censor', 'replaceattr', 'sensitive', 'pii']

/** A cheap look before parsing: the option of a logger, or something declared or called by such a name. */
const mayRedact = mentionsLike(
  /redact|ReplaceAttr|(?:mask|sanitiz|scrub|censor|sensitive|pii)\w{0,40}\s{0,9}[(=:]|\b(?:class|def)\s{1,9}\w{0,40}(?:mask|sanitiz|scrub|censor|sensitive|pii)/i,
  REDACTION_HINTS,
)

/** `redact: ['req.headers.authorization', '*.password']` of pino and what is built on it. */
function paths(source: Code): Redaction[] {
  if (!modulesOf(source).some((module) => /pino|fastify|redact/.test(module))) return []
  return source.entries
    .filter(({ key }) => key === 'redact')
    .map(({ value }) => ({ names: textsIn(value).map(lastSegment), of: 'fields', language: source.language }))
}

/** Filters, processors and formats that rewrite what is logged: what they name is what they remove. */
function filters(source: Code): Redaction[] {
  const classes = source.classes.some(
    ({ name, bases }) => REWRITES.test(name) && bases.some((base) => /Filter|Formatter|Processor|Layout|Converter|Transform/.test(base)),
  )
  const functions = source.functions.some(({ name, params }) => (REWRITES.test(name ?? '') && params.length >= 2) || name === 'ReplaceAttr')
  const replaces = source.entries.some(({ key }) => key === 'ReplaceAttr')
  if (!classes && !functions && !replaces) return []
  const names = source.strings.flatMap(({ text }) => text.toLowerCase().match(/[a-z][a-z_]{2,30}/g) ?? [])
  return [{ names: [...new Set(names)].slice(0, 200), of: replaces && !classes ? 'fields' : 'text', language: source.language }]
}

const REWRITES = /redact|mask|sanitiz|scrub|censor|sensitive|pii/i

function textsIn(value: Value): readonly string[] {
  if (value.kind === 'string') return [value.text]
  if (value.kind === 'list') return value.items.flatMap(textsIn)
  return value.kind === 'object' ? value.entries.flatMap((entry) => (entry.key === 'paths' ? textsIn(entry.value) : [])) : []
}

function lastSegment(path: string): string {
  return path
    .replaceAll(/["'\]]/g, '')
    .split(/[.[]/)
    .at(-1)!
    .toLowerCase()
}
