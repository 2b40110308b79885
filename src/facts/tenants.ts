import type { DatabaseSync } from 'node:sqlite'
import { setImmediate as breathe } from 'node:timers/promises'

/** Whose entries are in a database. Nothing of one is ever shown to another, and all of one can be taken out. */
export interface Tenants {
  /** What the keys of a tenant begin with. */
  prefix(tenant: string): string
  /** Notes that the tenant has something here, in the transaction that writes it. */
  note(tenant: string): void
  list(): readonly string[]
  forget(tenant: string): Promise<void>
}

/** The columns whose values begin with a tenant. */
const COLUMNS = [
  ['fact', 'key'],
  ['judged', 'key'],
  ['state', 'repository'],
  ['part_column', 'part'],
  ['part', 'id'],
] as const

/** Rows that are taken out before somebody else has a turn. */
const AT_ONCE = 2_000

export function tenantsIn(db: DatabaseSync): Tenants {
  const note = db.prepare('INSERT OR IGNORE INTO tenant (name) VALUES (?)')
  const list = db.prepare('SELECT name FROM tenant ORDER BY name')
  const strike = db.prepare('DELETE FROM tenant WHERE name = ?')
  const prefix = (tenant: string) => `${encodeURIComponent(tenant)}/`
  return {
    prefix,
    note: (tenant) => void note.run(tenant),
    list: () => (list.all() as { name: string }[]).map(({ name }) => name),
    forget: async (tenant) => {
      strike.run(tenant)
      const [from, to] = [prefix(tenant), `${encodeURIComponent(tenant)}0`]
      // What is deleted is written over, not only let go of.
      db.exec('PRAGMA secure_delete=ON')
      for (const [table, column] of COLUMNS) await empty(db, table, column, from, to)
      db.exec('PRAGMA secure_delete=OFF; PRAGMA wal_checkpoint(TRUNCATE)')
    },
  }
}

/** `0` comes right after `/`, so that this is every value with the prefix. */
async function empty(db: DatabaseSync, table: string, column: string, from: string, to: string): Promise<void> {
  const some = `SELECT ${column} FROM ${table} WHERE ${column} >= ? AND ${column} < ? ORDER BY ${column} LIMIT ${AT_ONCE}`
  const remove = db.prepare(`DELETE FROM ${table} WHERE ${column} IN (${some})`)
  while (remove.run(from, to).changes > 0) await breathe()
}
