import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Bundle } from '#model/facts'
import type { FactStore, FileState, StateStore } from './store.ts'

export interface Database {
  readonly facts: FactStore
  /** The states of one repository: the name is any string that tells repositories apart. */
  states(repository: string): StateStore
  /** Keeps the most recently used entries only. */
  evict(most: { readonly facts: number; readonly states: number }): void
  close(): void
}

/** Opens the facts on disk. It is a cache: a file that is damaged or of another format is replaced. */
export function openFacts(file: string): Database {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  try {
    return open(file)
  } catch (error) {
    if (!isDamaged(error)) throw error
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
    return open(file)
  }
}

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
function isDamaged(error: unknown): boolean {
  const code = (error as { errcode?: number }).errcode
  return code === 11 || code === 26 || (error as Error).message === FOREIGN
}

const FOREIGN = 'the file holds other tables'
const FORMAT = 1

function open(file: string): Database {
  const db = new DatabaseSync(file)
  try {
    return prepare(db)
  } catch (error) {
    db.close()
    throw error
  }
}

function prepare(db: DatabaseSync): Database {
  // Losing the last moments of a cache is fine; waiting for another process that writes to it is normal.
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000')
  const { user_version: format } = db.prepare('PRAGMA user_version').get() as { user_version: number }
  if (format !== 0 && format !== FORMAT) throw new Error(FOREIGN)
  db.exec(`
    CREATE TABLE IF NOT EXISTS fact (key TEXT PRIMARY KEY, bundle TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS state (id INTEGER PRIMARY KEY, repository TEXT NOT NULL, version TEXT NOT NULL, tree TEXT NOT NULL, files TEXT NOT NULL,
      UNIQUE (repository, version, tree)) STRICT;
    PRAGMA user_version = ${FORMAT}`)
  return { facts: factsIn(db), states: (repository) => statesIn(db, repository), evict: (most) => evict(db, most), close: () => db.close() }
}

function factsIn(db: DatabaseSync): FactStore {
  const select = db.prepare('SELECT fact.key, fact.bundle FROM json_each(?) AS wanted CROSS JOIN fact ON fact.key = wanted.value')
  const insert = db.prepare('INSERT OR REPLACE INTO fact (key, bundle) VALUES (?, ?)')
  return {
    get: (keys) => {
      const rows = select.all(JSON.stringify(keys)) as { key: string; bundle: string }[]
      return new Map(rows.map(({ key, bundle }) => [key, JSON.parse(bundle) as Bundle]))
    },
    put: (entries) =>
      transaction(db, () => {
        for (const [key, bundle] of entries) insert.run(key, JSON.stringify(bundle))
      }),
  }
}

function statesIn(db: DatabaseSync, repository: string): StateStore {
  const select = db.prepare('SELECT files FROM state WHERE repository = ? AND version = ? AND tree = ?')
  const list = db.prepare('SELECT tree FROM state WHERE repository = ? AND version = ? ORDER BY id DESC')
  // The newest id marks the most recent use, so re-storing a tree renews it.
  const insert = db.prepare('INSERT OR REPLACE INTO state (repository, version, tree, files) VALUES (?, ?, ?, ?)')
  return {
    get: (tree, version) => {
      const row = select.get(repository, version, tree) as { files: string } | undefined
      return row && { tree, files: new Map(JSON.parse(row.files) as [string, FileState][]) }
    },
    trees: (version) => (list.all(repository, version) as { tree: string }[]).map(({ tree }) => tree),
    put: (state, version) => void insert.run(repository, version, state.tree, JSON.stringify([...state.files])),
  }
}

function evict(db: DatabaseSync, most: { readonly facts: number; readonly states: number }): void {
  db.prepare('DELETE FROM state WHERE id NOT IN (SELECT id FROM state ORDER BY id DESC LIMIT ?)').run(most.states)
  const { count } = db.prepare('SELECT count(*) AS count FROM fact').get() as { count: number }
  // Without a clock of use per fact a random sample goes; what is still needed comes back at once.
  if (count > most.facts)
    db.prepare('DELETE FROM fact WHERE key IN (SELECT key FROM fact ORDER BY random() LIMIT ?)').run(count - most.facts)
}

function transaction(db: DatabaseSync, work: () => void): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    work()
    db.exec('COMMIT')
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}
