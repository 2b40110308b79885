import { randomUUID } from 'node:crypto'
import type { Database } from '../../queue/database.ts'

/** Somebody let a failed pull request pass, for this one commit. */
export interface StoredOverride {
  readonly pull: number
  readonly head: string
  readonly person: string
  readonly reason: string | undefined
  readonly madeAt: number
}

export async function saveOverride(
  database: Database,
  of: { installation: number; repository: number },
  made: StoredOverride,
): Promise<void> {
  await database.query(
    'INSERT INTO override (id, installation, repository, pull, head, person, reason, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    [randomUUID(), of.installation, of.repository, made.pull, made.head, made.person, made.reason ?? null, made.madeAt],
  )
}

/** Overrides of a commit, newest first. */
export async function overridesOn(database: Database, repository: number, head: string): Promise<readonly StoredOverride[]> {
  const rows = await database.query('SELECT * FROM override WHERE repository = ? AND head = ? ORDER BY made_at DESC', [repository, head])
  return rows.map(({ pull, person, reason, made_at }) => ({
    pull: Number(pull),
    head,
    person: String(person),
    reason: reason == null ? undefined : String(reason),
    madeAt: Number(made_at),
  }))
}
