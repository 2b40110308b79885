import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { type Head, headings } from './evidence/headings.ts'
import { isPlaceholder } from './evidence/placeholders.ts'
import { lines, rangeInLine } from './lines.ts'
import { perFile } from './per-file.ts'

/** A document as evidence: what it is about, and whether it says something. Plain data, without the text itself. */
export interface EvidenceDocument {
  /** Its first heading, or the name of its file. */
  readonly title: string
  /** Of the title; of the first line where it has none. */
  readonly range: Range
  /** Lines that are not blank, code and tables included. */
  readonly lines: number
  readonly sections: readonly EvidenceSection[]
  /** Markers of work that was never done: `TODO`, `<your name>`, `Describe here…`. */
  readonly placeholders: number
  /** It says itself that it is a form to be filled in, or most of it is placeholders. */
  readonly isTemplate: boolean
}

/** What stands under a heading, or after a `**Label:**` at the start of a paragraph. */
export interface EvidenceSection {
  readonly heading: string
  readonly level: number
  readonly range: Range
  /** Lines of its own that say something: placeholders do not count, parts of it with headings of their own do. */
  readonly content: number
}

export function isDocumentPath(path: string): boolean {
  return /\.(?:md|mdx|markdown|rst|adoc|asciidoc|txt)$/i.test(path)
}

/** A document read for what it says; an empty file has no sections and no lines. */
export const evidence: (file: SourceFile) => EvidenceDocument = perFile((file) => {
  const all = lines(file).filter(({ text }) => text.trim() !== '')
  const heads = headings(file)
  const title = heads.find(({ isLabel }) => !isLabel)
  const name = file.path.slice(file.path.lastIndexOf('/') + 1)
  const placeholders = all.filter(({ text }) => isPlaceholder(text)).length
  return {
    title: title?.text ?? name.replace(/\.\w+$/, ''),
    range: title?.range ?? rangeInLine(all[0] ?? lines(file)[0]!),
    lines: all.length,
    sections: sectionsOf(file, heads),
    placeholders,
    isTemplate: TEMPLATE_NAME.test(name) || (placeholders > 2 && placeholders * 3 > all.length),
  }
})

/** The sections whose heading says one of these words and that have content. */
export function sectionsAbout({ sections }: Pick<EvidenceDocument, 'sections'>, about: RegExp): readonly EvidenceSection[] {
  return sections.filter(({ heading, content }) => content > 0 && about.test(heading))
}

/** Down to the next heading of the same rank; labels end at the next head of any kind. */
function sectionsOf(file: SourceFile, all: readonly Head[]): readonly EvidenceSection[] {
  const heads = all.slice(0, MAX_HEADS)
  const bare = new Set(heads.filter(({ says }) => !says).map(({ line }) => line))
  const before = [0]
  for (const { number, text } of lines(file)) before.push(before[number - 1]! + (!bare.has(number) && says(text) ? 1 : 0))
  return heads.map(({ text, level, line, range, isLabel, says: itself }, index) => {
    const next = heads.slice(index + 1).find((head) => isLabel || (!head.isLabel && head.level <= level))
    const last = next ? next.line - 1 : before.length - 1
    return { heading: text, level, range, content: before[last]! - before[line]! + (itself ? 1 : 0) }
  })
}

const MAX_HEADS = 2000

function says(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !isPlaceholder(text) && !/^\s*(?:```|~~~|<!--)/.test(text)
}

const TEMPLATE_NAME = /(?:^|[._-])(?:template|skeleton|boilerplate)s?(?:[._-]|$)/i
