import type { DatabaseSync } from 'node:sqlite'
import type { Tenants } from './tenants.ts'

export interface Keyed<Value> {
  get(keys: readonly string[]): ReadonlyMap<string, Value>
  put(entries: Iterable<readonly [string, Value]>): void
}

/** JSON values by key, those of each tenant apart from all others'. */
export function keyed<Value>(
  db: DatabaseSync,
  table: 'fact' | 'judged',
  column: 'bundle' | 'value',
  tenants: Tenants,
): (tenant: string) => Keyed<Value> {
  const select = db.prepare(
    `SELECT ${table}.key, ${table}.${column} AS value FROM json_each(?) AS wanted CROSS JOIN ${table} ON ${table}.key = wanted.value`,
  )
  const insert = db.prepare(`INSERT OR REPLACE INTO ${table} (key, ${column}) VALUES (?, ?)`)
  return (tenant) => {
    const prefix = tenants.prefix(tenant)
    return {
      get: (keys) => {
        const rows = select.all(JSON.stringify(keys.map((key) => prefix + key))) as { key: string; value: string }[]
        return new Map(rows.map(({ key, value }) => [key.slice(prefix.length), JSON.parse(value) as Value]))
      },
      put: (entries) => {
        const rows = [...entries]
        if (rows.length === 0) return
        transaction(db, () => {
          tenants.note(tenant)
          for (const [key, value] of rows) insert.run(prefix + key, JSON.stringify(value))
        })
      },
    }
  }
}

export function transaction(db: DatabaseSync, work: () => void): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    work()
    db.exec('COMMIT')
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}
