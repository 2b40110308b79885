import type { Assessment } from '#model/assessment'
import type { Observation } from '#model/check'
import type { Result } from '#model/evaluation'
import type { Mode, Policy } from '#model/policy'
import { POLICY_CONTROLS } from '#model/policy-controls'
import { POLICY_PATH, type PolicyFile } from '#model/policy-file'
import { assess, type Pull } from './assess.ts'
import type { Engine } from './evaluate/engine.ts'
import { findingsOf, numbered } from './evaluate/judge.ts'
import { choosePolicy, readPolicy } from './policy/choose.ts'
import { classOf } from './policy/classes.ts'
import type { PolicyProblem } from './policy/problem.ts'

/** A pull request as a host sees it. */
export interface ReviewRequest extends Pull {
  /** At the tip of the base branch: it judges. */
  readonly basePolicy: PolicyFile
  /** At the head: it must be readable, and is compared. */
  readonly headPolicy: PolicyFile
  /** The policy files before that, newest first along the first parents of the base branch. */
  earlier(): AsyncIterable<PolicyFile>
  /** Judge as if the policy said so. */
  readonly mode?: Mode | undefined
}

export type Review =
  | {
      readonly assessment: Assessment
      readonly hasPolicy: boolean
      readonly policyChanged: boolean
      readonly notes: readonly string[]
      readonly problems?: undefined
    }
  /** The base has a policy with mistakes and no valid one before it. */
  | { readonly problems: readonly PolicyProblem[]; readonly source: string; readonly assessment?: undefined }

/** Everything from the policy files to the verdict, the same for App and CLI. Rejects when the host cannot give all of it. */
export async function review(request: ReviewRequest, engine: Engine): Promise<Review> {
  const { basePolicy, headPolicy, mode } = request
  const chosen = await choosePolicy(basePolicy, request.earlier, engine.catalogue)
  if (chosen.problems) return { problems: chosen.problems, source: basePolicy.source }
  const policy: Policy = mode ? { ...chosen.policy, mode } : chosen.policy
  const policyChanged = JSON.stringify(basePolicy.content) !== JSON.stringify(headPolicy.content)
  const besides = { base: [], head: policyChanged ? [invalid(headPolicy, engine)] : [] }
  const assessment = await assess(request, policy, classOf(policy), engine, besides)
  return { assessment, hasPolicy: chosen.found, policyChanged, notes: chosen.notes }
}

/** A head whose policy has mistakes would judge nothing once it is merged. */
function invalid(file: PolicyFile, { catalogue }: Engine): Result {
  const control = 'policy/invalid'
  const { problems = [] } = readPolicy(file, catalogue)
  const units = numbered(control, problems.map(observe))
  const findings = findingsOf(units, control, { control: POLICY_CONTROLS[control].severity })
  return { control, weight: 0, units, findings, rating: units.length > 0 ? 'red' : 'green' }
}

function observe({ line, column, endLine, endColumn, message, hint }: PolicyProblem): Observation {
  const range = { start: { line, column }, end: { line: endLine ?? line, column: endColumn ?? column } }
  return {
    subject: message,
    location: { path: POLICY_PATH, range },
    problem: { message: hint ? `${message} ${hint}` : message, rating: 'red' },
  }
}
