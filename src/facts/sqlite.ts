import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Bundle } from '#model/facts'
import { keyed, transaction } from './keyed.ts'
import { PARTS } from './part.ts'
import { statesIn } from './sqlite-states.ts'
import type { FactStore, StateStore } from './store.ts'
import { tenantsIn } from './tenants.ts'

export interface Database {
  /** What is kept for one tenant. Equal files of two tenants are kept twice, so that each can be forgotten. */
  of(tenant: string): Kept
  /** Who has something here. */
  tenants(): readonly string[]
  /** Takes out everything of a tenant. */
  forget(tenant: string): Promise<void>
  /** Keeps the most recently used entries only. */
  evict(most: { readonly facts: number; readonly states: number }): void
  close(): void
}

export interface Kept {
  readonly facts: FactStore
  /** The states of one repository: the name is any string that tells repositories of this tenant apart. */
  readonly states: (repository: string) => StateStore
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
const FORMAT = 3

function open(file: string): Database {
  const db = new DatabaseSync(file)
  try {
    return prepare(db)
  } catch (error) {
    db.close()
    throw error
  }
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS fact (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, bundle TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS state (id INTEGER PRIMARY KEY, repository TEXT NOT NULL, version TEXT NOT NULL, tree TEXT NOT NULL,
    parts TEXT NOT NULL, UNIQUE (repository, version, tree)) STRICT;
  CREATE TABLE IF NOT EXISTS part (id TEXT PRIMARY KEY, head TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS part_column (part TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (part, name)) STRICT;
  CREATE TABLE IF NOT EXISTS judged (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS tenant (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${FORMAT}`

function prepare(db: DatabaseSync): Database {
  // Losing the last moments of a cache is fine; waiting for another process that writes to it is normal.
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000')
  const { user_version: format } = db.prepare('PRAGMA user_version').get() as { user_version: number }
  if (format !== 0 && format !== FORMAT) throw new Error(FOREIGN)
  // Written only once: whoever opens it to read waits for nobody, and leaves nothing to be synchronised when it is closed.
  if (format === 0) db.exec(TABLES)
  const tenants = tenantsIn(db)
  const [facts, states] = [keyed<Bundle>(db, 'fact', 'bundle', tenants), statesIn(db, tenants)]
  return {
    of: (tenant) => ({ facts: facts(tenant), states: (repository) => states(tenant, repository) }),
    tenants: () => tenants.list(),
    forget: (tenant) => tenants.forget(tenant),
    evict: (most) => evict(db, most),
    close: () => db.close(),
  }
}

function evict(db: DatabaseSync, most: { readonly facts: number; readonly states: number }): void {
  // Keys of rows only grow, so the oldest go, and what is still needed comes back at once.
  db.prepare('DELETE FROM fact WHERE id <= (SELECT max(id) FROM fact) - ?').run(most.facts)
  db.prepare('DELETE FROM judged WHERE id <= (SELECT max(id) FROM judged) - ?').run(most.states * PARTS)
  const { changes } = db.prepare('DELETE FROM state WHERE id <= (SELECT id FROM state ORDER BY id DESC LIMIT 1 OFFSET ?)').run(most.states)
  if (changes === 0) return
  const unused = 'NOT IN (SELECT value FROM state, json_each(state.parts))'
  transaction(db, () => db.exec(`DELETE FROM part WHERE id ${unused}; DELETE FROM part_column WHERE part ${unused}`))
}
