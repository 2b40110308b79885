import { randomUUID } from 'node:crypto'
import type { Row, Sql, Store } from './database.ts'
import type { Claim, DeadJob, Job, JobQueue, NewJob, QueueStats } from './job.ts'
import { join, rejoin, type Waiting } from './merge.ts'

/** The queue on a database. One SQL for both engines: what differs is how a transaction excludes others. */
export function jobQueue(database: Store): JobQueue {
  return {
    add: (jobs, now) =>
      database.exclusively(async (sql) => {
        for (const job of jobs) await add(sql, job, now)
      }),
    claim: (claim) => claimNext(database, claim),
    touch: async (job, leaseUntil) =>
      (await database.query(`UPDATE job SET lease_until = ? WHERE ${HELD} RETURNING id`, [leaseUntil, ...held(job)])).length > 0,
    complete: async (job) => void (await database.query(`DELETE FROM job WHERE ${HELD}`, held(job))),
    putBack: (job, { runAt, error, failed }) =>
      database.exclusively((sql) => giveBack(sql, { ...job, runAt, attempts: job.attempts + (failed ? 1 : 0) }, held(job), error)),
    bury: async (job, error) =>
      void (await database.query(`UPDATE job SET state = 'dead', holder = NULL, error = ? WHERE ${HELD}`, [
        error.slice(0, 2000),
        ...held(job),
      ])),
    reclaim: (now, all) => reclaim(database, now, all ? Number.MAX_SAFE_INTEGER : now),
    pause: async (group, until) => void (await database.query(PAUSE, [group, until])),
    cancel: (key) => cancel(database, key),
    dead: async () => (await database.query("SELECT * FROM job WHERE state = 'dead' ORDER BY accepted_at")).map(deadJobOf),
    revive: (now, id) => revive(database, now, id),
    stats: (now) => stats(database, now),
  }
}

/** Adds one trigger within a transaction that may write more: the delivery that it came with. */
export async function add(sql: Sql, job: NewJob, now: number): Promise<void> {
  const [waiting, active] = [await find(sql, job.key, 'waiting'), await find(sql, job.key, 'active')]
  const joined = join(job, now, waiting, active)
  if (joined) await put(sql, joined, waiting?.id)
}

/** Drops what waits under a key, within a transaction that may write more. */
export async function cancel(sql: Sql, key: string): Promise<void> {
  await sql.query("DELETE FROM job WHERE key = ? AND state = 'waiting'", [key])
}

interface Stored extends Waiting {
  readonly id: string
}

async function find(sql: Sql, key: string, state: string): Promise<Stored | undefined> {
  const [row] = await sql.query('SELECT * FROM job WHERE key = ? AND state = ? ORDER BY version DESC LIMIT 1', [key, state])
  return row && storedOf(row)
}

/** Writes a waiting job, new or over the one that it was joined with. */
async function put(sql: Sql, job: Waiting, id: string | undefined): Promise<void> {
  const values = [job.kind, job.key, job.serial, job.group, job.priority, job.version, job.force ? 1 : 0, JSON.stringify(job.data)]
  const progress = [job.runAt, job.acceptedAt, job.freshAt, job.attempts, job.lost]
  const columns = 'kind, key, serial, grp, priority, version, force, data, run_at, accepted_at, fresh_at, attempts, lost'
  if (id !== undefined) await sql.query('DELETE FROM job WHERE id = ?', [id])
  const marks = columns.replaceAll(/\w+/g, '?')
  await sql.query(`INSERT INTO job (id, state, ${columns}) VALUES (?, 'waiting', ${marks})`, [id ?? randomUUID(), ...values, ...progress])
}

const HELD = "id = ? AND holder = ? AND state = 'active'"

function held({ id, holder }: Job): [string, string] {
  return [id, holder]
}

/** Installations take turns: among equal priority goes who has the fewest at work, then whose turn was the longest ago. */
const NEXT = `
  SELECT job.id, job.grp FROM job LEFT JOIN turn ON turn.grp = job.grp
  WHERE job.state = 'waiting' AND job.run_at <= ? AND coalesce(turn.paused_until, 0) <= ?
    AND (SELECT count(*) FROM job at_work WHERE at_work.state = 'active' AND at_work.grp = job.grp) < ?
    AND NOT EXISTS (SELECT 1 FROM job same WHERE same.state = 'active' AND same.serial = job.serial)
  ORDER BY job.priority DESC, (SELECT count(*) FROM job at_work WHERE at_work.state = 'active' AND at_work.grp = job.grp),
    coalesce(turn.claimed_at, 0), job.run_at, job.accepted_at, job.key LIMIT 1`

