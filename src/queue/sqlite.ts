import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import type { Database, Row, Store, Value } from './database.ts'
import { groupCommit, type Transaction } from './group-commit.ts'

/** A database in one file, for one machine. Several threads may open it. `:memory:` is one that nobody shares. */
export function openSqlite(file: string): Database {
  if (file !== MEMORY) mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const db = new DatabaseSync(file)
  db.exec(`PRAGMA busy_timeout=${PATIENCE}; PRAGMA journal_mode=WAL; PRAGMA busy_timeout=0`)
  const connection = { db, inTurn: file === MEMORY ? turns() : turnsOf(resolve(file)), run: runner(db), mode: modeOf(db) }
  return {
    engine: 'sqlite',
    ...storeOn(connection, 'FULL'),
    hurried: storeOn(connection, 'NORMAL'),
    close: () => connection.inTurn(async () => db.close()),
  }
}

interface Connection {
  readonly db: DatabaseSync
  readonly inTurn: ReturnType<typeof turns>
  readonly run: ReturnType<typeof runner>
  readonly mode: (mode: Mode) => void
}

/** FULL: a commit that was answered is on disk even when the power fails. NORMAL: it is in the hands of the system. */
type Mode = 'FULL' | 'NORMAL'

function storeOn({ db, inTurn, run, mode: set }: Connection, mode: Mode): Store {
  const transaction: Transaction = {
    query: async (sql, parameters) => run(sql, parameters),
    commit: async () => db.exec('COMMIT'),
    rollback: async () => {
      if (db.isTransaction) db.exec('ROLLBACK')
    },
  }
  const group = groupCommit(async () => {
    set(mode)
    await whenFree(() => db.exec('BEGIN IMMEDIATE'))
    return transaction
  })
  const write = (sql: string, parameters: readonly Value[] | undefined) => {
    set(mode)
    return run(sql, parameters)
  }
  return {
    // Outside of a transaction too: a query that slips into one of somebody else would be rolled back with it.
    query: (sql, parameters) => inTurn(() => whenFree(() => (sql.startsWith('SELECT') ? run(sql, parameters) : write(sql, parameters)))),
    exclusively: (work) => {
      const done = group.enlist(work)
      void inTurn(group.write)
      return done
    },
  }
}

function runner(db: DatabaseSync) {
  const statements = new Map<string, StatementSync>()
  return (sql: string, parameters: readonly Value[] = []): readonly Row[] => {
    const statement = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, statement)
    return statement.all(...parameters) as Row[]
  }
}

/** Sets how sure the next commit has to be. */
function modeOf(db: DatabaseSync) {
  let current: Mode | undefined
  return (mode: Mode): void => {
    if (mode !== current) db.exec(`PRAGMA synchronous=${mode}`)
    current = mode
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
