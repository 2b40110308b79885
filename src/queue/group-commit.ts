import type { DatabaseSync } from 'node:sqlite'
import type { Sql } from './database.ts'

type Work<Result> = (sql: Sql) => Promise<Result>

interface Enlisted {
  readonly work: Work<unknown>
  /** Tells the caller what came of it, once that is known to be on disk. */
  readonly settle: (outcome: Outcome) => void
}

type Outcome = { readonly result: unknown } | { readonly error: unknown }

export interface GroupCommit {
  /** Settles when `write` has come to it. */
  enlist<Result>(work: Work<Result>): Promise<Result>
  /** Writes what is enlisted. Never rejects. */
  readonly write: () => Promise<void>
}

/** Transactions of one write, so that none waits for a crowd. */
const MOST = 50

/**
 * Transactions that wait for the disk at the same time go there together: to make fifty sure takes as long as to make one sure. Each that
 * fails is undone by itself, and none is answered before all are written.
 */
export function groupCommit(db: DatabaseSync, sql: Sql, begin: () => Promise<unknown>): GroupCommit {
  const enlisted: Enlisted[] = []
  const write = async () => {
    const group = enlisted.splice(0, MOST)
    if (group.length === 0) return
    try {
      await begin()
      const outcomes = await attemptAll(db, sql, group)
      db.exec('COMMIT')
      for (const [index, { settle }] of group.entries()) settle(outcomes[index]!)
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK')
      for (const { settle } of group) settle({ error })
    }
  }
  const enlist = <Result>(work: Work<Result>): Promise<Result> =>
    new Promise((resolve, reject) => {
      const settle = (outcome: Outcome) => ('error' in outcome ? reject(outcome.error) : resolve(outcome.result as Result))
      enlisted.push({ work, settle })
    })
  return { enlist, write }
}

async function attemptAll(db: DatabaseSync, sql: Sql, group: readonly Enlisted[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const { work } of group) outcomes.push(await attempt(db, sql, work))
  return outcomes
}

/** Rejects where the whole transaction is lost: a full disk ends it, and what came after would be written by itself. */
async function attempt(db: DatabaseSync, sql: Sql, work: Work<unknown>): Promise<Outcome> {
  db.exec('SAVEPOINT one')
  try {
    const result = await work(sql)
    db.exec('RELEASE one')
    return { result }
  } catch (error) {
    if (!db.isTransaction) throw error
    db.exec('ROLLBACK TO one; RELEASE one')
    return { error }
  }
}