const TURN = `INSERT INTO turn (grp, claimed_at, paused_until) VALUES (?, ?, 0) ON CONFLICT (grp) DO UPDATE SET claimed_at = excluded.claimed_at`

const PAUSE = `INSERT INTO turn (grp, claimed_at, paused_until) VALUES (?, 0, ?)
  ON CONFLICT (grp) DO UPDATE SET paused_until = CASE WHEN excluded.paused_until > turn.paused_until THEN excluded.paused_until ELSE turn.paused_until END`

async function claimNext(database: Store, { now, leaseUntil, perGroup }: Claim): Promise<Job | undefined> {
  // Most looks find nothing: those take no lock.
  const limits = [now, now, perGroup]
  if ((await database.query(NEXT, limits)).length === 0) return undefined
  return database.exclusively(async (sql) => {
    const [next] = await sql.query(NEXT, limits)
    if (!next) return undefined
    await sql.query(TURN, [next.grp!, now])
    const [row] = await sql.query("UPDATE job SET state = 'active', holder = ?, lease_until = ? WHERE id = ? RETURNING *", [
      randomUUID(),
      leaseUntil,
      next.id!,
    ])
    return row && { ...storedOf(row), holder: String(row.holder) }
  })
}

/** Turns an active job into a waiting one, or joins it with the one that waits under its key. */
async function giveBack(sql: Sql, job: Stored, [id, holder]: [string, string], error?: string): Promise<void> {
  const gone = await sql.query(`DELETE FROM job WHERE ${HELD} RETURNING id`, [id, holder])
  if (gone.length === 0) return
  const waiting = await find(sql, job.key, 'waiting')
  await put(sql, rejoin(job, waiting), waiting?.id)
  if (error !== undefined) await sql.query("UPDATE job SET error = ? WHERE key = ? AND state = 'waiting'", [error.slice(0, 2000), job.key])
}

async function reclaim(database: Store, now: number, before: number): Promise<number> {
  const expired = "SELECT * FROM job WHERE state = 'active' AND lease_until < ?"
  if ((await database.query(expired, [before])).length === 0) return 0
  return database.exclusively(async (sql) => {
    const rows = await sql.query(expired, [before])
    for (const row of rows) {
      const job = storedOf(row)
      await giveBack(sql, { ...job, lost: job.lost + 1, runAt: now }, [job.id, String(row.holder)])
    }
    return rows.length
  })
}

async function revive(database: Store, now: number, id: string | undefined): Promise<number> {
  return database.exclusively(async (sql) => {
    const buried = "SELECT * FROM job WHERE state = 'dead'"
    const rows = id === undefined ? await sql.query(buried) : await sql.query(`${buried} AND id = ?`, [id])
    for (const row of rows) {
      const job = storedOf(row)
      await sql.query('DELETE FROM job WHERE id = ?', [job.id])
      const waiting = await find(sql, job.key, 'waiting')
      await put(sql, rejoin({ ...job, runAt: now, freshAt: now, attempts: 0 }, waiting), waiting?.id)
    }
    return rows.length
  })
}

async function stats(database: Store, now: number): Promise<QueueStats> {
  const counts = await database.query('SELECT kind, state, count(*) AS count FROM job GROUP BY kind, state')
  const [late] = await database.query("SELECT min(run_at) AS run_at FROM job WHERE state = 'waiting' AND run_at <= ?", [now])
  return {
    counts: counts.map(({ kind, state, count }) => ({ kind: String(kind), state: String(state), count: Number(count) })),
    oldest: late?.run_at == null ? 0 : now - Number(late.run_at),
  }
}

function storedOf(row: Row): Stored {
  return {
    id: String(row.id),
    kind: String(row.kind),
    key: String(row.key),
    serial: String(row.serial),
    group: String(row.grp),
    priority: Number(row.priority),
    version: Number(row.version),
    force: Number(row.force) === 1,
    data: JSON.parse(String(row.data)),
    runAt: Number(row.run_at),
    acceptedAt: Number(row.accepted_at),
    freshAt: Number(row.fresh_at),
    attempts: Number(row.attempts),
    lost: Number(row.lost),
  }
}

function deadJobOf(row: Row): DeadJob {
  return { ...storedOf(row), error: String(row.error ?? '') }
}
