import { catalogue } from '#catalogue'
import { prepare } from '#formats/prepare'
import { SUPPRESSION_HINT, suppressions } from '#formats/suppressions'
import type { Conclusion } from '#model/verdict'
import type { Engine } from '../../../src/evaluate/engine.ts'
import { memoryFacts, memoryStates } from '../../../src/facts/memory.ts'
import { sourcesDigest } from '../../../src/facts/version.ts'
import { earlierPolicies, ownersAt, policyAt } from '../../../src/git/policy.ts'
import { mergeBase } from '../../../src/git/pull.ts'
import { commitSnapshot } from '../../../src/git/snapshot.ts'
import { review } from '../../../src/review.ts'
import type { GitHub, Outcome } from '../../github/index.ts'

type Pull = Outcome['pull']

/** What every head deserves, found out from the git repositories by the way of the command line, without GitHub and without the App. */
export function oracle() {
  const engine: Engine = {
    catalogue,
    version: sourcesDigest(),
    prepare,
    comments: { hint: SUPPRESSION_HINT, read: suppressions },
    facts: memoryFacts(),
    states: memoryStates(64),
  }
  const known = new Map<string, Promise<Conclusion>>()
  const verdict = (pull: Pull): Promise<Conclusion> => {
    const tip = pull.repository.git.refs.get(`refs/heads/${pull.base.ref}`)!
    const key = `${pull.repository.id} ${tip} ${pull.head.sha}`
    const found = known.get(key) ?? judge(pull, tip, engine)
    known.set(key, found)
    return found
  }
  return async (github: GitHub, pull: Pull): Promise<Conclusion> => {
    const sharing = github
      .judge('readiness')
      .outcomes.map((outcome) => outcome.pull)
      .filter((other) => other.repository === pull.repository && other.head.sha === pull.head.sha)
    const verdicts = await Promise.all(sharing.map(verdict))
    return verdicts.reduce((worst, one) => (RANK[one] > RANK[worst] ? one : worst))
  }
}

const RANK: Readonly<Record<Conclusion, number>> = { success: 0, neutral: 1, action_required: 2, failure: 3 }

async function judge({ repository, head }: Pull, tip: string, engine: Engine): Promise<Conclusion> {
  const here = { folder: repository.git.directory }
  const sides = { base: await mergeBase(here, tip, head.sha), head: await commitSnapshot(here, head.sha) }
  const reviewed = await review(
    {
      ...sides,
      basePolicy: await policyAt(here, tip, 'the base'),
      headPolicy: await policyAt(here, head.sha, 'the head'),
      owners: { base: await ownersAt(here, sides.base.tree), head: await ownersAt(here, sides.head.tree) },
      earlier: () => earlierPolicies(here, tip),
      asOf: new Date().toISOString(),
    },
    engine,
  )
  return reviewed.assessment?.verdict.conclusion ?? 'action_required'
}
