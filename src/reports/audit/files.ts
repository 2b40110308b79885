import type { Evaluation } from '#model/evaluation'
import type { Contents } from '../context.ts'
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
export function reviewedFiles({ files, results }: Evaluation, contents: Contents | undefined): readonly ReviewedFile[] {
  const observed = new Map<string, number>()
  const findings = new Map<string, number>()
  const add = (counts: Map<string, number>, path: string | undefined) => path !== undefined && counts.set(path, (counts.get(path) ?? 0) + 1)
  for (const result of results.values()) {
    for (const { observation } of result.units.all()) add(observed, observation.location?.path)
    for (const { location } of result.findings) add(findings, location?.path)
  }
  const paths = new Set([...files.paths(), ...observed.keys()])
  return [...paths]
    .map((path) => ({ path, lines: linesOf(contents?.(path)), observed: observed.get(path) ?? 0, findings: findings.get(path) ?? 0 }))
    .toSorted((a, b) => b.findings - a.findings || compareText(a.path, b.path))
}

function linesOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const endings = text.match(/\r\n|\n|\r/g)?.length ?? 0
  return text === '' || /[\r\n]$/.test(text) ? endings : endings + 1
}
