import { CATALOGUE_VERSION } from '#catalogue'
import { type Evaluation, findingsOf } from '#model/evaluation'
import type { Policy } from '#model/policy'
import type { PolicyFile } from '#model/policy-file'
import { isAtLeast, type Severity } from '#model/rating'
import { compare } from '../compare.ts'
import { catalogueFor } from '../engines.ts'
import type { Engine } from '../evaluate/engine.ts'
import { choosePolicy } from '../policy/choose.ts'
import { renderProblem } from '../policy/problem.ts'
import type { Since } from '../reports/context.ts'
import { scorecard } from '../scorecard.ts'
import { auditContext } from './audit-context.ts'
import { EXIT, type ExitCode, UsageError } from './failure.ts'
import { type AuditFormat, renderAudit } from './formats.ts'
import { publish } from './output.ts'
import { commitTarget, folderTarget } from './target.ts'
import { wire } from './wiring.ts'

export interface AuditOptions {
  readonly folder: string
  readonly revision?: string | undefined
  /** An earlier revision: what was fixed since is told too. */
  readonly since?: string | undefined
  readonly only?: readonly string[] | undefined
  /** ISO 8601; absent: now. */
  readonly asOf?: string | undefined
  readonly failOn?: Severity | undefined
  readonly format: AuditFormat
  readonly output?: string | undefined
  readonly cache: boolean | string
}

/** `readiness audit`: the scorecard of one snapshot, a folder as it is on disk or a commit. */
export async function audit(options: AuditOptions): Promise<ExitCode> {
  const { folder, revision, asOf = new Date().toISOString(), failOn } = options
  const target = await (revision === undefined ? folderTarget(folder) : commitTarget(folder, revision))
  const { engine, close } = wire({ only: options.only, cache: options.cache, repository: target.name, telling: true })
  try {
    const policy = await policyFrom(target.policy, engine)
    const evaluation = await scorecard(target.snapshot, policy, asOf, engine)
    const since = options.since === undefined ? undefined : await changesSince(options.since, { evaluation, policy, asOf }, options, engine)
    const context = { ...(await auditContext(target, { evaluation, policy, asOf, format: options.format })), since }
    publish(
      await renderAudit(options, evaluation, { version: CATALOGUE_VERSION, catalogue: catalogueFor(policy, engine) }, context),
      options.output,
    )
    const failed = failOn !== undefined && findingsOf(evaluation).some(({ severity, waived }) => !waived && isAtLeast(severity, failOn))
    return failed ? EXIT.gateFailed : EXIT.passed
  } finally {
    close()
  }
}

async function policyFrom(file: PolicyFile, { catalogue }: Engine): Promise<Policy> {
  const { policy, problems = [] } = await choosePolicy(file, nothingEarlier, catalogue)
  if (!policy) throw new UsageError(`The policy has mistakes:\n${problems.map((problem) => `  ${renderProblem(problem)}`).join('\n')}`)
  return policy
}

async function* nothingEarlier(): AsyncIterable<PolicyFile> {}

interface Audited {
  readonly evaluation: Evaluation
  readonly policy: Policy
  readonly asOf: string
}

/** Both revisions under the policy of today: what changed is the repository, not the yardstick. */
async function changesSince(
  revision: string,
  { evaluation, policy, asOf }: Audited,
  { folder }: AuditOptions,
  engine: Engine,
): Promise<Since> {
  const { snapshot } = await commitTarget(folder, revision)
  const base = await scorecard(snapshot, policy, asOf, engine)
  return { base, delta: compare(base, evaluation) }
}
