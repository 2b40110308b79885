import type { Range } from '#model/location'
import type { PackageEcosystem } from './manifests.ts'

/** Something that looks packages up among known vulnerabilities. Plain data. */
export interface Scan {
  readonly tool: string
  /** Absent: of whatever kind they are. */
  readonly ecosystems?: readonly PackageEcosystem[] | undefined
  /** `job audit: npm audit`. */
  readonly subject: string
  readonly range: Range
  /** Why what it finds stops nobody: `|| true`, `--audit-level=none`, `continue-on-error`, a report that nothing reads. */
  readonly muted?: 'command' | 'step' | 'report' | undefined
}

/** What a bot keeps up to date, and warns about. */
export interface Watch {
  readonly bot: 'Dependabot' | 'Renovate'
  readonly ecosystem?: PackageEcosystem | undefined
  /** Folders as globs, without the leading slash; absent: all. */
  readonly directories?: readonly string[] | undefined
}
