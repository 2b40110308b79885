import { ownerRuleOf, ownerRules } from '#formats/codeowners'
import { POLICY_PATH } from '#model/policy-file'
import type { SourceFile } from '#model/snapshot'
import type { Suppression } from '#model/suppression'
import { loosened, type PolicyChange, tightened } from './change.ts'

/** Who has to approve a loosening: the owners of the policy file; none where nobody owns it. */
export function policyOwners(codeowners: SourceFile | undefined): readonly string[] {
  return codeowners ? (ownerRuleOf(ownerRules(codeowners), POLICY_PATH)?.owners ?? []) : []
}

/** What changes about who owns the policy, and about who owns the file that says so. */
export function compareOwners(before: SourceFile | undefined, after: SourceFile | undefined): readonly PolicyChange[] {
  return [...new Set([POLICY_PATH, ...[before, after].flatMap((file) => file?.path ?? [])])].flatMap((path) => {
    const [was, is] = [before, after].map((file) => file && ownerRuleOf(ownerRules(file), path))
    const [old, now] = [new Set(was?.owners), new Set(is?.owners)]
    if (old.size === now.size && old.isSubsetOf(now)) return []
    const words = `changes who owns ${path} from ${[...old].join(' ') || 'nobody'} to ${[...now].join(' ') || 'nobody'}`
    const location = after && is && { path: after.path, range: is.range }
    // Any one owner can approve: fewer is stricter, as long as there is one.
    const isStricter = old.size === 0 || (now.size > 0 && now.isSubsetOf(old))
    return [isStricter ? tightened(words, location) : loosened(words, location)]
  })
}

type Comments = ReadonlyMap<string, readonly Suppression[]>

/** Comments that a pull request adds, by file and control; moving one with its file or its lines adds none. */
export function compareSuppressions(before: Comments, after: Comments, renames: ReadonlyMap<string, string>): readonly PolicyChange[] {
  return [...after].flatMap(([path, comments]) => {
    const known = countByControl(before.get(renames.get(path) ?? path) ?? [])
    return comments.flatMap((comment) =>
      comment.controls.flatMap((control) => {
        const left = known.get(control) ?? 0
        known.set(control, left - 1)
        return left > 0
          ? []
          : [loosened(`ignores ${control} in ${path} by a comment ("${comment.reason}")`, { path, range: comment.range })]
      }),
    )
  })
}

function countByControl(comments: readonly Suppression[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const control of comments.flatMap(({ controls }) => controls)) counts.set(control, (counts.get(control) ?? 0) + 1)
  return counts
}
