import type { Database, Sql } from './database.ts'

/** One step of the schema. Steps only add, so that the release before still runs on what this one leaves behind. */
export interface Migration {
  readonly version: number
  /** The oldest schema whose code still works on this one. */
  readonly compatibleFrom: number
  readonly statements: readonly string[]
}

/**
 * Brings the database to the newest schema, in one transaction each step. A database of a newer release is left alone and used, unless
 * that release says that this one no longer can: so an update can be rolled back by one version.
 */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<void> {
  const mine = migrations.at(-1)?.version ?? 0
  await database.exclusively(async (sql) => {
    await sql.query('CREATE TABLE IF NOT EXISTS migration (version BIGINT PRIMARY KEY, compatible_from BIGINT NOT NULL)')
    const done = await sql.query('SELECT version, compatible_from FROM migration ORDER BY version DESC')
    const newest = done[0]
    if (newest && Number(newest.compatible_from) > mine) {
      throw new Error(
        `The database is of schema ${newest.version}, which needs a release of schema ${newest.compatible_from}; this one knows ${mine}.`,
      )
    }
    const known = new Set(done.map(({ version }) => Number(version)))
    for (const migration of migrations) if (!known.has(migration.version)) await apply(sql, migration)
  })
}

async function apply(sql: Sql, { version, compatibleFrom, statements }: Migration): Promise<void> {
  for (const statement of statements) await sql.query(statement)
  await sql.query('INSERT INTO migration (version, compatible_from) VALUES (?, ?)', [version, compatibleFrom])
}
