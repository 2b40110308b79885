import type { DatabaseSync } from 'node:sqlite'

/** JSON values by key. */
export function keyed<Value>(db: DatabaseSync, table: 'fact' | 'judged', column: 'bundle' | 'value') {
  const select = db.prepare(
    `SELECT ${table}.key, ${table}.${column} AS value FROM json_each(?) AS wanted CROSS JOIN ${table} ON ${table}.key = wanted.value`,
  )
  const insert = db.prepare(`INSERT OR REPLACE INTO ${table} (key, ${column}) VALUES (?, ?)`)
  return {
    get: (keys: readonly string[]): ReadonlyMap<string, Value> => {
      const rows = select.all(JSON.stringify(keys)) as { key: string; value: string }[]
      return new Map(rows.map(({ key, value }) => [key, JSON.parse(value) as Value]))
    },
    put: (entries: Iterable<readonly [string, Value]>) =>
      transaction(db, () => {
        for (const [key, value] of entries) insert.run(key, JSON.stringify(value))
      }),
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
