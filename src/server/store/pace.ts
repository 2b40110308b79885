import type { Clock } from '#model/clock'
import type { Database } from '../../queue/database.ts'

/** How many writes of an installation need not wait for each other: with one a second after that, no minute has GitHub's 80. */
const BURST = 10

/** GitHub's rule for what it calls content: 500 an hour. */
const HOURLY_GAP = 7_200

/** Lets the writes of an installation go one every `gap` milliseconds where there are many; a first verdict never waits. */
export function paced(database: Database, clock: Clock, gap: number) {
  return async (installation: number, signal: AbortSignal | undefined): Promise<void> => {
    if (gap === 0) return
    const wait = await takePlace(database, installation, clock.now(), gap)
    if (wait > 0) await clock.sleep(wait, signal)
  }
}

/**
 * Takes the next place in the line of those who write for an installation, in whatever process, and gives the milliseconds to wait for it.
 * What is stored is when the line would be empty at one write a `gap`: nobody has to remember single writes.
 */
async function takePlace(database: Database, installation: number, now: number, gap: number): Promise<number> {
  const later = (column: string) => `CASE WHEN turn.${column} > ? THEN turn.${column} ELSE ? END + ?`
  const [row] = await database.hurried.query(
    `INSERT INTO turn (grp, claimed_at, paused_until, writes_until, hour_until) VALUES (?, 0, 0, ?, ?)
     ON CONFLICT (grp) DO UPDATE SET writes_until = ${later('writes_until')}, hour_until = ${later('hour_until')} RETURNING writes_until`,
    [String(installation), now + gap, now + HOURLY_GAP, now, now, gap, now, now, HOURLY_GAP],
  )
  return Math.max(0, Number(row!.writes_until) - BURST * gap - now)
}

/** What our own curiosity may take of an hour's writes, in the milliseconds that they stand for. */
const FOR_CURIOSITY = 0.6 * 500 * HOURLY_GAP

/** When work that nobody waits for may write: now (0), or when enough of the last hour's writes are past. */
export async function mayWriteUnasked(database: Database, installation: number, now: number): Promise<number> {
  const [row] = await database.query('SELECT hour_until FROM turn WHERE grp = ?', [String(installation)])
  const free = Number(row?.hour_until ?? 0) - FOR_CURIOSITY
  return free > now ? free : 0
}
