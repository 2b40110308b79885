import type { Conclusion } from '#model/verdict'
import { canWrite, isProtected, roleOf } from '../../github/permissions.ts'
import type { Repository } from '../../github/repository.ts'
import { overridesOn, type StoredOverride } from '../store/overrides.ts'
import { type CommitRuns, end } from './commit-runs.ts'
import type { JudgedPull } from './judge-pull.ts'
import { suggestFixes } from './suggest.ts'
import { timed, type Works } from './works.ts'

/** A judged pull request with what it is told in the end. */
interface Told extends JudgedPull {
  readonly conclusion: Conclusion
  readonly override: StoredOverride | undefined
}

/** Publishes the worst of what the pull requests of one head are told: GitHub shows one run to them all. */
export async function publish(
  works: Works,
  runs: CommitRuns,
  judged: readonly JudgedPull[],
  defaultBranch: string | undefined,
): Promise<void> {
  const overrides = await overridesOn(works.database, runs.repository.id, runs.head)
  const told = judged.map((one) => tell(one, overrides))
  const counting = told.length > 1 ? await countingOf(runs.repository, told, defaultBranch) : told
  const worst = counting.reduce((a, b) => (RANK[b.conclusion] > RANK[a.conclusion] ? b : a))
  const { override } = worst
  const outcomes = new Map<Told, string | undefined>()
  for (const one of told) outcomes.set(one, await suggestFixes(works, runs, one))
  const offered = outcomes.get(worst)
  const output = worst.judgement.render({
    notes: [...notesOn(told, counting, worst), ...(offered === undefined ? [] : [offered])],
    override: override && { by: override.person, at: new Date(override.madeAt).toISOString(), reason: override.reason },
  })
  const covers = told.map(({ pull, policy }) => ({ pull: pull.number, base: pull.base, policy }))
  await timed(works, 'conclude', () => end(works, runs, { conclusion: worst.conclusion, output, outcome: 'judged', covers }))
}

const RANK: Readonly<Record<Conclusion, number>> = { success: 0, neutral: 1, action_required: 2, failure: 3 }

function tell(one: JudgedPull, overrides: readonly StoredOverride[]): Told {
  const { conclusion, breakGlass } = one.judgement
  const mayOverride = breakGlass === 'allow' && RANK[conclusion] >= RANK.action_required
  const override = mayOverride ? overrides.find(({ pull }) => pull === one.pull.number) : undefined
  return { ...one, conclusion: override ? 'success' : conclusion, override }
}

/**
 * Which of several pull requests have a say: those into a branch that matters, and those of people who can write. Anyone can open one from a
 * fork with somebody else's commit as its head, and must not turn that commit red.
 */
async function countingOf(repository: Repository, told: readonly Told[], defaultBranch: string | undefined): Promise<readonly Told[]> {
  const counting: Told[] = []
  for (const one of told) if (await counts(repository, one, defaultBranch)) counting.push(one)
  return counting.length > 0 ? counting : told
}

async function counts(repository: Repository, { pull }: Told, defaultBranch: string | undefined): Promise<boolean> {
  if (pull.base === defaultBranch || (await isProtected(repository, pull.base))) return true
  return pull.author !== undefined && canWrite(await roleOf(repository, pull.author))
}

function notesOn(told: readonly Told[], counting: readonly Told[], worst: Told): readonly string[] {
  if (told.length === 1) return []
  const others = told.filter((one) => one !== worst)
  return [
    `This is the report of #${worst.pull.number} (into ${worst.pull.base}), the worst of ${told.length} open pull requests with this head.`,
    ...others.map(({ pull, conclusion, ...one }) => {
      const silent = counting.some((other) => other.pull === pull) ? '' : ', which does not count because its author cannot write here'
      return `#${pull.number} (into ${pull.base}): ${WORDS[conclusion]}${one.override ? ', overridden' : ''}${silent}.`
    }),
  ]
}

const WORDS: Readonly<Record<Conclusion, string>> = {
  success: 'passes',
  neutral: 'is not gated',
  action_required: 'could not be judged completely',
  failure: 'fails',
}
