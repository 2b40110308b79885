import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import type { Property } from './property.ts'

/** One thing of a file that a custom control can speak about. */
export interface Seen {
  /** In the file's own words, as the findings of built-in controls are called. */
  readonly subject: string
  /** Absent: the whole file. */
  readonly range?: Range | undefined
  /** What it has under a name that the kind knows. */
  property(name: string): Property
}

/** A kind of thing: where it is found and what can be asked of it. */
export interface ThingKind {
  /** Globs of the files that can hold one; none: the control has to say. */
  readonly files?: readonly string[] | undefined
  readonly hints?: readonly string[] | undefined
  /** Names of properties. `labels.` stands for all names that begin so. */
  readonly properties: readonly string[]
  /** Names whose values may be secrets: compared, never shown. */
  readonly concealed?: readonly string[] | undefined
  read(file: SourceFile): readonly Seen[]
}

/** Whether a kind knows a property. */
export function knows({ properties }: ThingKind, name: string): boolean {
  return properties.some((known) => (known.endsWith('.') ? name.startsWith(known) && name.length > known.length : known === name))
}
