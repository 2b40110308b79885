import type { Edit } from '#model/check'
import type { Finding } from '#model/finding'
import type { Position } from '#model/location'

/** Which fixes can be applied together. */
export interface FixPlan {
  /** Edits by path; they do not overlap. */
  readonly edits: ReadonlyMap<string, readonly Edit[]>
  readonly applied: readonly Finding[]
  /** Their fix would touch what another one changes: after the first round they can be tried again. */
  readonly skipped: readonly Finding[]
}

/** Takes the fixes of findings that are not waived, in the order given, as long as they do not get into each other's way. */
export function planFixes(findings: readonly Finding[]): FixPlan {
  const edits = new Map<string, Edit[]>()
  const applied: Finding[] = []
  const skipped: Finding[] = []
  for (const finding of findings) {
    if (!finding.fix || !finding.location || finding.waived) continue
    const taken = edits.get(finding.location.path) ?? []
    const wanted = finding.fix.edits.filter((edit) => !taken.some((other) => isSame(edit, other)))
    if (wanted.some((edit) => taken.some((other) => collides(edit, other)))) skipped.push(finding)
    else {
      edits.set(finding.location.path, [...taken, ...wanted])
      applied.push(finding)
    }
  }
  return { edits, applied, skipped }
}

function isSame(a: Edit, b: Edit): boolean {
  return a.text === b.text && order(a.range.start, b.range.start) === 0 && order(a.range.end, b.range.end) === 0
}

/** They share a character, or insert at the same place: which goes first is not for us to say. */
function collides({ range: a }: Edit, { range: b }: Edit): boolean {
  return order(a.start, b.start) === 0 || (order(a.start, b.end) < 0 && order(b.start, a.end) < 0)
}

function order(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column
}
