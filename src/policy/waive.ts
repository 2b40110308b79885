import type { CheckId, Observation } from '#model/check'
import type { Result, Unit } from '#model/evaluation'
import type { Finding, Waived } from '#model/finding'
import type { Waiver } from '#model/policy'
import { acceptedAt, unitsByFinding } from './accepted.ts'
import { contentTag } from './content-tag.ts'
import { inlineFault } from './inline.ts'
import { attestationObservations, commentObservations, waiverObservations } from './waiver-report.ts'
import { covers, isInForce } from './waiver-scope.ts'
import type { Waiving } from './waiving.ts'

export interface WaivedResults {
  readonly results: ReadonlyMap<CheckId, Result>
  /** For `policy/waivers`: every waiver and comment, with what is wrong with it. */
  readonly observations: readonly Observation[]
}

/** Marks the findings that the team accepts, and says which waivers and comments are malformed, refused, expired or unused. */
export function applyWaivers(results: ReadonlyMap<CheckId, Result>, waiving: Waiving): WaivedResults {
  const waived = new Map([...results].map(([id, result]) => [id, UNWAIVABLE.has(id) ? result : waiveResult(result, waiving)] as const))
  const observations = [
    ...waiverObservations(waived, waiving),
    ...attestationObservations(waiving),
    ...commentObservations(waived, waiving),
  ]
  return { results: waived, observations }
}

/** What is said about the policy itself cannot be waived by it. */
const UNWAIVABLE: ReadonlySet<CheckId> = new Set(['policy/waivers', 'policy/loosened', 'policy/invalid'])

function waiveResult(result: Result, waiving: Waiving): Result {
  const { findings, ifNew } = result
  if (findings.length === 0 && !ifNew) return result
  const unitOf = unitsByFinding(result)
  const waive = (finding: Finding) => {
    const unit = unitOf(finding)
    const digest = unit?.observation.secretDigest
    const tagged = digest === undefined ? finding : { ...finding, content: contentTag(digest) }
    const waived = byPolicy(tagged, unit, waiving) ?? byComment(tagged, unit, waiving)
    return waived ? { ...tagged, waived } : tagged
  }
  return { ...result, findings: findings.map(waive), ...(ifNew && { ifNew: ifNew.map(waive) }) }
}

function byPolicy(finding: Finding, unit: Unit | undefined, { policy, asOf, accepted }: Waiving): Waived | undefined {
  if (!policy.waiving.allow.includes(finding.severity)) return undefined
  const waiver = policy.waivers.find((one) => isInForce(one, policy.waiving, asOf) && covers(one, finding) && isSameSecret(one))
  return waiver && { reason: waiver.reason, owner: waiver.owner, expires: waiver.expires, by: 'policy' }

  /** Without its tag a waiver means the secret that was there when it was written, not the next one at that place. */
  function isSameSecret({ content }: Waiver): boolean {
    return content !== undefined || finding.content === undefined || !accepted || accepted.knowsSecret(finding, unit)
  }
}

function byComment(finding: Finding, unit: Unit | undefined, { policy, suppressions, accepted }: Waiving): Waived | undefined {
  const line = finding.location?.range?.start.line
  if (!finding.location || line === undefined || inlineFault(finding, policy) !== undefined) return undefined
  const comment = suppressions
    .get(finding.location.path)
    ?.find(({ target, controls }) => target === line && controls.includes(finding.control))
  if (!comment) return undefined
  const isNew = accepted !== undefined && !accepted.takeComment(finding, unit)
  return { reason: comment.reason, by: 'inline', ...(isNew && policy.inline.new === 'listed' && { listedOnly: true }) }
}

/** What both sides of a pull request share. */
export interface PullWaiving extends Pick<Waiving, 'policy' | 'asOf' | 'classOf'> {
  readonly suppressions: { readonly base: Waiving['suppressions']; readonly head: Waiving['suppressions'] }
  /** Paths of the head by the path that they had at the base. */
  readonly renames: ReadonlyMap<string, string>
  /** The waivers of the head's own policy, where it can be read: those that will hold after the merge. */
  readonly headWaivers?: readonly Waiver[] | undefined
}

/** Both sides under the policy of the base: what a comment covers at the head counts only if one covered it at the base. */
export function waivePull(
  base: ReadonlyMap<CheckId, Result>,
  head: ReadonlyMap<CheckId, Result>,
  { policy, asOf, classOf, suppressions, renames, headWaivers }: PullWaiving,
): { readonly base: WaivedResults; readonly head: WaivedResults } {
  const before = applyWaivers(base, { policy, asOf, classOf, suppressions: suppressions.base })
  const accepted = acceptedAt(before.results, renames)
  const after = applyWaivers(head, { policy, asOf, classOf, suppressions: suppressions.head, accepted, reported: headWaivers })
  return { base: before, head: after }
}
