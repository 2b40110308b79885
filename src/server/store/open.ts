import { join } from 'node:path'
import type { Database } from '../../queue/database.ts'
import type { Config } from '../config.ts'

/** The database that the settings name: a server, or a file in the data folder. What the other needs is not loaded. */
export async function openDatabase({ databaseUrl, dataFolder }: Pick<Config, 'databaseUrl' | 'dataFolder'>): Promise<Database> {
  if (databaseUrl) return (await import('../../queue/postgres.ts')).openPostgres(databaseUrl)
  return (await import('../../queue/sqlite.ts')).openSqlite(join(dataFolder, 'readiness.sqlite'))
}
