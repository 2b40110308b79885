import type { BreakGlass } from '#model/policy'
import type { Repository } from '../../github/repository.ts'
import { type PullReview, readReviews } from '../../github/reviews.ts'
import type { ButtonData } from '../jobs.ts'
import { explainOverride, overridesOn, type StoredOverride, saveOverride } from '../store/overrides.ts'
import { type Covered, type KnownRun, runsOn } from '../store/runs.ts'
import type { Works } from './works.ts'

/** A pull request on its way into a branch: what an override is for, besides its commit. */
export interface Way {
  readonly pull: number
  readonly base: string
}

/** Of the overrides of a commit those that are for this way of it, newest first. */
export function overridesFor(overrides: readonly StoredOverride[], { pull, base }: Way): readonly StoredOverride[] {
  return overrides.filter((one) => one.pull === pull && (one.base === undefined || one.base === base))
}

/** The override that lets it pass under these terms of the policy, if there is one. */
export function overrideUnder(terms: BreakGlass, overrides: readonly StoredOverride[]): StoredOverride | undefined {
  if (terms === 'forbid') return undefined
  return overrides.find(({ reason }) => reason !== undefined) ?? (terms === 'allow' ? overrides[0] : undefined)
}

/** Whether there is something to override. */
export function isShut(of: Pick<KnownRun, 'conclusion'> | undefined): boolean {
  return of?.conclusion === 'failure' || of?.conclusion === 'action_required'
}

export function whoAndWhen({ person, madeAt }: StoredOverride): { readonly by: string; readonly at: string } {
  return { by: person, at: new Date(madeAt).toISOString() }
}

/** Records who wants this commit to pass, and why as far as that was said. Whether it passes is decided where it is judged again. */
export async function recordPress(works: Works, repository: Repository, data: ButtonData): Promise<boolean> {
  const { database, clock } = works
  const [newest] = await runsOn(database, repository.id, data.head)
  if (!newest || newest.runId !== data.runId || !isShut(newest)) return false
  const ways = newest.covers.filter(isOffered)
  const known = await overridesOn(database, repository.id, data.head)
  const reason = reasonOf(data.sender, data.head, await reviewsOf(repository, ways))
  for (const way of ways) {
    const same = overridesFor(known, way).find(({ person }) => person === data.sender)
    if (same?.reason !== undefined) continue
    const made = { ...way, head: data.head, person: data.sender, reason, madeAt: clock.now() }
    if (!same) await saveOverride(database, { installation: data.installation, repository: repository.id }, made)
    else if (reason !== undefined) await explainOverride(database, same.id, reason)
    if (reason !== undefined || (!same && way.breakGlass === 'allow')) tell(works, repository, made)
  }
  return ways.length > 0
}

type Offered = Covered & Way

/** A commit of a merge queue has no button, and a policy may have taken it away. */
function isOffered(covered: Covered): covered is Offered {
  return covered.pull !== undefined && covered.breakGlass !== undefined && covered.breakGlass !== 'forbid'
}

/** Looks whether those who broke the glass have said why by now. */
export async function askReasons(works: Works, repository: Repository, head: string, ways: readonly Way[]): Promise<boolean> {
  const known = await overridesOn(works.database, repository.id, head)
  const silent = ways.flatMap((way) => overridesFor(known, way)).filter(({ reason }) => reason === undefined)
  if (silent.length === 0) return false
  const reviews = await reviewsOf(repository, ways)
  let found = false
  for (const one of silent) {
    const reason = reasonOf(one.person, head, reviews)
    if (reason === undefined) continue
    await explainOverride(works.database, one.id, reason)
    tell(works, repository, { ...one, reason })
    found = true
  }
  return found
}

function tell({ log, meters }: Works, { id }: Repository, { pull, head, person, reason }: Omit<StoredOverride, 'id' | 'base'>): void {
  log.warn({ repository: id, pull, head, person, reason }, 'somebody broke the glass')
  meters.overrides.inc()
}

async function reviewsOf(repository: Repository, ways: readonly Way[]): Promise<readonly PullReview[]> {
  const all: PullReview[] = []
  for (const { pull } of ways) all.push(...(await readReviews(repository, pull)).reviews)
  return all
}

/** A button carries no text, so the reason is a line in a review of this very commit, by the same person. */
function reasonOf(person: string, head: string, reviews: readonly PullReview[]): string | undefined {
  const said = reviews.filter(({ author, commit, state }) => author === person && commit === head && state !== 'PENDING')
  for (const { body } of said.toReversed()) {
    const reason = /^\s{0,20}break[ -]glass:(.*)$/im.exec(body)?.[1]?.trim()
    if (reason) return reason.slice(0, 500)
  }
  return undefined
}
