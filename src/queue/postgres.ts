import pg from 'pg'
import type { Database, Row, Store, Value } from './database.ts'
import { groupCommit, type Transaction } from './group-commit.ts'

/** A database on a PostgreSQL server, for any number of processes. */
export function openPostgres(connectionString: string, most = 8): Database {
  const pool = new pg.Pool({ connectionString, max: most, types: { getTypeParser: parserOf }, connectionTimeoutMillis: 10_000 })
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on('error', () => {})
  return { engine: 'postgres', ...storeOn(pool, 'BEGIN'), hurried: storeOn(pool, HURRIED), close: () => pool.end() }
}

const HURRIED = 'BEGIN; SET LOCAL synchronous_commit TO off'

function storeOn(pool: pg.Pool, opening: string): Store {
  const group = groupCommit(() => begin(pool, opening))
  let writing: Promise<void> = Promise.resolve()
  return {
    query: (sql, parameters) => query(pool, sql, parameters),
    exclusively: (work) => {
      const done = group.enlist(work)
      // One at a time: what comes meanwhile waits for the lock in one transaction, not in one each.
      writing = writing.then(() => group.write())
      return done
    },
  }
}

async function begin(pool: pg.Pool, opening: string): Promise<Transaction> {
  const client = await pool.connect()
  const rollback = async () => {
    const back = await client.query('ROLLBACK').catch((broken: Error) => broken)
    client.release(back instanceof Error ? back : undefined)
  }
  try {
    await client.query(opening)
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
  } catch (error) {
    await rollback()
    throw error
  }
  return {
    query: (sql, parameters) => query(client, sql, parameters),
    commit: async () => {
      await client.query('COMMIT')
      client.release()
    },
    rollback,
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

async function query(client: Queryable, sql: string, parameters: readonly Value[] = []): Promise<readonly Row[]> {
  let count = 0
  const { rows } = await client.query(
    sql.replaceAll('?', () => `$${++count}`),
    [...parameters],
  )
  return rows as Row[]
}
