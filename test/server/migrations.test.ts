import { describe, expect, it } from 'vitest'
import type { Database, Row } from '../../src/queue/database.ts'
import { type Migration, migrate } from '../../src/queue/migrate.ts'
import { openSqlite } from '../../src/queue/sqlite.ts'
import { MIGRATIONS } from '../../src/server/store/schema.ts'

const steps = MIGRATIONS.slice(1).map((step, index) => ({ step, before: MIGRATIONS.slice(0, index + 1) }))

async function tables(database: Database): Promise<readonly string[]> {
  const rows = await database.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migration' ORDER BY name")
  return rows.map(({ name }) => String(name))
}

/** A row in each table that `known` has, every column filled that it knows. */
async function fill(database: Database, known = database): Promise<void> {
  for (const table of await tables(known)) {
    const columns = await known.query(`SELECT name, type FROM pragma_table_info('${table}')`)
    const values = columns.map(({ name, type }, index) => (type === 'BIGINT' ? index + 1 : `${table} ${name}`))
    const [names, marks] = [columns.map(({ name }) => name).join(), values.map(() => '?').join()]
    await database.query(`INSERT INTO ${table} (${names}) VALUES (${marks})`, values)
    expect(await database.query(`SELECT ${names} FROM ${table}`)).toHaveLength(1)
  }
}

async function contents(database: Database, names: readonly string[]): Promise<Record<string, readonly Row[]>> {
  const rows = names.map(async (table) => [table, await database.query(`SELECT * FROM ${table}`)] as const)
  return Object.fromEntries(await Promise.all(rows))
}

async function at(migrations: readonly Migration[]): Promise<Database> {
  const database = openSqlite(':memory:')
  await migrate(database, migrations)
  return database
}

describe('the schema of the store', () => {
  it('goes from version to version, and each leaves the release before at work', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1))
    for (const { version, compatibleFrom } of MIGRATIONS) expect(compatibleFrom).toBeLessThanOrEqual(Math.max(1, version - 1))
  })

  it.each(steps)('keeps every value when it goes to version $step.version', async ({ step, before }) => {
    const database = await at(before)
    await fill(database)
    const names = await tables(database)
    const was = await contents(database, names)
    await migrate(database, [...before, step])
    const is = await contents(database, names)
    for (const table of names) expect(is[table]).toMatchObject(was[table]!.map((row) => ({ ...row })))
    await database.close()
  })

  it.each(steps)('lets the release before version $step.version read and write on it', async ({ step, before }) => {
    const [old, updated] = [await at(before), await at([...before, step])]
    await migrate(updated, before)
    // That release names the columns that it knows.
    await fill(updated, old)
    await Promise.all([old.close(), updated.close()])
  })
})
