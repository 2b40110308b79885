import type { CheckId } from '#model/check'
import type { Policy } from '#model/policy'
import type { Snapshot } from '#model/snapshot'
import type { Conclusion } from '#model/verdict'
import { assess, type Judgement, type Pull } from './assess.ts'
import type { Engine } from './evaluate/engine.ts'
import { classOf } from './policy/classes.ts'
import { printable } from './policy/problem.ts'
import { sharedReads } from './shared-reads.ts'

/** A pull request as the history of the base branch holds it: its merge commit, or what it was squashed to. */
export interface MergedPull {
  readonly commit: string
  readonly title: string
  /** The first parent. */
  readonly base: Snapshot
  readonly head: Snapshot
}

export interface SimulationRequest {
  /** Oldest first, so that each base is known from the one before. */
  readonly pulls: AsyncIterable<MergedPull> | Iterable<MergedPull>
  readonly before?: Policy | undefined
  readonly after: Policy
  /** ISO time, UTC: decides which waivers hold. */
  readonly asOf: string
  readonly onProgress?: ((done: number) => void) | undefined
}

/** What a policy would have told one pull request. */
export interface Outcome {
  readonly conclusion: Conclusion
  readonly blocking: readonly CheckId[]
  readonly reasons: readonly string[]
}

export interface Replayed {
  readonly commit: string
  readonly title: string
  readonly before?: Outcome | undefined
  readonly after: Outcome
}

export interface Simulation {
  readonly pulls: readonly Replayed[]
  /** How many pull requests each control would have blocked under the new policy, most first. */
  readonly byControl: ReadonlyMap<CheckId, number>
}

/** Replays merged pull requests under one or two policies, as if these had enforced. Each blob is read once. */
export async function simulate({ pulls, before, after, asOf, onProgress }: SimulationRequest, engine: Engine): Promise<Simulation> {
  const replayed: Replayed[] = []
  const share = sharedReads()
  const [present, proposed] = [before && enforcing(before), enforcing(after)]
  for await (const { commit, title, base, head } of pulls) {
    const pull = { base: share(base), head: share(head) }
    const told = present && (await outcome(pull, { ...present, asOf }, engine))
    replayed.push({ commit, title, before: told, after: await outcome(pull, { ...proposed, asOf }, engine) })
    onProgress?.(replayed.length)
  }
  return { pulls: replayed, byControl: countByControl(replayed) }
}

/** As if it enforced; what paths are for is remembered over all pull requests. */
function enforcing(policy: Policy): Pick<Judgement, 'policy' | 'classOf'> {
  return { policy: { ...policy, mode: 'enforce' }, classOf: classOf(policy) }
}

async function outcome(pull: Pull, judgement: Judgement, engine: Engine): Promise<Outcome> {
  const { verdict } = await assess(pull, judgement, engine)
  const blocking = [...new Set(verdict.blocking.map(({ control }) => control))].toSorted()
  return { conclusion: verdict.conclusion, reasons: verdict.reasons, blocking }
}

export function isBlocked({ conclusion }: Outcome): boolean {
  return conclusion === 'failure' || conclusion === 'action_required'
}

function countByControl(pulls: readonly Replayed[]): ReadonlyMap<CheckId, number> {
  const counts = new Map<CheckId, number>()
  for (const control of pulls.flatMap(({ after }) => after.blocking)) counts.set(control, (counts.get(control) ?? 0) + 1)
  return new Map([...counts].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)))
}

/** For a terminal: how many, which, and by which control; what changes between the policies first. */
export function renderSimulation({ pulls, byControl }: Simulation): string {
  const blocked = pulls.filter(({ after }) => isBlocked(after))
  const compares = pulls.some(({ before }) => before)
  const newly = blocked.filter(({ before }) => before && !isBlocked(before))
  const freed = pulls.filter(({ before, after }) => before && isBlocked(before) && !isBlocked(after))
  const before = pulls.filter((pull) => pull.before && isBlocked(pull.before)).length
  return [
    `${pulls.length} merged pull requests replayed: the new policy would have blocked ${blocked.length}${compares ? `, the present one ${before}` : ''}.`,
    ...section(
      'By control',
      [...byControl].map(([control, count]) => `${String(count).padStart(4)}  ${control}`),
    ),
    ...(compares
      ? [
          ...section('Blocked by the new policy only', newly.map(line)),
          ...section(
            'No longer blocked',
            freed.map((pull) => line({ ...pull, after: pull.before! })),
          ),
        ]
      : []),
    ...section('Blocked', blocked.map(line)),
    '',
  ].join('\n')
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((each) => `  ${each}`)]
}

function line({ commit, title, after }: Replayed): string {
  const why = after.blocking.length > 0 ? after.blocking.join(', ') : (after.reasons[0] ?? after.conclusion)
  return `${commit.slice(0, 9)}  ${printable(title).slice(0, 80)}  [${why}]`
}
