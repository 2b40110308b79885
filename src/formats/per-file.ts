import type { SourceFile } from '#model/snapshot'

/** Makes a parser that parses each file once, however many checks ask. What it returns is shared: never change it. */
export function perFile<Parsed>(parse: (file: SourceFile) => Parsed): (file: SourceFile) => Parsed {
  const parsed = new WeakMap<SourceFile, { readonly value: Parsed }>()
  return (file) => {
    const known = parsed.get(file)
    if (known) return known.value
    const value = parse(file)
    parsed.set(file, { value })
    return value
  }
}
