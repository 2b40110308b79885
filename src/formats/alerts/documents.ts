import type { SourceFile } from '#model/snapshot'
import { embeddedDocuments, walk, type YamlMap, type YamlNode, yamlDocuments } from '../yaml.ts'

/** Every map of a file, and of the files inside it (in ConfigMaps, Secrets and chart values) whose text has one of these words. */
export function* mapsOf(file: SourceFile, words: readonly string[]): Generator<YamlMap> {
  for (const document of yamlDocuments(file)) yield* mapsBelow(document, words)
}

export function* mapsBelow(root: YamlNode, words: readonly string[]): Generator<YamlMap> {
  for (const node of walk(root)) {
    if (node.kind === 'map') yield node
    else if (node.kind === 'scalar' && node.style === 'literal' && words.some((word) => node.text.includes(word)))
      for (const document of embeddedDocuments(node)) yield* mapsBelow(document, words)
  }
}
