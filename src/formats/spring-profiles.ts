import type { SourceFile } from '#model/snapshot'
import { isDevelopmentFile } from './debug/setting.ts'
import { positionAt } from './lines.ts'
import type { Pair } from './pair.ts'
import { properties } from './properties.ts'
import { yamlPairs } from './yaml/pairs.ts'
import { at, items, rangeOf, text, yamlDocuments } from './yaml.ts'

/** The settings of a Spring file, without those of documents that only a profile for developers or tests switches on. Throws `Unparsable`. */
export function springPairs(file: SourceFile): readonly Pair[] {
  if (isDevelopmentFile(file.path.slice(file.path.lastIndexOf('/') + 1))) return []
  if (file.path.endsWith('.properties')) return properties(file)
  const skipped = yamlDocuments(file).flatMap((document) => {
    const profile = at(document, 'spring', 'config', 'activate', 'on-profile') ?? at(document, 'spring', 'profiles')
    const names = [profile, ...items(profile)].flatMap((node) => text(node) ?? [])
    const flat = text(at(document, 'spring.config.activate.on-profile'))
    return [...names, ...(flat ? [flat] : [])].some(isForDevelopers) ? [rangeOf(document)] : []
  })
  return yamlPairs(file).filter(({ start }) => {
    const { line } = positionAt(file, start)
    return !skipped.some((range) => range.start.line <= line && line <= range.end.line)
  })
}

function isForDevelopers(profile: string): boolean {
  return isDevelopmentFile(profile.replaceAll(/[^\w-]+/g, '-'))
}
