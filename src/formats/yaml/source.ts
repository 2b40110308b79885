import type { SourceFile } from '#model/snapshot'
import type { Scrubbed } from '../template.ts'
import type { YamlScalar } from './node.ts'

/** What is parsed, and where it lies in the file: all of it, a part of it, or all of it with template actions blanked. */
export interface Source {
  readonly file: SourceFile
  readonly text: string
  /** Offset of the text in the file. */
  readonly base: number
  readonly scrubbed?: Scrubbed | undefined
}

export function plainSource(file: SourceFile, text = file.text, base = 0): Source {
  return { file, text, base }
}

/** The place of a node, as every node carries it. */
export function place({ file, base }: Source, start: number, end: number, templated = false) {
  return { file, start: base + start, end: base + end, templated }
}

export function scalarPlace(source: Source, start: number, end: number) {
  return place(source, start, end, source.scrubbed?.written(start, end))
}

/** A value that is not there, unless an action on the lines below its key writes it. */
export function emptyScalar(source: Source, at: number): YamlScalar {
  return { kind: 'scalar', text: '', value: null, style: 'plain', tag: undefined, ...place(source, at, at, insertedAfter(source, at)) }
}

/** Whether a template inserts something between this place and the next thing that is written. */
export function insertedAfter({ scrubbed, text }: Source, from: number): boolean {
  if (!scrubbed) return false
  const space = /(?:["':\s]|#[^\r\n]*){0,2000}/y
  space.lastIndex = from
  return scrubbed.inserted(from, space.test(text) ? space.lastIndex : from)
}
