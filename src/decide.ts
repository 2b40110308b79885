import type { CheckId } from '#model/check'
import type { Delta } from '#model/delta'
import { dimensionOf, type Evaluation } from '#model/evaluation'
import type { Finding } from '#model/finding'
import type { Policy } from '#model/policy'
import { POLICY_CONTROLS } from '#model/policy-controls'
import { isAtLeast, severityRank } from '#model/rating'
import type { Verdict } from '#model/verdict'
import { matcher } from './evaluate/globs.ts'
import { ruleFor } from './policy/rules.ts'

/** What a pull request is told. The only place that knows what fails one. */
export function decide(delta: Delta, { base, head }: { readonly base: Evaluation; readonly head: Evaluation }, policy: Policy): Verdict {
  const blocking = [...delta.introduced, ...delta.worsened.map(({ finding }) => finding)]
    .filter((finding) => gates(finding, policy))
    .toSorted(worstFirst)
  const reasons = [...blockingReasons(blocking), ...ratchetReasons(base, head, policy), ...scoreReasons(delta, policy)]
  const broken = delta.incomparable.filter((id) => levelOf(id, undefined, policy) === 'required')
  if (policy.mode === 'observe') return { conclusion: 'neutral', reasons: observed(reasons, policy), blocking: [] }
  if (reasons.length > 0) return { conclusion: 'failure', reasons, blocking }
  if (broken.length > 0 && policy.gate.onError === 'fail')
    return { conclusion: 'action_required', reasons: [brokenReason(broken)], blocking }
  return { conclusion: 'success', reasons: [passReason(delta), ...(broken.length > 0 ? [brokenReason(broken)] : [])], blocking }
}

/** Introduced or worsened, required, grave enough, and not waived. */
export function gates(finding: Finding, policy: Pick<Policy, 'gate' | 'rules' | 'services'>): boolean {
  const { gate } = policy
  if (finding.waived && !finding.waived.listedOnly) return false
  // Who may loosen the policy is not a question of severity.
  if (finding.control === 'policy/loosened') return gate.policy === 'require-owner'
  const threshold = gate.dimensions.get(dimensionOf(finding.control)) ?? gate.introduced
  return levelOf(finding.control, finding.location?.path, policy) === 'required' && isAtLeast(finding.severity, threshold)
}

/** What the path's service asks, else what the repository does. */
function levelOf(control: CheckId, path: string | undefined, policy: Pick<Policy, 'rules' | 'services'>) {
  return ruleFor(policy, control, path)?.level ?? POLICY_CONTROLS[control as keyof typeof POLICY_CONTROLS]?.level ?? 'advisory'
}

export function worstFirst(a: Finding, b: Finding): number {
  const [one, other] = [a.location, b.location]
  return (
    severityRank(b.severity) - severityRank(a.severity) ||
    compareText(a.control, b.control) ||
    compareText(one?.path ?? '', other?.path ?? '') ||
    (one?.range?.start.line ?? 0) - (other?.range?.start.line ?? 0) ||
    (one?.range?.start.column ?? 0) - (other?.range?.start.column ?? 0)
  )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function blockingReasons(blocking: readonly Finding[]): string[] {
  const byControl = Map.groupBy(blocking, ({ control }) => control)
  return [...byControl].map(
    ([control, findings]) => `${control}: ${count(findings.length, 'blocking finding')} (${findings[0]!.severity}).`,
  )
}

/** A control under the ratchet may not get worse, even by findings too mild to gate alone. */
function ratchetReasons(base: Evaluation, head: Evaluation, policy: Policy): string[] {
  const ratcheted = matcher(policy.gate.ratchet)
  const isBroken = (id: CheckId) => [base, head].some(({ results }) => results.get(id)?.rating === 'error')
  return [...head.results.keys()]
    .filter((id) => ratcheted(id) && !isBroken(id))
    .flatMap((id) => {
      const [before, after] = [burden(base, id), burden(head, id)]
      return after > before ? [`${id} is under the ratchet and got worse: ${before} → ${after} (findings weighted by severity).`] : []
    })
}

/** Open, unwaived findings, weighted as in the score. */
function burden({ results }: Evaluation, id: CheckId): number {
  const open = results.get(id)?.findings.filter(({ waived }) => !waived || waived.listedOnly) ?? []
  return open.reduce((sum, { severity }) => sum + 2 ** severityRank(severity), 0)
}

function scoreReasons({ score }: Delta, { gate }: Policy): string[] {
  const { minimum, maxDrop, tolerance } = gate.score
  if (!score.gated) return []
  const { base, head } = score.gated
  const fall = `The score of what was rated before falls from ${base.toFixed(1)} to ${head.toFixed(1)}`
  const isLow = minimum !== undefined && head < minimum - tolerance && head < base - tolerance
  const isSteep = maxDrop !== undefined && head < base - maxDrop - tolerance
  return [
    ...(isLow ? [`${fall}, below the minimum of ${minimum}.`] : []),
    ...(isSteep ? [`${fall}; at most ${maxDrop} points are allowed.`] : []),
  ]
}

function observed(reasons: readonly string[], { source }: Policy): string[] {
  const note = `The policy (${source}) observes: nothing is gated.`
  return reasons.length > 0 ? [note, ...reasons.map((reason) => `Under enforce this would fail: ${reason}`)] : [note]
}

function passReason({ introduced, worsened, fixed }: Delta): string {
  const news = introduced.length + worsened.length
  const shown = news > 0 ? `${count(news, 'new finding')}, none of them blocking` : 'No new findings'
  return `${shown}${fixed.length > 0 ? `; ${fixed.length} fixed` : ''}.`
}

function brokenReason(ids: readonly CheckId[]): string {
  return `${count(ids.length, 'required control')} could not be evaluated: ${ids.join(', ')}.`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
