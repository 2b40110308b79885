import type { CatalogueInfo } from '#model/assessment'
import type { Evaluation } from '#model/evaluation'
import type { AuditContext } from '../context.ts'
import { byWorst } from '../order.ts'
import { type ChangedFiles, changedFiles } from './files.ts'
import { type FindingRow, findingRow } from './rows.ts'

/** What became of the repository since an earlier revision. */
export interface SinceRows {
  readonly revision: string
  readonly score?: number | undefined
  readonly fixed: readonly FindingRow[]
  readonly news: number
  readonly files: ChangedFiles
}

export function sinceRows(evaluation: Evaluation, info: CatalogueInfo, context: AuditContext): SinceRows | undefined {
  if (!context.since) return undefined
  const { base, delta } = context.since
  return {
    revision: base.revision,
    score: base.score,
    fixed: delta.fixed.toSorted(byWorst).map((finding) => findingRow(finding, info, context)),
    news: delta.introduced.length + delta.worsened.length,
    files: changedFiles(base, evaluation),
  }
}
