import type { Evaluation } from '#model/evaluation'
import type { AuditContext } from '../context.ts'
import { compareText } from '../order.ts'

/** A file that said something to a check. */
export interface ReviewedFile {
  readonly path: string
  /** Absent where the text is not at hand. */
  readonly lines?: number | undefined
  /** Things in it that were looked at. */
  readonly observed: number
  readonly findings: number
}

/** All of them: those with findings first. */
export function reviewedFiles({ files, results }: Evaluation, { linesOf }: Pick<AuditContext, 'linesOf'>): readonly ReviewedFile[] {
  const observed = new Map<string, number>()
  const findings = new Map<string, number>()
  const add = (counts: Map<string, number>, path: string | undefined) => path !== undefined && counts.set(path, (counts.get(path) ?? 0) + 1)
  for (const result of results.values()) {
    for (const { observation } of result.units.all()) add(observed, observation.location?.path)
    for (const { location } of result.findings) add(findings, location?.path)
  }
  const paths = new Set([...files.paths(), ...observed.keys()])
  return [...paths]
    .map((path) => ({ path, lines: linesOf?.(path), observed: observed.get(path) ?? 0, findings: findings.get(path) ?? 0 }))
    .toSorted((a, b) => b.findings - a.findings || compareText(a.path, b.path))
}

/** A workflow, and whether anything is open in it. */
export interface WorkflowRow {
  readonly path: string
  readonly observed: number
  readonly findings: number
}

/** The workflows of an inventory with what was seen in them. */
export function workflowRows(workflows: readonly string[], files: readonly ReviewedFile[]): readonly WorkflowRow[] {
  const known = new Map(files.map((file) => [file.path, file]))
  return workflows.map((path) => ({ path, observed: known.get(path)?.observed ?? 0, findings: known.get(path)?.findings ?? 0 }))
}

/** Files that say something and are new, changed or gone since an earlier revision. */
export interface ChangedFiles {
  readonly created: readonly string[]
  readonly modified: readonly string[]
  readonly gone: readonly string[]
}

export function changedFiles({ files: before }: Evaluation, { files: after }: Evaluation): ChangedFiles {
  const [old, now] = [before.paths(), after.paths()]
  const known = new Set(old)
  const left = new Set(now)
  return {
    created: now.filter((path) => !known.has(path)),
    modified: now.filter((path) => known.has(path) && before.blobOf(path) !== after.blobOf(path)),
    gone: old.filter((path) => !left.has(path)),
  }
}
