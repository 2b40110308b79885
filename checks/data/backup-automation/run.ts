import { firstLine } from '#formats/lines'
import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import type { BackupTraits } from './tools.ts'

/** Something that makes copies of data. Plain data. */
export interface BackupRun extends BackupTraits {
  readonly is: 'run'
  /** By a clock; else somebody has to think of it. */
  readonly scheduled: boolean
  /** A script, and under which name others call it; a document; something that runs by itself; or the log of changes, shipped by the database. */
  readonly kind: 'script' | 'document' | 'job' | 'operator' | 'log'
  readonly name: string
  readonly range: Range
}

/** What those can who do it for a living. */
export const OPERATED = { pitr: false, offsite: true, retention: true, calls: [] } as const

export function run(
  file: SourceFile,
  kind: BackupRun['kind'],
  scheduled: boolean,
  traits: BackupTraits,
  range = firstLine(file),
): BackupRun {
  return { is: 'run', scheduled, kind, name: file.path.slice(file.path.lastIndexOf('/') + 1), range, ...traits }
}
