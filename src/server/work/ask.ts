import { canMaintain, canWrite, roleOf } from '../../github/permissions.ts'
import { differsIn, openPulls, pullsOfHead } from '../../github/pulls.ts'
import { type PullReview, readReviews } from '../../github/reviews.ts'
import type { Job } from '../../queue/job.ts'
import {
  type ButtonData,
  backfillRepositoryJob,
  evaluateJob,
  groupJob,
  type InRepository,
  type PolicyMovedData,
  PRIORITY,
  type RecheckData,
  type ReconsiderData,
} from '../jobs.ts'
import { saveOverride } from '../store/overrides.ts'
import { runsOn } from '../store/runs.ts'
import { repositoriesOf } from '../store/tenants.ts'
import { ORGANISATION, open, POLICY_PATH, type Works } from './works.ts'

/** Somebody asked for a commit anew: "Re-run", or our own button. */
export async function recheck(works: Works, { data }: Job, signal: AbortSignal): Promise<undefined> {
  await askAnew(works, data as RecheckData, (data as RecheckData).head, signal)
}

async function askAnew(works: Works, where: InRepository, head: string, signal: AbortSignal): Promise<void> {
  const { queue, clock, database } = works
  const when = { priority: PRIORITY.person, runAt: clock.now(), force: true }
  const { installation, repository } = where
  const [pull] = await pullsOfHead(await open(works, where, signal), head)
  if (pull) {
    const data = { installation, repository, pull: pull.number, head, base: pull.base, updatedAt: pull.updatedAt, first: 'post' as const }
    return queue.add([evaluateJob(data, when)], clock.now())
  }
  const covers = (await runsOn(database, repository.id, head)).flatMap((run) => run.covers)
  const group = covers.find(({ parent }) => parent !== undefined)
  if (group) await queue.add([groupJob({ installation, repository, head, parent: group.parent!, base: group.base }, when)], clock.now())
}

/** Somebody pressed a button of ours. Whoever could press it may have no right to. */
export async function pressed(works: Works, job: Job, signal: AbortSignal): Promise<undefined> {
  const data = job.data as ButtonData
  const role = await roleOf(await open(works, data, signal), data.sender)
  const said = { repository: data.repository.id, head: data.head, sender: data.sender, role, button: data.identifier }
  if (data.identifier === 're-evaluate' && canWrite(role)) await askAnew(works, data, data.head, signal)
  else if (data.identifier === 'break-glass' && canMaintain(role)) await breakGlass(works, data, signal)
  else works.log.warn(said, 'a button was pressed by somebody who may not, or is none of ours')
}

/** Records who lets this commit pass and why; the run says so when it is judged again, if the policy allows it. */
async function breakGlass(works: Works, data: ButtonData, signal: AbortSignal): Promise<void> {
  const { database, clock, meters, log } = works
  const [newest] = await runsOn(database, data.repository.id, data.head)
  if (newest?.runId !== data.runId || !SHUT.has(newest.conclusion ?? '')) return
  const repository = await open(works, data, signal)
  for (const { pull } of newest.covers) {
    if (pull === undefined) continue
    const { reviews } = await readReviews(repository, pull)
    const reason = reasonIn(reviews.filter(({ author }) => author === data.sender))
    const made = { pull, head: data.head, person: data.sender, reason, madeAt: clock.now() }
    await saveOverride(database, { installation: data.installation, repository: data.repository.id }, made)
    log.warn({ repository: data.repository.id, pull, head: data.head, person: data.sender }, 'somebody broke the glass')
    meters.overrides.inc()
  }
  await askAnew(works, data, data.head, signal)
}

const SHUT: ReadonlySet<string> = new Set(['failure', 'action_required'])

/** A button carries no text, so the reason is asked for in a review of the pull request: `break glass: <reason>`. */
function reasonIn(reviews: readonly PullReview[]): string | undefined {
  for (const { body } of reviews.toReversed()) {
    const reason = /^\s*break[ -]glass:(.*)$/im.exec(body)?.[1]?.trim()
    if (reason) return reason.slice(0, 500)
  }
  return undefined
}

/** A pull request was closed or reviewed: asks for its head again where that can change what it was told. */
export async function reconsider(works: Works, { data }: Job): Promise<undefined> {
  const { installation, repository, pull, head, because } = data as ReconsiderData
  const [newest] = await runsOn(works.database, repository.id, head)
  const others = newest?.covers.filter((covered) => covered.pull !== undefined && covered.pull !== pull) ?? []
  const again = because === 'closed' ? others[0] : SHUT.has(newest?.conclusion ?? '') ? newest?.covers[0] : undefined
  if (again?.pull === undefined) return undefined
  const next = { installation, repository, pull: again.pull, head, base: again.base, updatedAt: 0, first: 'look' as const }
  const now = works.clock.now()
  await works.queue.add([evaluateJob(next, { priority: PRIORITY.pull, runAt: now, force: true })], now)
  return undefined
}

/** A base branch moved: if its policy did, every open pull request into it was judged by one that no longer holds. */
export async function policyMoved(works: Works, job: Job, signal: AbortSignal): Promise<undefined> {
  const { installation, repository: named, branch, before, after } = job.data as PolicyMovedData
  const repository = await open(works, { installation, repository: named }, signal)
  if (!(await differsIn(repository, POLICY_PATH, before, after))) return undefined
  const now = works.clock.now()
  const when = { priority: PRIORITY.policy, runAt: now, force: true }
  if (named.name.toLowerCase() === ORGANISATION) {
    const below = await repositoriesOf(works.database, installation)
    const jobs = below.map(({ id, owner, name }) =>
      backfillRepositoryJob({ installation, repository: { id, owner, name }, anew: true }, when),
    )
    await works.queue.add(jobs, now)
  }
  for await (const { number, head, base, updatedAt } of openPulls(repository, branch)) {
    const data = { installation, repository: named, pull: number, head, base, updatedAt, first: 'look' as const }
    await works.queue.add([evaluateJob(data, when)], now)
  }
}
