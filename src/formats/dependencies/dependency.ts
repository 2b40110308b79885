import type { Range } from '#model/location'

export type Ecosystem = 'npm' | 'packagist' | 'pypi' | 'crates' | 'go' | 'rubygems' | 'maven' | 'nuget'

/** One package that a manifest asks for. */
export interface Dependency {
  readonly name: string
  readonly ecosystem: Ecosystem
  /** As written, with its operators; absent where any version will do or another file decides. */
  readonly version?: string | undefined
  readonly scope: 'production' | 'development'
  /** Of the name, or of the line that asks for it. */
  readonly range: Range
}
