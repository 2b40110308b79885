import type { Catalogue } from '#model/check'
import type { Policy } from '#model/policy'
import { POLICY_PATH, type PolicyFile } from '#model/policy-file'
import { builtinPolicy } from './defaults.ts'
import { parsePolicy } from './parse.ts'
import { type PolicyProblem, problemAt } from './problem.ts'

export type Chosen =
  | { readonly policy: Policy; readonly found: boolean; readonly notes: readonly string[]; readonly problems?: undefined }
  | { readonly problems: readonly PolicyProblem[]; readonly policy?: undefined }

/** The policy of one commit, `undefined` where there is none, or all of its mistakes. */
export function readPolicy(
  file: PolicyFile,
  catalogue: Catalogue,
): { readonly policy?: Policy | undefined; readonly problems?: readonly PolicyProblem[] | undefined } {
  const { content, source } = file
  if (content.state === 'absent') return {}
  if (content.state === 'unusable')
    return { problems: [problemAt(POLICY_PATH, START, `The policy is not a plain file: ${content.reason}.`)] }
  return parsePolicy(content.text, { path: POLICY_PATH, source }, catalogue)
}

const START = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } }

/** History that is searched for a policy without mistakes. */
const MOST_EARLIER = 50

/**
 * The policy that judges: that of the base; while that has mistakes, the last valid one before it; where there never
 * was any, the built-in one that observes.
 */
export async function choosePolicy(base: PolicyFile, earlier: () => AsyncIterable<PolicyFile>, catalogue: Catalogue): Promise<Chosen> {
  const { policy, problems } = readPolicy(base, catalogue)
  if (policy) return { policy, found: true, notes: [] }
  if (!problems)
    return {
      policy: builtinPolicy({ profile: 'starter', mode: 'observe', source: 'no policy: built-in profile starter' }, catalogue),
      found: false,
      notes: [],
    }
  let searched = 0
  for await (const file of earlier()) {
    const valid = readPolicy(file, catalogue).policy
    if (valid)
      return {
        policy: valid,
        found: true,
        notes: [
          `${base.source} has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}: the last valid one judges, ${file.source}.`,
        ],
      }
    if (++searched >= MOST_EARLIER) break
  }
  return { problems }
}
