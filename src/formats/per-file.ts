import { onceFor } from '#model/once'
import type { SourceFile } from '#model/snapshot'

/** Makes a parser that parses each file once, however many checks ask. What it returns is shared: never change it. */
export function perFile<Parsed>(parse: (file: SourceFile) => Parsed): (file: SourceFile) => Parsed {
  return onceFor(parse)
}
