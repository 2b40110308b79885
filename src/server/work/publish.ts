import type { Conclusion } from '#model/verdict'
import { canWrite, isProtected, roleOf } from '../../github/permissions.ts'
import type { Repository } from '../../github/repository.ts'
import { overridesOn, type StoredOverride } from '../store/overrides.ts'
import { askReasons, overridesFor, overrideUnder, type Way, whoAndWhen } from './break-glass.ts'
import { type CommitRuns, end } from './commit-runs.ts'
import type { JudgedPull } from './judge-pull.ts'
import { suggestFixes } from './suggest.ts'
import { timed, type Works } from './works.ts'

/** A judged pull request with what it is told in the end. */
interface Told extends JudgedPull {
  readonly conclusion: Conclusion
  readonly override: StoredOverride | undefined
  /** Somebody broke the glass, and has to say why before it counts. */
  readonly pending: StoredOverride | undefined
}

/** Publishes the worst of what the pull requests of one head are told: GitHub shows one run to them all. */
export async function publish(
  works: Works,
  runs: CommitRuns,
  judged: readonly JudgedPull[],
  defaultBranch: string | undefined,
): Promise<void> {
  const told = await tellAll(works, runs, judged)
  const counting = told.length > 1 ? await countingOf(runs.repository, told, defaultBranch) : told
  const worst = counting.reduce((a, b) => (RANK[b.conclusion] > RANK[a.conclusion] ? b : a))
  const { override, pending } = worst
  const outcomes = new Map<Told, string | undefined>()
  for (const one of told) outcomes.set(one, await suggestFixes(works, runs, one))
  const offered = outcomes.get(worst)
  const output = worst.judgement.render({
    notes: [...notesOn(told, counting, worst), ...(offered === undefined ? [] : [offered])],
    override: override && { ...whoAndWhen(override), reason: override.reason },
    pendingOverride: pending && whoAndWhen(pending),
  })
  const covers = told.map(({ pull, policy, judgement: { breakGlass } }) => ({ pull: pull.number, base: pull.base, policy, breakGlass }))
  await timed(works, 'conclude', () => end(works, runs, { conclusion: worst.conclusion, output, outcome: 'judged', covers }))
}

const RANK: Readonly<Record<Conclusion, number>> = { success: 0, neutral: 1, action_required: 2, failure: 3 }

async function tellAll(works: Works, { repository, head }: CommitRuns, judged: readonly JudgedPull[]): Promise<readonly Told[]> {
  const overrides = await overridesOn(works.database, repository.id, head)
  const told = judged.map((one) => tell(one, overrides))
  const silent = told.filter(({ pending }) => pending !== undefined).map(wayOf)
  if (silent.length === 0 || !(await askReasons(works, repository, head, silent))) return told
  const explained = await overridesOn(works.database, repository.id, head)
  return judged.map((one) => tell(one, explained))
}

function tell(one: JudgedPull, overrides: readonly StoredOverride[]): Told {
  const { conclusion, breakGlass } = one.judgement
  if (RANK[conclusion] < RANK.action_required) return { ...one, conclusion, override: undefined, pending: undefined }
  const own = overridesFor(overrides, wayOf(one))
  const override = overrideUnder(breakGlass, own)
  const pending = override || breakGlass === 'forbid' ? undefined : own[0]
  return { ...one, conclusion: override ? 'success' : conclusion, override, pending }
}

function wayOf({ pull: { number: pull, base } }: JudgedPull): Way {
  return { pull, base }
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
