import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Database, Row, Sql, Value } from './database.ts'

/** A database in one file, for one machine. Several threads may open it. `:memory:` is one that nobody shares. */
export function openSqlite(file: string): Database {
  if (file !== MEMORY) mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const db = new DatabaseSync(file)
  // FULL: a commit that was answered is on disk even when the power fails.
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000')
  const statements = new Map<string, StatementSync>()
  const run = (sql: string, parameters: readonly Value[] = []): readonly Row[] => {
    const statement = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, statement)
    return statement.all(...parameters) as Row[]
  }
  const inTurn = file === MEMORY ? turns() : turnsOf(resolve(file))
  const within: Sql = { query: async (sql, parameters) => run(sql, parameters) }
  return {
    engine: 'sqlite',
    // Outside of a transaction too: a query that slips into one of somebody else would be rolled back with it.
    query: (sql, parameters) => inTurn(async () => run(sql, parameters)),
    exclusively: (work) =>
      inTurn(async () => {
        db.exec('BEGIN IMMEDIATE')
        try {
          const result = await work(within)
          db.exec('COMMIT')
          return result
        } catch (error) {
          if (db.isTransaction) db.exec('ROLLBACK')
          throw error
        }
      }),
    close: () => inTurn(async () => db.close()),
  }
}

const MEMORY = ':memory:'

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
