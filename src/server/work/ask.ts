import { Incomplete } from '../../github/failure.ts'
import { canMaintain, canWrite, roleOf } from '../../github/permissions.ts'
import { differsIn, openPulls, pullsOfHead } from '../../github/pulls.ts'
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
import { overridesOn } from '../store/overrides.ts'
import { type Covered, runsOn } from '../store/runs.ts'
import { repositoriesOf } from '../store/tenants.ts'
import { askReasons, isShut, recordPress, type Way } from './break-glass.ts'
import { ORGANISATION, open, POLICY_PATH, type Works } from './works.ts'

/** Somebody asked for a commit anew: "Re-run", or our own button. */
export async function recheck(works: Works, { data }: Job, signal: AbortSignal): Promise<undefined> {
  await askAnew(works, data as RecheckData, (data as RecheckData).head, signal)
}

async function askAnew(works: Works, where: InRepository, head: string, signal: AbortSignal): Promise<void> {
  const { queue, clock, database } = works
  const when = { priority: PRIORITY.person, runAt: clock.now(), force: true }
  const { installation, repository } = where
  const covers = (await runsOn(database, repository.id, head)).flatMap((run) => run.covers)
  const [listed] = await pullsOfHead(await open(works, where, signal), head)
  // Of the pull requests that contain a commit a hundred are looked at, and anyone can open as many.
  const known = covers.find(isWay)
  const found = listed ?? (known && { number: known.pull, base: known.base, updatedAt: 0 })
  if (found) {
    const { number: pull, base, updatedAt } = found
    return queue.add([evaluateJob({ installation, repository, pull, head, base, updatedAt, first: 'post' }, when)], clock.now())
  }
  const group = covers.find(({ parent }) => parent !== undefined)
  if (group) {
    const { parent, base, queued } = group
    await queue.add([groupJob({ installation, repository, head, parent: parent!, base, queued }, when)], clock.now())
  }
}

function isWay(covered: Covered): covered is Covered & Way {
  return covered.pull !== undefined
}

/** Somebody pressed a button of ours. Whoever could press it may have no right to. */
export async function pressed(works: Works, job: Job, signal: AbortSignal): Promise<undefined> {
  const data = job.data as ButtonData
  const repository = await open(works, data, signal)
  const role = await roleOf(repository, data.sender)
  const said = { repository: data.repository.id, head: data.head, sender: data.sender, role, button: data.identifier }
  if (data.identifier === 're-evaluate' && canWrite(role)) await askAnew(works, data, data.head, signal)
  else if (data.identifier === 'break-glass' && canMaintain(role)) {
    if (await recordPress(works, repository, data)) await askAnew(works, data, data.head, signal)
  } else works.log.warn(said, 'a button was pressed by somebody who may not, or is none of ours')
}

/** A pull request was closed or reviewed: asks for its head again where that can change what it was told. */
export async function reconsider(works: Works, { data, attempts }: Job, signal: AbortSignal): Promise<undefined> {
  const { installation, repository, pull, head, because } = data as ReconsiderData
  const [newest] = await runsOn(works.database, repository.id, head)
  const ways = newest?.covers.filter(isWay) ?? []
  const others = ways.filter((covered) => covered.pull !== pull)
  const again = because === 'closed' ? others[0] : isShut(newest) ? ways[0] : undefined
  if (again === undefined) return undefined
  if (because === 'explained' && !(await isExplained(works, data as ReconsiderData, ways, { attempts, signal }))) return undefined
  const next = { installation, repository, pull: again.pull, head, base: again.base, updatedAt: 0, first: 'look' as const }
  const now = works.clock.now()
  await works.queue.add([evaluateJob(next, { priority: PRIORITY.pull, runAt: now, force: true })], now)
  return undefined
}

/** Reviews show a moment after the event that tells of them; but most people who write such a line have pressed no button. */
async function isExplained(
  works: Works,
  { by, head, ...where }: ReconsiderData,
  ways: readonly Way[],
  { attempts, signal }: { readonly attempts: number; readonly signal: AbortSignal },
): Promise<boolean> {
  const known = await overridesOn(works.database, where.repository.id, head)
  if (!known.some(({ person, reason }) => person === by && reason === undefined)) return false
  if (await askReasons(works, await open(works, where, signal), head, ways)) return true
  if (attempts < LOOKS) throw new Incomplete('GitHub does not show the review yet')
  return false
}

/** After this many looks we believe that there is no reason in it. */
const LOOKS = 4

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
