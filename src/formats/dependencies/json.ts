import type { SourceFile } from '#model/snapshot'
import { jsonDocument } from '../json.ts'
import { at, entries, rangeOf, text } from '../yaml.ts'
import type { Dependency, Ecosystem } from './dependency.ts'

export function npm(file: SourceFile): readonly Dependency[] {
  return read(file, 'npm', ['dependencies', 'optionalDependencies', 'peerDependencies'], ['devDependencies'])
}

export function composer(file: SourceFile): readonly Dependency[] {
  return read(file, 'packagist', ['require'], ['require-dev'])
}

function read(
  file: SourceFile,
  ecosystem: Ecosystem,
  production: readonly string[],
  development: readonly string[],
): readonly Dependency[] {
  const document = jsonDocument(file)
  const section = (key: string, scope: Dependency['scope']) =>
    entries(at(document, key)).map(
      ({ key, value }): Dependency => ({ name: key.text, ecosystem, version: text(value), scope, range: rangeOf(key) }),
    )
  return [...production.flatMap((key) => section(key, 'production')), ...development.flatMap((key) => section(key, 'development'))]
}
