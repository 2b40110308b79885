import { emit } from '../hooks/emit.ts'
import { renderCheckRun } from '../render/checks.ts'
import type { Annotation, CheckAction, CheckConclusion, CheckRun, CheckStatus, CheckSuite } from './check-nouns.ts'
import type { Account, Repository } from './nouns.ts'
import { runsOn, tellSuite } from './suites.ts'
import { now, type World } from './world.ts'

/** What a request may say about a run, after it was found valid. */
export interface RunInput {
  readonly name?: string
  readonly external_id?: string
  readonly details_url?: string
  readonly status?: CheckStatus
  readonly conclusion?: CheckConclusion
  readonly started_at?: string
  readonly completed_at?: string
  readonly output?: {
    readonly title?: string
    readonly summary?: string
    readonly text?: string
    readonly annotations?: readonly Annotation[]
  }
  readonly actions?: readonly CheckAction[]
}

export async function createRun(world: World, suite: CheckSuite, name: string, input: RunInput): Promise<CheckRun> {
  const at = now(world)
  const run: CheckRun = {
    id: world.nextId(),
    suite,
    name,
    createdAt: at,
    annotations: [],
    writes: 0,
    externalId: '',
    detailsUrl: undefined,
    status: 'queued',
    conclusion: undefined,
    startedAt: at,
    completedAt: undefined,
    output: { title: null, summary: null, text: null },
    actions: [],
  }
  suite.runs.push(run)
  suite.resetAt = undefined
  world.runs.set(run.id, run)
  forgetOldest(world, suite, name)
  apply(world, run, input)
  tell(world, run, 'created')
  if (isCompleted(run)) await tellCompleted(world, run)
  return run
}

export async function updateRun(world: World, run: CheckRun, input: RunInput): Promise<void> {
  const wasCompleted = isCompleted(run)
  apply(world, run, input)
  if (isCompleted(run) && !wasCompleted) await tellCompleted(world, run)
}

function isCompleted(run: CheckRun): boolean {
  return run.status === 'completed'
}

function apply(world: World, run: CheckRun, input: RunInput): void {
  run.writes += 1
  run.name = input.name ?? run.name
  run.externalId = input.external_id ?? run.externalId
  run.detailsUrl = input.details_url ?? run.detailsUrl
  run.actions = input.actions ?? run.actions
  if (input.started_at !== undefined) run.startedAt = Date.parse(input.started_at)
  if (input.output !== undefined) putOutput(run, input.output)
  if (input.conclusion === undefined) run.status = input.status ?? run.status
  else conclude(world, run, input.conclusion, input.completed_at)
  run.suite.updatedAt = now(world)
}

const unsaid = { start_column: null, end_column: null, title: null, raw_details: null }

/** Annotations are only ever added. */
function putOutput(run: CheckRun, output: NonNullable<RunInput['output']>): void {
  const { title, summary, text } = output
  run.output = { title: title ?? run.output.title, summary: summary ?? null, text: text ?? null }
  run.annotations.push(...(output.annotations ?? []).map((annotation) => ({ ...unsaid, ...annotation })))
}

function conclude(world: World, run: CheckRun, conclusion: CheckConclusion, completedAt: string | undefined): void {
  run.status = 'completed'
  run.conclusion = conclusion
  run.completedAt = completedAt === undefined ? now(world) : Date.parse(completedAt)
}

function forgetOldest(world: World, suite: CheckSuite, name: string): void {
  const same = suite.runs.filter((run) => run.name === name)
  const [oldest] = same
  if (oldest === undefined || same.length <= world.limits.runsOfOneName) return
  suite.runs.splice(suite.runs.indexOf(oldest), 1)
  world.runs.delete(oldest.id)
}

function tell(world: World, run: CheckRun, action: string, parts: object = {}, sender: Account = run.suite.app.bot): void {
  const { repository, app } = run.suite
  const own = action === 'rerequested' || action === 'requested_action' ? { app } : {}
  emit(world, { event: 'check_run', action, sender, repository, parts: { check_run: renderCheckRun(world, run), ...parts }, ...own })
}

async function tellCompleted(world: World, run: CheckRun): Promise<void> {
  tell(world, run, 'completed')
  const { suite } = run
  if (suite.runs.every((other) => other.status === 'completed')) await tellSuite(world, suite, 'completed', suite.app.bot)
}

/** "Re-run" on one check: the suite is queued again, the run itself keeps its old conclusion. */
export function rerequestRun(world: World, run: CheckRun, sender: Account): void {
  run.suite.resetAt = now(world)
  tell(world, run, 'rerequested', {}, sender)
}

/** Somebody presses one of the run's own buttons. */
export function pressButton(world: World, run: CheckRun, identifier: string, sender: Account): void {
  tell(world, run, 'requested_action', { requested_action: { identifier } }, sender)
}

/** What a required check of that name tells the merge box about a commit: the newest run decides. */
export function requiredCheckState(world: World, repository: Repository, sha: string, required: { context: string; appId?: number }) {
  const { context, appId } = required
  const newest = runsOn(world, repository, sha).findLast(({ name, suite }) => name === context && (appId ?? suite.app.id) === suite.app.id)
  if (newest === undefined) return 'expected'
  if (newest.status !== 'completed') return 'pending'
  return ['success', 'neutral', 'skipped'].includes(newest.conclusion ?? '') ? 'passing' : 'blocking'
}
