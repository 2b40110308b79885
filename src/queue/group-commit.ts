import type { Sql } from './database.ts'

/** An open transaction that excludes all others. */
export interface Transaction extends Sql {
  commit(): Promise<void>
  /** Gives up what was done, if there still is anything to give up. Never rejects. */
  rollback(): Promise<void>
}

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
export function groupCommit(begin: () => Promise<Transaction>): GroupCommit {
  const enlisted: Enlisted[] = []
  const write = async () => {
    const group = enlisted.splice(0, MOST)
    if (group.length === 0) return
    let transaction: Transaction | undefined
    try {
      transaction = await begin()
      const outcomes = await attemptAll(transaction, group)
      await transaction.commit()
      for (const [index, { settle }] of group.entries()) settle(outcomes[index]!)
    } catch (error) {
      await transaction?.rollback()
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

async function attemptAll(sql: Sql, group: readonly Enlisted[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const { work } of group) outcomes.push(await attempt(sql, work))
  return outcomes
}

/** Rejects where the whole transaction is lost, as by a full disk or a broken connection: then there is no savepoint to go back to. */
async function attempt(sql: Sql, work: Work<unknown>): Promise<Outcome> {
  await sql.query('SAVEPOINT one')
  try {
    const result = await work(sql)
    await sql.query('RELEASE SAVEPOINT one')
    return { result }
  } catch (error) {
    const isLost = await sql.query('ROLLBACK TO SAVEPOINT one').then(
      () => false,
      () => true,
    )
    if (isLost) throw error
    await sql.query('RELEASE SAVEPOINT one')
    return { error }
  }
}
