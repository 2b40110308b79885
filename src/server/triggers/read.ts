import { type EventName, isKnownEvent, PAYLOADS, type Payload } from '../payloads.ts'
import { readMergeGroup, readPush } from './branches.ts'
import { readCheckRun, readCheckSuite } from './checks.ts'
import { readPullRequest, readPullRequestReview } from './pulls.ts'
import { readInstallation, readInstallationRepositories, readInstallationTarget, readRepository } from './tenants.ts'
import { NOTHING, type Situation, type Trigger } from './trigger.ts'

const READERS: { readonly [Event in EventName]: (payload: Payload<Event>, situation: Situation) => Trigger } = {
  pull_request: readPullRequest,
  pull_request_review: readPullRequestReview,
  check_suite: readCheckSuite,
  check_run: readCheckRun,
  merge_group: readMergeGroup,
  push: readPush,
  installation: readInstallation,
  installation_repositories: readInstallationRepositories,
  installation_target: readInstallationTarget,
  repository: readRepository,
}

/** Whether events of this kind ever mean something: nobody misses the others when they are lost. */
export function isWanted(event: string, action: string | undefined): boolean {
  return isKnownEvent(event) && !(OUR_OWN.has(event) && ECHOES.has(action ?? ''))
}

/** GitHub tells us of each run that we ourselves open and conclude. */
const OUR_OWN: ReadonlySet<string> = new Set(['check_run', 'check_suite'])
const ECHOES: ReadonlySet<string> = new Set(['created', 'completed'])

/** What to do about a webhook, without doing it. `undefined`: it does not have the shape that GitHub documents. */
export function readTrigger(event: string, payload: unknown, situation: Situation): Trigger | undefined {
  const { action } = (payload ?? {}) as { action?: string }
  return isKnownEvent(event) && isWanted(event, action) ? readKnown(event, payload, situation) : NOTHING
}

function readKnown<Event extends EventName>(event: Event, payload: unknown, situation: Situation): Trigger | undefined {
  const { success, data } = PAYLOADS[event].safeParse(payload)
  return success ? READERS[event](data as Payload<Event>, situation) : undefined
}
