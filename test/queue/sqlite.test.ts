import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { openSqlite } from '../../src/queue/sqlite.ts'
import { describeQueue } from './contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'readiness-queue-'))
afterAll(() => rmSync(folder, { recursive: true }))

describeQueue('SQLite', async () => openSqlite(join(folder, 'data/queue.sqlite')))

describe('while another thread writes', () => {
  it('nothing else on this one is held up, and what waits is written afterwards', async () => {
    const file = join(folder, 'busy.sqlite')
    const database = openSqlite(file)
    await database.query('CREATE TABLE note (text TEXT)')
    const other = new DatabaseSync(file)
    other.exec('BEGIN IMMEDIATE')
    const written = [
      database.exclusively((sql) => sql.query("INSERT INTO note VALUES ('a')")),
      database.query("INSERT INTO note VALUES ('b')"),
    ]
    const first = await Promise.race([...written, new Promise((resolve) => setTimeout(resolve, 5, 'the event loop'))])
    expect(first).toBe('the event loop')
    other.exec('COMMIT')
    other.close()
    await Promise.all(written)
    expect(await database.query('SELECT text FROM note')).toEqual([{ text: 'a' }, { text: 'b' }])
    await database.close()
  })
})

describe('a transaction that ends by itself, as on a full disk', () => {
  it('fails all that were written with it, and leaves nothing behind', async () => {
    const file = join(folder, 'full.sqlite')
    const database = openSqlite(file)
    await database.query('CREATE TABLE note (text TEXT)')
    const [ended, beside] = await Promise.allSettled([
      database.exclusively(async (sql) => {
        await sql.query("INSERT INTO note VALUES ('a')")
        await sql.query('ROLLBACK')
        throw new Error('disk full')
      }),
      database.exclusively((sql) => sql.query("INSERT INTO note VALUES ('b')")),
    ])
    expect([ended.status, beside.status]).toEqual(['rejected', 'rejected'])
    expect(await database.query('SELECT text FROM note')).toEqual([])
    await database.close()
  })
})
