import { randomUUID } from 'node:crypto'
import type { Database, Row } from '../../queue/database.ts'

/** Somebody lets a failed pull request pass, for this one commit on its way into this one branch. */
export interface StoredOverride {
  readonly id: string
  readonly pull: number
  readonly head: string
  /** Name of the base branch. Absent where an earlier release wrote it down. */
  readonly base: string | undefined
  readonly person: string
  /** Absent as long as the person has not said why. */
  readonly reason: string | undefined
  readonly madeAt: number
}

export type NewOverride = Omit<StoredOverride, 'id'>

export async function saveOverride(
  database: Database,
  of: { readonly installation: number; readonly repository: number },
  made: NewOverride,
): Promise<void> {
  await database.query(
    'INSERT INTO override (id, installation, repository, pull, head, base, person, reason, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    [randomUUID(), of.installation, of.repository, made.pull, made.head, made.base ?? null, made.person, made.reason ?? null, made.madeAt],
  )
}

/** The person has said why. */
export async function explainOverride(database: Database, id: string, reason: string): Promise<void> {
  await database.query('UPDATE override SET reason = ? WHERE id = ?', [reason, id])
}

/** Overrides of a commit, newest first. */
export async function overridesOn(database: Database, repository: number, head: string): Promise<readonly StoredOverride[]> {
  const rows = await database.query('SELECT * FROM override WHERE repository = ? AND head = ? ORDER BY made_at DESC', [repository, head])
  return rows.map(overrideOf)
}

function overrideOf({ id, pull, head, base, person, reason, made_at }: Row): StoredOverride {
  return {
    id: String(id),
    pull: Number(pull),
    head: String(head),
    base: base == null ? undefined : String(base),
    person: String(person),
    reason: reason == null ? undefined : String(reason),
    madeAt: Number(made_at),
  }
}
