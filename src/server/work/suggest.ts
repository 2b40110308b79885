import { mayBegin } from '../../github/budget.ts'
import { type Hunk, readHunks } from '../../github/hunks.ts'
import { type Offer, postOffers, readOffered } from '../../github/offers.ts'
import type { Repository } from '../../github/repository.ts'
import { mayWriteUnasked } from '../store/pace.ts'
import type { CommitRuns } from './commit-runs.ts'
import type { JudgedPull } from './judge-pull.ts'
import type { Works } from './works.ts'

/** More would bury what people say to each other; the patch in the run has them all. */
const MOST = 20

/**
 * Posts the fixes of a pull request as suggestions on its lines, where its policy asks for that, and says in a plain sentence what came of it.
 * Once a head, and nothing that stands there already. Never rejects: the verdict does not wait for manners.
 */
export async function suggestFixes(works: Works, runs: CommitRuns, { pull, judgement }: JudgedPull): Promise<string | undefined> {
  const wanted = judgement.suggestions()
  if (wanted.length === 0) return undefined
  const { repository, head } = runs
  try {
    if ((await repository.permissions?.())?.pull_requests !== 'write') return NOT_ALLOWED
    if (await isTight(works, Number(runs.job.group))) return LATER
    const { answered, keys } = await readOffered(repository, pull.number, head)
    if (answered) return OFFERED
    const fresh = await inDiff(
      repository,
      pull.number,
      wanted.filter(({ key }) => !keys.has(key)),
    )
    if (fresh.length === 0) return keys.size > 0 ? OFFERED : OUTSIDE
    await postOffers(repository, { number: pull.number, head, words: WORDS, offers: fresh.slice(0, MOST) })
    return OFFERED
  } catch (error) {
    works.log.warn({ repository: repository.id, pull: pull.number, head, err: error }, 'the suggestions did not get through')
    return REFUSED
  }
}

const WORDS = 'Safe fixes for what this pull request brings: each can be committed here. The `readiness` check has the reasons.'
const OFFERED = 'Safe fixes are offered as suggestions on the lines of the pull request.'
const OUTSIDE = 'The policy asks for suggestions on the lines; the lines to fix are not in the diff, so the fixes stand below.'
const LATER = 'The policy asks for suggestions on the lines; the hourly limit of GitHub is kept for verdicts now, so the fixes stand below.'
const REFUSED = 'The policy asks for suggestions on the lines; GitHub did not take them, so the fixes stand below.'
const NOT_ALLOWED =
  'The policy asks for suggestions on the lines; this App may not write them (it lacks pull_requests: write), so the fixes stand below.'

/** What is left of the hour is for verdicts. */
async function isTight({ budgets, database, clock }: Works, installation: number): Promise<boolean> {
  return mayBegin(budgets, installation, true) > 0 || (await mayWriteUnasked(database, installation, clock.now())) > 0
}

/** Only lines that one hunk of the diff shows can be commented on. */
async function inDiff(repository: Repository, number: number, offers: readonly Offer[]): Promise<readonly Offer[]> {
  if (offers.length === 0) return []
  const hunks = await readHunks(repository, number, new Set(offers.map(({ path }) => path)))
  const holds =
    ({ startLine, endLine }: Offer) =>
    (hunk: Hunk) =>
      hunk.first <= startLine && endLine <= hunk.last
  return offers.filter((offer) => hunks.get(offer.path)?.some(holds(offer)) ?? false)
}
