import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import type { Database, Row, Value } from './database.ts'
import { groupCommit, type Transaction } from './group-commit.ts'

/** A database in one file, for one machine. Several threads may open it. `:memory:` is one that nobody shares. */
export function openSqlite(file: string): Database {
  if (file !== MEMORY) mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const db = new DatabaseSync(file)
  // FULL: a commit that was answered is on disk even when the power fails.
  db.exec(`PRAGMA busy_timeout=${PATIENCE}; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=0`)
  const statements = new Map<string, StatementSync>()
  const run = (sql: string, parameters: readonly Value[] = []): readonly Row[] => {
    const statement = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, statement)
    return statement.all(...parameters) as Row[]
  }
  const inTurn = file === MEMORY ? turns() : turnsOf(resolve(file))
  const transaction: Transaction = {
    query: async (sql, parameters) => run(sql, parameters),
    commit: async () => db.exec('COMMIT'),
    rollback: async () => {
      if (db.isTransaction) db.exec('ROLLBACK')
    },
  }
  const group = groupCommit(async () => {
    await whenFree(() => db.exec('BEGIN IMMEDIATE'))
    return transaction
  })
  return {
    engine: 'sqlite',
    // Outside of a transaction too: a query that slips into one of somebody else would be rolled back with it.
    query: (sql, parameters) => inTurn(() => whenFree(() => run(sql, parameters))),
    exclusively: (work) => {
      const done = group.enlist(work)
      void inTurn(group.write)
      return done
    },
    close: () => inTurn(async () => db.close()),
  }
}

const MEMORY = ':memory:'
/** Milliseconds until a lock that another thread holds is taken for one that is never let go. */
const PATIENCE = 10_000

/** Tries again while another thread writes. To wait for it within SQLite would hold up everything else on this thread. */
async function whenFree<Result>(attempt: () => Result): Promise<Result> {
  const end = performance.now() + PATIENCE
  while (true) {
    try {
      return attempt()
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error
      await pause(1)
    }
  }
}

/** SQLITE_BUSY, whatever its details. */
function isBusy(error: unknown): boolean {
  return ((error as { errcode?: number }).errcode ?? 0) % 256 === 5
}

const TURNS = new Map<string, ReturnType<typeof turns>>()

/** One line for each file: to wait for a lock that this very thread holds would be for ever. */
function turnsOf(file: string) {
  const known = TURNS.get(file) ?? turns()
  TURNS.set(file, known)
  return known
}

/** Runs one after another. */
function turns() {
  let last: Promise<unknown> = Promise.resolve()
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
}
