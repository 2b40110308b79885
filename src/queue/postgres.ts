import pg from 'pg'
import type { Database, Row, Sql, Value } from './database.ts'

/** A database on a PostgreSQL server, for any number of processes. */
export function openPostgres(connectionString: string, most = 8): Database {
  const pool = new pg.Pool({ connectionString, max: most, types: { getTypeParser: parserOf }, connectionTimeoutMillis: 10_000 })
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on('error', () => {})
  return {
    engine: 'postgres',
    query: (sql, parameters) => query(pool, sql, parameters),
    exclusively: async (work) => {
      const client = await pool.connect()
      try {
        await client.query('BEGIN')
        await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
        const result = await work(sqlOn(client))
        await client.query('COMMIT')
        client.release()
        return result
      } catch (error) {
        const back = await client.query('ROLLBACK').catch((broken: Error) => broken)
        client.release(back instanceof Error ? back : undefined)
        throw error
      }
    },
    close: () => pool.end(),
  }
}

/** Any number that other programs on the same database are unlikely to lock: `readines` in ASCII. */
const LOCK = '8243108434965128563'

/** Times and counts are BIGINT, and stay far below 2^53. */
function parserOf(oid: number) {
  return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid)
}

interface Queryable {
  query(sql: string, parameters: unknown[]): Promise<{ rows: unknown[] }>
}

function sqlOn(client: Queryable): Sql {
  return { query: (sql, parameters) => query(client, sql, parameters) }
}

async function query(client: Queryable, sql: string, parameters: readonly Value[] = []): Promise<readonly Row[]> {
  let count = 0
  const { rows } = await client.query(
    sql.replaceAll('?', () => `$${++count}`),
    [...parameters],
  )
  return rows as Row[]
}
