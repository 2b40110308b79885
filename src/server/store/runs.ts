import type { BreakGlass } from '#model/policy'
import type { RunConclusion } from '../../github/check-run.ts'
import type { Ledger, RunRecord, RunState } from '../../github/publish.ts'
import type { Database, Row } from '../../queue/database.ts'

/** What a run says of its commit. `unable`: it could not be judged, and shall be. `outdated`: nobody waits for it. */
export type RunOutcome = 'judged' | 'unable' | 'outdated'

/** A pull request, or a commit of a merge queue, that a run answers for, and the base branch under which it was judged. */
export interface Covered {
  readonly pull?: number | undefined
  /** Of a merge queue: the commit that it was compared with. */
  readonly parent?: string | undefined
  /** The pull request that such a commit merges. */
  readonly queued?: number | undefined
  readonly base: string
  /** Digest of the policies by which it was judged. */
  readonly policy?: string | undefined
  /** Whether the policy lets somebody override it. Absent where nothing was judged. */
  readonly breakGlass?: BreakGlass | undefined
}

/** A run as we know it. */
export interface KnownRun extends RunRecord {
  readonly installation: number
  readonly repository: number
  /** The piece of work it was made for: the key of its job. */
  readonly unit: string
  readonly outcome: RunOutcome | undefined
  readonly covers: readonly Covered[]
  /** When the work on it began, by the App's clock. */
  readonly begunAt: number
  readonly updatedAt: number
}

export interface RunOwner {
  readonly installation: number
  readonly repository: number
  readonly unit: string
  readonly begunAt: number
  /** What it is made for. */
  readonly covers: readonly Covered[]
}

/** What has to be known even after the power failed: a run that may exist, and annotations that may stand there already. All else GitHub shows. */
const BEFORE_IT_SHOWS: ReadonlySet<RunState> = new Set(['posting', 'sending'])

/** Writes down how far runs of one piece of work have come. What was forgotten meanwhile, because the App was uninstalled, does not come back. */
export function ledgerOf(database: Database, { installation, repository, unit, begunAt, covers }: RunOwner, now: () => number): Ledger {
  const written = new Set<string>()
  return {
    save: async ({ externalId, head, name, state, runId, conclusion }) => {
      const store = BEFORE_IT_SHOWS.has(state) ? database : database.hurried
      const progress = [runId ?? null, state, conclusion ?? null]
      if (written.has(externalId)) {
        const sql = 'UPDATE run SET run_id = ?, state = ?, conclusion = ?, updated_at = ? WHERE external_id = ?'
        await store.query(sql, [...progress, now(), externalId])
        return
      }
      await store.query(
        `INSERT INTO run (external_id, installation, repository, head, name, unit, run_id, state, conclusion, outcome, covers, started_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?)
         ON CONFLICT (external_id) DO UPDATE SET run_id = excluded.run_id, state = excluded.state, conclusion = excluded.conclusion, updated_at = excluded.updated_at`,
        [externalId, installation, repository, head, name, unit, ...progress, JSON.stringify(covers), begunAt, now()],
      )
      written.add(externalId)
    },
  }
}

/** What the run came to, written with its conclusion so that equal triggers need no second evaluation. */
export async function saveOutcome(database: Database, externalId: string, outcome: RunOutcome, covers: readonly Covered[]): Promise<void> {
  await database.hurried.query('UPDATE run SET outcome = ?, covers = ? WHERE external_id = ?', [
    outcome,
    JSON.stringify(covers),
    externalId,
  ])
}

/** All runs on a commit, newest first. */
export async function runsOn(database: Database, repository: number, head: string): Promise<readonly KnownRun[]> {
  const rows = await database.query('SELECT * FROM run WHERE repository = ? AND head = ?', [repository, head])
  return rows.map(runOf).toSorted((a, b) => b.begunAt - a.begunAt || (b.runId ?? 0) - (a.runId ?? 0))
}

/** Runs that nobody has touched for a while and that are not concluded. */
export async function stuckRuns(database: Database, before: number, most: number): Promise<readonly KnownRun[]> {
  const rows = await database.query(
    "SELECT * FROM run WHERE state NOT IN ('concluded', 'void') AND updated_at < ? ORDER BY updated_at LIMIT ?",
    [before, most],
  )
  return rows.map(runOf)
}

/** Nobody can conclude the runs of a commit any more: it is no longer ours to write to. */
export async function giveUpRuns(database: Database, repository: number, head: string): Promise<void> {
  await database.query("UPDATE run SET state = 'void' WHERE repository = ? AND head = ? AND state <> 'concluded'", [repository, head])
}

/** When the oldest open run was begun. */
export async function oldestOpenRun(database: Database): Promise<number | undefined> {
  const [row] = await database.query("SELECT min(started_at) AS at FROM run WHERE state NOT IN ('concluded', 'void')")
  return row?.at == null ? undefined : Number(row.at)
}

export async function forgetRuns(database: Database, before: number): Promise<void> {
  await database.query("DELETE FROM run WHERE state IN ('concluded', 'void') AND updated_at < ?", [before])
}

function runOf(row: Row): KnownRun {
  return {
    externalId: String(row.external_id),
    installation: Number(row.installation),
    repository: Number(row.repository),
    head: String(row.head),
    name: String(row.name),
    unit: String(row.unit),
    runId: row.run_id == null ? undefined : Number(row.run_id),
    state: String(row.state) as RunState,
    conclusion: row.conclusion == null ? undefined : (String(row.conclusion) as RunConclusion),
    outcome: row.outcome == null ? undefined : (String(row.outcome) as RunOutcome),
    covers: JSON.parse(String(row.covers)),
    begunAt: Number(row.started_at),
    startedAt: new Date(Number(row.started_at)).toISOString(),
    updatedAt: Number(row.updated_at),
  }
}
