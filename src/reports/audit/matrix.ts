import type { Severity } from '#model/rating'
import { compareText } from '../order.ts'
import { SEVERITY_WORST_FIRST } from '../words.ts'
import type { FindingRow } from './rows.ts'

export type BySeverity = Readonly<Record<Severity, number>>

/** Findings by section and severity; every finding is in exactly one cell, so rows and columns add up to the total. */
export interface Matrix {
  readonly rows: readonly { readonly section: string; readonly counts: BySeverity; readonly total: number }[]
  readonly counts: BySeverity
  readonly total: number
}

export function matrixOf(findings: readonly FindingRow[], sections: readonly string[]): Matrix {
  const groups = Map.groupBy(findings, ({ section }) => section)
  const names = [...new Set([...sections, ...groups.keys()])].toSorted(compareText)
  const rows = names.map((section) => ({
    section,
    counts: countSeverities(groups.get(section) ?? []),
    total: groups.get(section)?.length ?? 0,
  }))
  return { rows, counts: countSeverities(findings), total: findings.length }
}

export function countSeverities(findings: readonly Pick<FindingRow, 'severity'>[]): BySeverity {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length
  return Object.fromEntries(SEVERITY_WORST_FIRST.map((severity) => [severity, count(severity)])) as Record<Severity, number>
}
