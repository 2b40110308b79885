import type { CheckId, Observation } from '#model/check'
import type { Result } from '#model/evaluation'
import type { Finding } from '#model/finding'
import type { Waiver } from '#model/policy'
import { POLICY_PATH } from '#model/policy-file'
import type { Suppression } from '#model/suppression'
import { inlineFault } from './inline.ts'
import { quote } from './problem.ts'
import { didYouMean } from './suggest.ts'
import { covers, isExpired, isTooLong } from './waiver-scope.ts'
import type { Waiving } from './waiving.ts'

type Results = ReadonlyMap<CheckId, Result>

/** Every waiver of the repository's own policy, fine or with what is wrong with it. */
export function waiverObservations(results: Results, { policy, asOf, reported = policy.waivers }: Waiving): readonly Observation[] {
  return reported.filter(isOwn).map((waiver) => {
    const fault = waiverFault(waiver)
    const { control, path, subject, location } = waiver
    return {
      subject: ['waiver of', control, ...(path === undefined ? [] : ['in', path]), ...(subject === undefined ? [] : ['for', subject])].join(
        ' ',
      ),
      location,
      problem: fault === undefined ? undefined : { message: fault, rating: 'yellow' as const },
    }
  })

  function waiverFault(waiver: Waiver): string | undefined {
    if (waiver.refused !== undefined) return `This waiver of ${waiver.control} does not hold: ${waiver.refused}.`
    if (isExpired(waiver, asOf))
      return `This waiver of ${waiver.control} ran out on ${waiver.expires}: remove it, or renew it with a reason.`
    if (isTooLong(waiver, policy.waiving, asOf))
      return `This waiver of ${waiver.control} does not hold: it may run for ${policy.waiving.maxDays} days at most.`
    const result = results.get(waiver.control)
    if (!result || result.rating === 'off' || result.rating === 'error') return undefined
    const covered = result.findings.filter((finding) => covers(waiver, finding))
    if (covered.length === 0) return `This waiver of ${waiver.control} covers nothing: remove it before it covers the next problem.`
    const grave = covered.find(({ severity }) => !policy.waiving.allow.includes(severity))
    return grave && `This waiver of ${waiver.control} does not hold for ${grave.severity} severity under this policy.`
  }
}

/** Attestations that ran out; what their evidence is worth is told with the control itself. */
export function attestationObservations({ policy, asOf }: Pick<Waiving, 'policy' | 'asOf'>): readonly Observation[] {
  return policy.attestations.filter(isOwn).map((attestation) => {
    const { control, by, expires, location } = attestation
    const message = `The attestation of ${control} by ${by} ran out on ${expires}: renew it with new evidence, or remove it.`
    return {
      subject: `attestation of ${control} by ${by}`,
      location,
      problem: isExpired(attestation, asOf) ? { message, rating: 'yellow' } : undefined,
    }
  })
}

/** The organisation's are unused in most of its repositories, and must not show up in public ones. */
function isOwn({ location }: Pick<Waiver, 'location'>): boolean {
  return location.path === POLICY_PATH
}

/** Every comment, fine or with what is wrong with it. Those in other people's files are not ours to mend. */
export function commentObservations(results: Results, { policy, suppressions, classOf }: Waiving): readonly Observation[] {
  const findings = Map.groupBy(
    [...results.values()].flatMap((result) => result.findings),
    ({ location }) => `${location?.path}:${location?.range?.start.line}`,
  )
  return [...suppressions]
    .filter(([path]) => !OTHERS.has(classOf(path)))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, comments]) => comments.map((comment) => observe(path, comment)))

  function observe(path: string, comment: Suppression): Observation {
    const faults =
      comment.fault === undefined
        ? comment.controls.flatMap((control) => controlFault(control, path, comment) ?? [])
        : [`This comment ignores nothing. ${comment.fault}`]
    return {
      subject:
        comment.controls.length > 0 ? `comment that ignores ${comment.controls.join(', ')}` : 'malformed comment that ignores nothing',
      location: { path, range: comment.range },
      problem: faults.length === 0 ? undefined : { message: faults.join(' '), rating: 'yellow' as const },
    }
  }

  function controlFault(control: CheckId, path: string, { target }: Suppression): string | undefined {
    if (!policy.rules.has(control)) return unknownControl(control, policy.rules.keys())
    const result = results.get(control)
    if (!result || result.rating === 'off' || result.rating === 'error') return undefined
    const here: readonly Finding[] = (findings.get(`${path}:${target}`) ?? []).filter((finding) => finding.control === control)
    if (here.length === 0) return `This comment is not needed: ${control} finds nothing in line ${target}.`
    const fault = here.map((finding) => inlineFault(finding, policy)).find((each) => each !== undefined)
    return fault === undefined ? undefined : `This comment does not silence ${control}: ${fault}.`
  }
}

const OTHERS: ReadonlySet<string> = new Set(['vendored', 'generated', 'ignored'])

function unknownControl(control: CheckId, known: Iterable<CheckId>): string {
  const hint = didYouMean(control, known)
  return `This comment ignores nothing: ${quote(control)} is not a control.${hint === undefined ? '' : ` ${hint}`}`
}
