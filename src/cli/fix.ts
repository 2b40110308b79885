import { readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import type { Finding } from '#model/finding'
import { applyEdits } from '../reports/edits.ts'
import { planFixes } from '../reports/fixes.ts'
import { tell } from './output.ts'

export interface Fixed {
  /** Findings whose edits were written. */
  readonly applied: number
  /** Files that were left alone, with the reason. */
  readonly left: readonly string[]
}

/**
 * Applies the safe edits of findings to the files on disk. A file that is not on disk as it was judged is left alone:
 * the edit would land somewhere else. No link is followed, not even of a folder above: nothing outside is written.
 */
export function applyFixes(folder: string, findings: readonly Finding[], judged: (path: string) => string | undefined): Fixed {
  const plan = planFixes(findings)
  const untouched = new Set<string>()
  for (const [path, edits] of plan.edits) {
    const text = readInside(folder, path)
    if (text === undefined || text !== judged(path)) untouched.add(path)
    else writeFileSync(join(folder, path), applyEdits(text, edits))
  }
  const applied = plan.applied.filter(({ location }) => !untouched.has(location!.path))
  const left = [
    ...[...untouched].map((path) => `${path}: it is not on disk as it was judged`),
    ...plan.skipped.map(({ location }) => `${location!.path}: its fix overlaps another one; run again`),
  ]
  return { applied: applied.length, left }
}

/** The text of a file that really is where its path says, below the folder. */
function readInside(folder: string, path: string): string | undefined {
  const file = join(realpathSync(folder), path)
  try {
    return normalize(path) === path && !path.startsWith('..') && realpathSync(file) === file ? readFileSync(file, 'utf8') : undefined
  } catch {
    return undefined
  }
}

/** On standard error: the report is on standard output, and may be JSON. */
export function reportFixes({ applied, left }: Fixed): void {
  tell(`${applied} ${applied === 1 ? 'finding' : 'findings'} fixed on disk.`)
  for (const line of left) tell(`left alone ${line}.`)
}
