import type { SourceFile } from '#model/snapshot'
import { cargo, goModule, pyproject, requirements } from './dependencies/by-line.ts'
import { gemfile, gradle, maven, nuget } from './dependencies/by-pattern.ts'
import type { Dependency } from './dependencies/dependency.ts'
import { composer, npm } from './dependencies/json.ts'
import { perFile } from './per-file.ts'

export type { Dependency, Ecosystem } from './dependencies/dependency.ts'

/** Globs of the manifests that are read. Lock files say what was resolved, not what is asked for. */
export const DEPENDENCY_FILES: readonly string[] = [
  '**/{package,composer}.json',
  '**/*requirements*.txt',
  '**/requirements/*.txt',
  '**/{pyproject,Cargo}.toml',
  '**/go.mod',
  '**/Gemfile',
  '**/pom.xml',
  '**/build.gradle{,.kts}',
  '**/*.{csproj,fsproj,vbproj}',
]

const READERS: readonly (readonly [name: RegExp, read: (file: SourceFile) => readonly Dependency[]])[] = [
  [/^package\.json$/, npm],
  [/^composer\.json$/, composer],
  [/\.txt$/, requirements],
  [/^pyproject\.toml$/, pyproject],
  [/^Cargo\.toml$/, cargo],
  [/^go\.mod$/, goModule],
  [/^Gemfile$/, gemfile],
  [/^pom\.xml$/, maven],
  [/^build\.gradle(?:\.kts)?$/, gradle],
  [/\.(?:cs|fs|vb)proj$/, nuget],
]

/** What a manifest asks for directly, with its place; none of any other file. Throws `Unparsable`. */
export const dependencies: (file: SourceFile) => readonly Dependency[] = perFile((file) => {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1)
  return READERS.find(([form]) => form.test(name))?.[1](file) ?? []
})
