import { lstatSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '#model/finding'
import { applyEdits } from '../reports/edits.ts'
import { planFixes } from '../reports/fixes.ts'

export interface Fixed {
  /** Findings whose edits were written. */
  readonly applied: number
  /** Files that were left alone, with the reason. */
  readonly left: readonly string[]
}

/**
 * Applies the safe edits of findings to the files on disk. A file that is not on disk as it was judged is left alone:
 * the edit would land somewhere else. Links are not followed.
 */
export function applyFixes(folder: string, findings: readonly Finding[], judged: (path: string) => string | undefined): Fixed {
  const plan = planFixes(findings)
  const left: string[] = []
  for (const [path, edits] of plan.edits) {
    const file = join(folder, path)
    const text = lstatSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, 'utf8') : undefined
    if (text === undefined || text !== judged(path)) left.push(`${path}: it is not on disk as it was judged`)
    else writeFileSync(file, applyEdits(text, edits))
  }
  const skipped = plan.skipped.map(({ location }) => `${location!.path}: its fix overlaps another one; run again`)
  const untouched = new Set(left.map((line) => line.slice(0, line.indexOf(':'))))
  return { applied: plan.applied.filter(({ location }) => !untouched.has(location!.path)).length, left: [...left, ...skipped] }
}

/** On standard error: the report is on standard output, and may be JSON. */
export function reportFixes({ applied, left }: Fixed): void {
  process.stderr.write(`readiness: ${applied} ${applied === 1 ? 'finding' : 'findings'} fixed on disk.\n`)
  for (const line of left) process.stderr.write(`readiness: left alone ${line}.\n`)
}
