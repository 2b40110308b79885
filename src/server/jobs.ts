import type { RepositoryName } from '../github/repository.ts'
import type { NewJob } from '../queue/job.ts'

/** The work of the App, by kind. */
export interface JobData {
  /** Judge the open pull requests of a head, and conclude its run. */
  readonly evaluate: EvaluateData
  /** The same for a commit of a merge queue. */
  readonly group: GroupData
  /** Something happened around a pull request that may change what its head was told. */
  readonly reconsider: ReconsiderData
  /** Somebody asked for a commit anew: find its pull requests. */
  readonly recheck: RecheckData
  /** Somebody pressed a button of ours. */
  readonly button: ButtonData
  /** A branch moved: if its policy did, what was judged by it is out of date. */
  readonly 'policy-moved': PolicyMovedData
  /** Find the pull requests that are open since before we were there. */
  readonly backfill: BackfillData
  readonly 'backfill-repository': BackfillRepositoryData
  /** Look for pull requests without a concluded run. */
  readonly sweep: Nothing
  /** Conclude what was left open. */
  readonly watch: Nothing
  /** Ask GitHub for the deliveries that never came. */
  readonly reconcile: Nothing
  /** Forget what is older than it has to be kept. */
  readonly expire: Nothing
}

export type JobKind = keyof JobData
export type Nothing = Readonly<Record<string, never>>

export interface InRepository {
  readonly installation: number
  readonly repository: RepositoryName
}

export interface EvaluateData extends InRepository {
  readonly pull: number
  readonly head: string
  /** Name of the base branch. */
  readonly base: string
  /** GitHub's time of the last change of the pull request that we know of; 0: unknown. */
  readonly updatedAt: number
  /** `post`: this is news, so a run is opened at once. `look`: it may not be, so nothing is written before it is known. */
  readonly first: 'post' | 'look'
}

export interface ReconsiderData extends InRepository {
  readonly pull: number
  readonly head: string
  /**
   * `closed`: others with this head may stand better without it. `reviewed`: somebody may have approved a looser policy.
   * `explained`: whoever broke the glass may have said why.
   */
  readonly because: 'closed' | 'reviewed' | 'explained'
  /** Who explained it. */
  readonly by?: string | undefined
}

export interface GroupData extends InRepository {
  readonly head: string
  /** The parent of the group's commit: what the queue has merged before it. */
  readonly parent: string
  /** Name of the branch that it will be merged into. */
  readonly base: string
  /** Number of the pull request that it merges, as far as GitHub says. */
  readonly queued?: number | undefined
}

export interface RecheckData extends InRepository {
  readonly head: string
}

export interface ButtonData extends InRepository {
  readonly head: string
  readonly runId: number
  readonly externalId: string
  readonly identifier: string
  readonly sender: string
}

export interface PolicyMovedData extends InRepository {
  readonly branch: string
  readonly before: string
  readonly after: string
}

export interface BackfillData {
  readonly installation: number
}

export interface BackfillRepositoryData extends InRepository {
  /** Judge what was judged before, too: the policy above it moved. */
  readonly anew?: boolean | undefined
}

/** Who waits: higher goes first. */
export const PRIORITY = { queue: 90, person: 80, pull: 50, closing: 40, policy: 20, catchUp: 10, upkeep: 60 } as const

interface When {
  readonly priority: number
  readonly runAt: number
  readonly force?: boolean | undefined
}

export function evaluateJob(data: EvaluateData, when: When): NewJob {
  const { installation, repository, pull, head, updatedAt } = data
  const serial = `${repository.id}@${head}`
  return { ...job('evaluate', `${repository.id}#${pull}`, installation, data, when), serial, version: updatedAt }
}

export function reconsiderJob(data: ReconsiderData, when: When): NewJob {
  const { installation, repository, pull, head, because, by = '' } = data
  return {
    ...job('reconsider', `${because}${by && ` ${by}`} ${repository.id}#${pull}`, installation, data, when),
    serial: `${repository.id}@${head}`,
  }
}

export function groupJob(data: GroupData, when: When): NewJob {
  const unit = `${data.repository.id}@${data.head}`
  return job('group', unit, data.installation, data, when)
}

export function recheckJob(data: RecheckData, when: When): NewJob {
  return job('recheck', `recheck ${data.repository.id}@${data.head}`, data.installation, data, when)
}

export function buttonJob(data: ButtonData, when: When): NewJob {
  return job('button', `button ${data.repository.id} ${data.runId} ${data.identifier} ${data.sender}`, data.installation, data, when)
}

export function policyMovedJob(data: PolicyMovedData, when: When): NewJob {
  return job('policy-moved', `policy ${data.repository.id} ${data.branch}`, data.installation, data, when)
}

export function backfillJob(data: BackfillData, when: When): NewJob {
  return job('backfill', `backfill ${data.installation}`, data.installation, data, when)
}

export function backfillRepositoryJob(data: BackfillRepositoryData, when: When): NewJob {
  return job('backfill-repository', `backfill ${data.installation} ${data.repository.id}`, data.installation, data, when)
}

/** Upkeep of the App itself, once for all of its processes. */
export function upkeepJob(kind: 'sweep' | 'watch' | 'reconcile' | 'expire', runAt: number): NewJob {
  return { ...job(kind, kind, 0, {}, { priority: PRIORITY.upkeep, runAt, force: true }), group: `upkeep ${kind}` }
}

function job<Kind extends JobKind>(
  kind: Kind,
  key: string,
  installation: number,
  data: JobData[Kind],
  { priority, runAt, force }: When,
): NewJob {
  return { kind, key, serial: key, group: String(installation), priority, version: 0, force: force ?? false, runAt, data }
}
