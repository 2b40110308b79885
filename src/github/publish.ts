import { acceptable } from './annotation.ts'
import {
  createRun,
  listRuns,
  type NewRun,
  type RunAnnotation,
  type RunConclusion,
  type RunOutput,
  type RunUpdate,
  readRun,
  updateRun,
} from './check-run.ts'
import { failureOf } from './failure.ts'
import type { Repository } from './repository.ts'

/**
 * How far a run has come, written down *before* each write to GitHub, so that whoever takes over after a crash knows what may have been done.
 * `posting`: it may exist. `open`: it does. `sending`: it may have annotations. `closing`: it may be concluded, without annotations.
 * `void`: it never came to be.
 */
export type RunState = 'posting' | 'open' | 'sending' | 'closing' | 'concluded' | 'void'

export interface RunRecord extends NewRun {
  readonly state: RunState
  readonly runId?: number | undefined
  readonly conclusion?: RunConclusion | undefined
}

/** Keeps the records where a crash does not reach them. */
export interface Ledger {
  save(record: RunRecord): Promise<void>
}

export interface OpenRun extends RunRecord {
  readonly runId: number
}

/** Opens a run that was never tried before. */
export async function openRun(repository: Repository, ledger: Ledger, run: NewRun): Promise<OpenRun> {
  await ledger.save({ ...run, state: 'posting' })
  return saved(ledger, { ...run, state: 'open', runId: await createRun(repository, run) })
}

async function saved<Record extends RunRecord>(ledger: Ledger, record: Record): Promise<Record> {
  await ledger.save(record)
  return record
}

/**
 * Finds out what became of a run that somebody began: one to go on with, a concluded one, or `undefined` where another has to be made,
 * because this one is not there, or because annotations sent again would stand there twice.
 */
export async function resumeRun(repository: Repository, ledger: Ledger, appId: number, record: RunRecord): Promise<OpenRun | undefined> {
  const { runId, state } = record
  if (runId === undefined) {
    const found = (await listRuns(repository, appId, record.name, record.head)).find(({ externalId }) => externalId === record.externalId)
    return found && saved(ledger, { ...record, state: 'open', runId: found.id })
  }
  if (state === 'open' || state === 'concluded') return { ...record, runId }
  const found = await readRun(repository, runId).catch((error: unknown) => {
    if (failureOf(error)?.kind !== 'gone') throw error
  })
  if (!found) return undefined
  if (found.completed) return saved(ledger, { ...record, runId, state: 'concluded', conclusion: found.conclusion as RunConclusion })
  return state === 'closing' ? { ...record, runId } : undefined
}

export interface Concluding {
  readonly conclusion: RunConclusion
  readonly output: RunOutput
  readonly completedAt: string
}

const CHUNK = 50

/** Gives the run its conclusion, with all that GitHub takes of the output. The conclusion gets through even where nothing else does. */
export async function concludeRun(repository: Repository, ledger: Ledger, run: OpenRun, concluding: Concluding): Promise<OpenRun> {
  const { conclusion, completedAt } = concluding
  const { actions, ...output } = concluding.output
  const chunks = chunksOf(output.annotations.flatMap((annotation) => acceptable(annotation) ?? []))
  const close: RunUpdate = { conclusion, completedAt, actions, output: { ...output, annotations: [] } }
  const steps = chunks.map((annotations, index) => ({
    ...(index === chunks.length - 1 ? close : {}),
    output: { ...output, annotations },
  }))
  if (steps.length > 0) await ledger.save({ ...run, state: 'sending' })
  if (steps.length === 0 || !(await sendAll(repository, run, steps))) {
    await ledger.save({ ...run, state: 'closing' })
    await sendFirstThatIsTaken(repository, run, [close, withOneLine(close), { conclusion, completedAt }])
  }
  return saved(ledger, { ...run, state: 'concluded', conclusion })
}

function chunksOf(annotations: readonly RunAnnotation[]): readonly (readonly RunAnnotation[])[] {
  return Array.from({ length: Math.ceil(annotations.length / CHUNK) }, (_, index) => annotations.slice(index * CHUNK, (index + 1) * CHUNK))
}

/** Whether GitHub took every one. */
async function sendAll(repository: Repository, run: OpenRun, updates: readonly RunUpdate[]): Promise<boolean> {
  for (const update of updates) if (!(await isTaken(repository, run, update))) return false
  return true
}

/** From the richest to the barest: a run that stays open blocks the pull request. */
async function sendFirstThatIsTaken(repository: Repository, run: OpenRun, updates: readonly RunUpdate[]): Promise<void> {
  for (const update of updates.slice(0, -1)) if (await isTaken(repository, run, update)) return
  await updateRun(repository, run.runId, updates.at(-1)!)
}

async function isTaken(repository: Repository, { runId }: OpenRun, update: RunUpdate): Promise<boolean> {
  try {
    await updateRun(repository, runId, update)
    return true
  } catch (error) {
    if (failureOf(error)?.kind === 'invalid') return false
    throw error
  }
}

function withOneLine({ conclusion, completedAt, output }: RunUpdate): RunUpdate {
  const summary = 'GitHub did not take the full report of this run. `readiness check` shows it on your machine.'
  return { conclusion, completedAt, output: { title: output!.title.slice(0, 100), summary, annotations: [] } }
}
