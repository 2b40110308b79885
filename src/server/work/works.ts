import type { Clock } from '#model/clock'
import type { Budgets } from '../../github/budget.ts'
import type { GitHub } from '../../github/client.ts'
import { type Repository, repository } from '../../github/repository.ts'
import type { TreeCache } from '../../github/trees.ts'
import type { Database } from '../../queue/database.ts'
import type { JobQueue } from '../../queue/job.ts'
import type { InRepository } from '../jobs.ts'
import type { Log } from '../log.ts'
import type { Meters } from '../metrics.ts'
import { repositoryByName } from '../store/tenants.ts'
import type { Judge, ModeOf, RenderUnable } from './judge.ts'

/** What the work on jobs needs. */
export interface Works {
  readonly database: Database
  readonly queue: JobQueue
  readonly github: GitHub
  readonly budgets: Budgets
  readonly clock: Clock
  readonly trees: TreeCache
  readonly judge: Judge
  readonly modeOf: ModeOf
  readonly renderUnable: RenderUnable
  readonly log: Log
  readonly meters: Meters
  /** 0 to 1. */
  readonly random: () => number
}

/** The name that maintainers require. */
export const CHECK_NAME = 'readiness'

export { POLICY_PATH } from '#model/policy-file'

/** Measures one stage of an evaluation. */
export async function timed<Result>({ meters }: Works, stage: string, work: () => Promise<Result>): Promise<Result> {
  const stop = meters.stageSeconds.startTimer({ stage })
  try {
    return await work()
  } finally {
    stop()
  }
}

/** One repository through a token that opens no other, but for that which may hold the owner's policy. */
export async function open(works: Works, { installation, repository: named }: InRepository, signal: AbortSignal): Promise<Repository> {
  const above = await repositoryByName(works.database, installation, named.owner, ORGANISATION)
  const repositories = above === undefined || above === named.id ? [named.id] : [named.id, above]
  const permissions = () => works.github.permissions(installation, repositories)
  return { ...repository(works.github.installation(installation, { repositories, signal }), named), permissions }
}

/** Where an owner keeps what holds for all of its repositories. */
export const ORGANISATION = '.github'
