import type { Conclusion } from '#model/verdict'
import type { Repository } from './repository.ts'

/** Conclusions of GitHub that we give: those of the model, and one for a commit that nobody waits for any more. */
export type RunConclusion = Conclusion | 'cancelled'

export interface RunOutput {
  readonly title: string
  readonly summary: string
  readonly text?: string | undefined
  readonly annotations: readonly RunAnnotation[]
  readonly actions: readonly RunAction[]
}

/** A remark on lines of a file. Columns only where it is one line. */
export interface RunAnnotation {
  readonly path: string
  readonly startLine: number
  readonly endLine: number
  readonly startColumn?: number | undefined
  readonly endColumn?: number | undefined
  readonly level: 'notice' | 'warning' | 'failure'
  readonly title: string
  readonly message: string
}

/** A button. GitHub allows 20 characters of label, 40 of description, 20 of identifier, and three of them. */
export interface RunAction {
  readonly label: string
  readonly description: string
  readonly identifier: string
}

export interface NewRun {
  readonly name: string
  /** The exact commit that was evaluated: never read again on the way. */
  readonly head: string
  /** Ours, and unique: it tells whether a write whose answer was lost has been done. */
  readonly externalId: string
  readonly startedAt: string
}

/** A run as GitHub has it. */
export interface Run {
  readonly id: number
  readonly externalId: string
  readonly completed: boolean
  readonly conclusion: string | undefined
  readonly annotations: number
}

/** Opens a run. Never repeated blindly: where the answer is lost, `findRun` tells. */
export async function createRun({ client, at }: Repository, run: NewRun): Promise<number> {
  const { data } = await client.rest.checks.create({
    ...at,
    name: run.name,
    head_sha: run.head,
    external_id: run.externalId,
    status: 'in_progress',
    started_at: run.startedAt,
  })
  return data.id
}

export interface RunUpdate {
  /** Absent: the run goes on. */
  readonly conclusion?: RunConclusion | undefined
  readonly completedAt?: string | undefined
  readonly output?: Omit<RunOutput, 'actions'> | undefined
  readonly actions?: readonly RunAction[] | undefined
}

/** GitHub appends the annotations to those that the run has. */
export async function updateRun(
  { client, at }: Repository,
  id: number,
  { conclusion, completedAt, output, actions }: RunUpdate,
): Promise<void> {
  const done = conclusion && { status: 'completed' as const, conclusion, ...(completedAt ? { completed_at: completedAt } : {}) }
  await client.rest.checks.update({
    ...at,
    check_run_id: id,
    ...done,
    ...(output ? { output: wireOutput(output) } : {}),
    ...(actions ? { actions: actions.slice(0, 3).map(wireAction) } : {}),
  })
}

function wireOutput({ title, summary, text, annotations }: Omit<RunOutput, 'actions'>) {
  const annotated = annotations.length > 0 ? { annotations: annotations.map(wireAnnotation) } : {}
  return { title, summary, ...(text ? { text } : {}), ...annotated }
}

function wireAction({ label, description, identifier }: RunAction): RunAction {
  return { label: label.slice(0, 20), description: description.slice(0, 40), identifier }
}

function wireAnnotation({ path, startLine, endLine, startColumn, endColumn, level, title, message }: RunAnnotation) {
  const columns = startColumn === undefined || endColumn === undefined ? {} : { start_column: startColumn, end_column: endColumn }
  return { path, start_line: startLine, end_line: endLine, ...columns, annotation_level: level, title, message }
}

export async function readRun({ client, at }: Repository, id: number): Promise<Run> {
  const { data } = await client.rest.checks.get({ ...at, check_run_id: id })
  return runOf(data)
}

/** All runs of ours with this name on a commit, newest first. */
export async function listRuns({ client, at }: Repository, appId: number, name: string, head: string): Promise<readonly Run[]> {
  const runs: Run[] = []
  for (let page = 1; ; page++) {
    const query = { ...at, ref: head, check_name: name, app_id: appId, filter: 'all' as const, per_page: 100, page }
    const { data } = await client.rest.checks.listForRef(query)
    runs.push(...data.check_runs.map(runOf))
    if (data.check_runs.length < 100) return runs.toSorted((a, b) => b.id - a.id)
  }
}

interface RawRun {
  readonly id: number
  readonly external_id: string | null
  readonly status: string
  readonly conclusion: string | null
  readonly output: { readonly annotations_count: number }
}

function runOf({ id, external_id, status, conclusion, output }: RawRun): Run {
  const completed = status === 'completed'
  return { id, externalId: external_id ?? '', completed, conclusion: conclusion ?? undefined, annotations: output.annotations_count }
}
