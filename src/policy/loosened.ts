import type { Observation } from '#model/check'
import { POLICY_PATH } from '#model/policy-file'
import type { PolicyChange } from './change.ts'

/** For `policy/loosened`: one observation for each thing that a pull request loosens. */
export function loosenedObservations(changes: readonly PolicyChange[]): readonly Observation[] {
  return changes
    .filter(({ kind }) => kind === 'loosened')
    .map(({ words, location }) => ({
      subject: words,
      location: location ?? { path: POLICY_PATH },
      problem: {
        message: `This pull request ${words}. It is judged by the policy of its base; what comes after it will be judged by this.`,
        rating: 'yellow',
      },
    }))
}
