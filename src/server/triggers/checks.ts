import { buttonJob, evaluateJob, PRIORITY, recheckJob } from '../jobs.ts'
import type { Payload } from '../payloads.ts'
import { inRepository, learn, NOTHING, type Situation, type Trigger } from './trigger.ts'

/** A push to a branch of the repository comes here too; pull requests of forks do not, and the hint may be out of date. */
export function readCheckSuite({ action, check_suite, ...at }: Payload<'check_suite'>, { appId, now }: Situation): Trigger {
  const where = inRepository(at)
  const { head_sha: head, app, pull_requests } = check_suite
  if (app?.id !== appId) return NOTHING
  if (action === 'rerequested')
    return { jobs: [recheckJob({ ...where, head }, { priority: PRIORITY.person, runAt: now, force: true })], changes: [] }
  if (action !== 'requested') return NOTHING
  const jobs = pull_requests
    .filter((pull) => pull.head.sha === head)
    .map(({ number, base }) =>
      evaluateJob({ ...where, pull: number, head, base: base.ref, updatedAt: 0, first: 'look' }, { priority: PRIORITY.pull, runAt: now }),
    )
  return { jobs, changes: learn(where) }
}

export function readCheckRun(
  { action, check_run, requested_action, sender, ...at }: Payload<'check_run'>,
  { appId, now }: Situation,
): Trigger {
  const where = inRepository(at)
  const { id, head_sha: head, external_id, app } = check_run
  const when = { priority: PRIORITY.person, runAt: now, force: true }
  if (app?.id !== appId) return NOTHING
  if (action === 'rerequested') return { jobs: [recheckJob({ ...where, head }, when)], changes: [] }
  if (action !== 'requested_action' || !requested_action) return NOTHING
  const pressed = { head, runId: id, externalId: external_id ?? '', identifier: requested_action.identifier, sender: sender.login }
  return { jobs: [buttonJob({ ...where, ...pressed }, when)], changes: [] }
}
